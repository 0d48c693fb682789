package io.rungate.pack;

import java.util.List;

/**
 * What a consequence inserts: {@code new Type( first, ... )}, {@code Type.maker( first, ... )}, or
 * something that a fact makes, such as {@code $absent.fallback()}.
 *
 * @param type the type, or null where a fact makes it
 * @param maker the method that makes it, or null for a constructor
 * @param first the first argument where it is a text, else null
 */
public record Conclusion(String type, String maker, String first, int line) {

  public static Conclusion at(List<Token> tokens, int start) {
    Token token = tokens.get(start);
    if (token.is("new") && start + 1 < tokens.size()) {
      return new Conclusion(
          tokens.get(start + 1).text(), null, first(tokens, start + 2), token.line());
    }
    boolean calls =
        start + 2 < tokens.size()
            && tokens.get(start + 1).is(".")
            && tokens.get(start + 2).isName();
    String maker = calls ? tokens.get(start + 2).text() : null;
    String type = token.isTypeName() ? token.text() : null;
    return new Conclusion(type, maker, calls ? first(tokens, start + 3) : null, token.line());
  }

  private static String first(List<Token> tokens, int open) {
    boolean text =
        open + 1 < tokens.size() && tokens.get(open).is("(") && tokens.get(open + 1).isText();
    return text ? tokens.get(open + 1).text() : null;
  }
}
