package io.rungate.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word, number, text or sign of a rule, so that checks never take what stands in quotes or in a
 * comment for code.
 *
 * @param text as written; of a {@link Kind#TEXT}, what is between the quotes
 * @param line in the file, from 1
 */
public record Token(Kind kind, String text, int line) {
  public enum Kind {
    NAME,
    NUMBER,
    TEXT,
    SIGN
  }

  private static final Pattern NEXT =
      Pattern.compile(
          "(?<skip>\\s+|//[^\\n]*|/\\*(?s:.*?)\\*/)"
              + "|(?<name>[\\p{L}_$][\\p{L}\\p{N}_$]*)"
              + "|(?<number>\\d[\\w.]*)"
              + "|\"(?<text>(?:[^\"\\\\]|\\\\.)*)\"|'(?<other>(?:[^'\\\\]|\\\\.)*)'"
              + "|(?<sign>->|::|:=|==|!=|<=|>=|&&|\\|\\||\\+\\+|--|[-+*/%]=|(?s:.))");

  /** The tokens of a text whose first line is {@code line} of its file. */
  public static List<Token> of(String text, int line) {
    List<Token> tokens = new ArrayList<>();
    Matcher next = NEXT.matcher(text);
    int at = line;
    while (next.lookingAt()) {
      if (next.group("name") != null) {
        tokens.add(new Token(Kind.NAME, next.group(), at));
      } else if (next.group("number") != null) {
        tokens.add(new Token(Kind.NUMBER, next.group(), at));
      } else if (next.group("sign") != null) {
        tokens.add(new Token(Kind.SIGN, next.group(), at));
      } else if (next.group("skip") == null) {
        String quoted = next.group("text") != null ? next.group("text") : next.group("other");
        tokens.add(new Token(Kind.TEXT, quoted, at));
      }
      at += (int) next.group().chars().filter(c -> c == '\n').count();
      next.region(next.end(), text.length());
    }
    return tokens;
  }

  /** The token as it may stand in a rule. */
  public String source() {
    return kind == Kind.TEXT ? '"' + text + '"' : text;
  }

  public boolean is(String word) {
    return kind != Kind.TEXT && text.equals(word);
  }

  public boolean isOneOf(Set<String> words) {
    return kind != Kind.TEXT && words.contains(text);
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
