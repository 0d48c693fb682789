package io.rungate.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A word, number, text, sign or comment of a rule file; white space is all that lies between two of
 * them. Whoever asks for a word never takes what stands in quotes or in a comment for one.
 *
 * @param text as written, quotes included
 * @param start of its first character, counted from the start of the file
 * @param breaks how many line ends lie between it and the token before
 */
public record DrlToken(Kind kind, String text, int start, int line, int breaks, boolean spaced) {

  /** The sorts of tokens. */
  public enum Kind {
    SPACE,
    COMMENT,
    NAME,
    NUMBER,
    TEXT,
    SIGN
  }

  private static final List<Kind> KINDS = List.of(Kind.values());

  /** Each kind is a group, in their order. */
  private static final Pattern NEXT =
      Pattern.compile(
          "(?<space>\\s+)"
              + "|(?<comment>//[^\\n]*|/\\*(?s:.*?)\\*/)"
              + "|(?<name>[\\p{L}_$][\\p{L}\\p{N}_$]*)"
              + "|(?<number>\\d[\\w.]*)"
              + "|(?<text>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')"
              + "|(?<sign>->|::|:=|==|!=|<=|>=|&&|\\|\\||\\+\\+|--|[-+*/%]=|(?s:.))");

  /** All tokens of a file. */
  public static List<DrlToken> of(String drl) {
    return of(drl, 0, 1);
  }

  /** All tokens of a piece of a file that starts at a place and in a line of it. */
  public static List<DrlToken> of(String piece, int start, int line) {
    List<DrlToken> tokens = new ArrayList<>();
    Matcher next = NEXT.matcher(piece);
    int at = line;
    int breaks = 0;
    boolean spaced = false;
    while (next.lookingAt()) {
      Kind kind = kind(next);
      int ends = (int) next.group().chars().filter(c -> c == '\n').count();
      if (kind == Kind.SPACE) {
        breaks = ends;
        spaced = true;
      } else {
        tokens.add(new DrlToken(kind, next.group(), start + next.start(), at, breaks, spaced));
        breaks = 0;
        spaced = false;
      }
      at += ends;
      next.region(next.end(), piece.length());
    }
    return tokens;
  }

  private static Kind kind(Matcher found) {
    for (Kind kind : KINDS) {
      if (found.start(kind.ordinal() + 1) >= 0) {
        return kind;
      }
    }
    throw new IllegalStateException("no kind of token: " + found.group());
  }

  /**
   * What people read without its form: one space between words, one sort of quotes, save around a
   * single letter, which Java does not take for a text in either.
   */
  public static String normal(List<DrlToken> tokens) {
    return tokens.stream()
        .map(one -> one.isText() && one.text.length() != 3 ? '"' + one.value() + '"' : one.text)
        .collect(Collectors.joining(" "));
  }

  /** Of a text, what is between its quotes; else the token as written. */
  public String value() {
    return isText() ? text.substring(1, text.length() - 1) : text;
  }

  /** The same without white space at the end of its lines: only comments span several. */
  public DrlToken trimmed() {
    String trimmed = text.lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
    return new DrlToken(kind, trimmed, start, line, breaks, spaced);
  }

  /** The place behind its last character. */
  public int end() {
    return start + text.length();
  }

  public Span span() {
    return new Span(start, end());
  }

  /** True for this word, number or sign. */
  public boolean is(String word) {
    return kind != Kind.TEXT && kind != Kind.COMMENT && text.equals(word);
  }

  public boolean isOneOf(Set<String> words) {
    return kind != Kind.TEXT && kind != Kind.COMMENT && words.contains(text);
  }

  /** How many round brackets are open behind it that were not before it: 1, 0 or -1. */
  public int nests() {
    return is("(") ? 1 : is(")") ? -1 : 0;
  }

  public boolean isComment() {
    return kind == Kind.COMMENT;
  }

  public boolean isText() {
    return kind == Kind.TEXT;
  }

  public boolean isName() {
    return kind == Kind.NAME;
  }

  /** True for a name that starts like a type does. */
  public boolean isTypeName() {
    return kind == Kind.NAME && Character.isUpperCase(text.charAt(0));
  }
}
