package io.rungate.pack;

import java.util.ArrayList;
import java.util.List;

/** The words and signs of a rule, without white space and comments; texts in quotes stay whole. */
final class Tokens {
  private Tokens() {}

  static List<String> of(String drl) {
    List<String> tokens = new ArrayList<>();
    int at = 0;
    while (at < drl.length()) {
      char c = drl.charAt(at);
      int end = at + 1;
      if (drl.startsWith("//", at)) {
        end = orEnd(drl, drl.indexOf('\n', at));
      } else if (drl.startsWith("/*", at)) {
        int close = drl.indexOf("*/", at + 2);
        end = close < 0 ? drl.length() : close + 2;
      } else if (c == '"' || c == '\'') {
        while (end < drl.length() && drl.charAt(end) != c) {
          end += drl.charAt(end) == '\\' ? 2 : 1;
        }
        end = Math.min(end + 1, drl.length());
        tokens.add(drl.substring(at, end));
      } else if (Character.isWhitespace(c)) {
        at++;
        continue;
      } else {
        if (isWord(c)) {
          while (end < drl.length() && isWord(drl.charAt(end))) {
            end++;
          }
        } else if (end < drl.length() && isPair(c, drl.charAt(end))) {
          end++;
        }
        tokens.add(drl.substring(at, end));
      }
      at = end;
    }
    return tokens;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  private static boolean isPair(char c, char next) {
    return next == '=' && "=!<>".indexOf(c) >= 0 || c == next && (c == '&' || c == '|');
  }

  private static int orEnd(String text, int at) {
    return at < 0 ? text.length() : at;
  }
}
