package io.rungate.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Cuts DRL into words, texts, signs and comments; white space is all that lies between. */
final class DrlTokens {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<space>\\s+)"
              + "|(?<comment>//[^\\n]*|/\\*(?s:.*?)\\*/)"
              + "|(?<text>\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*')"
              + "|(?<number>\\d[\\w.]*)"
              + "|(?<word>[\\p{L}_$][\\p{L}\\p{N}_$]*)"
              + "|(?<sign>==|!=|<=|>=|&&|\\|\\||::|->|[^\\s\\w])");

  private DrlTokens() {}

  /** The sorts of tokens. */
  enum Kind {
    COMMENT,
    TEXT,
    NUMBER,
    WORD,
    SIGN
  }

  /**
   * A token.
   *
   * @param line where it starts, from 1
   * @param breaks how many line ends lie between it and the token before
   * @param spaced whether white space lies between it and the token before
   */
  record Token(Kind kind, String text, int line, int breaks, boolean spaced) {
    boolean is(String other) {
      return kind != Kind.TEXT && kind != Kind.COMMENT && text.equals(other);
    }

    boolean isComment() {
      return kind == Kind.COMMENT;
    }

    /** The same token at the start of a line. */
    Token onNewLine() {
      return breaks > 0 ? this : new Token(kind, text, line, 1, true);
    }
  }

  /**
   * All tokens of a file.
   *
   * @throws FormException when a text or a comment has no end
   */
  static List<Token> of(String drl) throws FormException {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(drl);
    int at = 0;
    int line = 1;
    int breaks = 0;
    boolean spaced = false;
    while (at < drl.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new FormException(line, "cannot be read from here on");
      }
      String text = matcher.group();
      int ends = (int) text.chars().filter(c -> c == '\n').count();
      if (matcher.group("space") != null) {
        breaks += ends;
        spaced = true;
      } else {
        Kind kind = kind(matcher);
        if (kind == Kind.SIGN && (text.equals("\"") || text.equals("'"))) {
          throw new FormException(line, "a text in quotes has no end on its line");
        }
        if (kind == Kind.SIGN && drl.startsWith("/*", at)) {
          throw new FormException(line, "a comment has no end");
        }
        tokens.add(new Token(kind, trimmed(text), line, breaks, spaced));
        breaks = 0;
        spaced = false;
      }
      line += ends;
      at = matcher.end();
    }
    return tokens;
  }

  /** The index behind a package or import statement: a dotted name, with or without a semicolon. */
  static int endOfStatement(List<Token> tokens, int start) {
    int at = start + 1;
    if (at < tokens.size() && (tokens.get(at).is("static") || tokens.get(at).is("function"))) {
      at++;
    }
    at = Math.min(at + 1, tokens.size());
    while (at + 1 < tokens.size() && tokens.get(at).is(".")) {
      at += 2;
    }
    return at < tokens.size() && tokens.get(at).is(";") ? at + 1 : at;
  }

  /** Only comments span lines, and white space at the end of theirs says nothing. */
  private static String trimmed(String text) {
    return text.lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
  }

  private static Kind kind(Matcher matcher) {
    for (Kind kind : Kind.values()) {
      if (matcher.group(kind.name().toLowerCase(java.util.Locale.ROOT)) != null) {
        return kind;
      }
    }
    throw new IllegalStateException("the pattern has a group for every kind");
  }
}
