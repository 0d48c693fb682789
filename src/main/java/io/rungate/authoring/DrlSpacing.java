package io.rungate.authoring;

import io.rungate.pack.DrlToken;
import java.util.List;
import java.util.Set;

/**
 * What stands between two tokens of a line: spaces inside the parentheses of a pattern, around
 * colons and comparisons, after commas. Where the sign alone does not tell what it is, such as a
 * minus, the author's choice stays.
 */
final class DrlSpacing {
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<=", ">=", "&&", "||", "->");
  private static final Set<String> OPENS_A_LIST =
      Set.of("in not exists and or from over matches contains memberOf return if".split(" "));

  private DrlSpacing() {}

  /** A line of tokens, without indent. */
  static String line(List<DrlToken> tokens, boolean conditions) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      boolean method = i > 1 && isJoint(tokens.get(i - 2)) && tokens.get(i).is("(");
      if (i > 0 && !method && gap(tokens.get(i - 1), tokens.get(i), conditions)) {
        out.append(' ');
      }
      out.append(tokens.get(i).text());
    }
    return out.toString();
  }

  private static boolean gap(DrlToken left, DrlToken right, boolean conditions) {
    if (left.isComment() || right.isComment()) {
      return true;
    }
    if (left.is("(")) {
      return !right.is(")");
    }
    if (right.is(")")) {
      return true;
    }
    if (right.is(",") || right.is(";") || left.is("@") || isJoint(left) || isJoint(right)) {
      return false;
    }
    if (left.is(",") || left.is(";") || left.is(":") || right.is(":") || right.is("@")) {
      return true;
    }
    if (right.is("(") && left.kind() == DrlToken.Kind.NAME) {
      return OPENS_A_LIST.contains(left.text());
    }
    if (COMPARISONS.contains(left.text())) {
      return left.kind() == DrlToken.Kind.SIGN || right.spaced();
    }
    boolean compares =
        right.kind() == DrlToken.Kind.SIGN
            && (COMPARISONS.contains(right.text()) || (conditions && isAngle(right)));
    if (compares || (conditions && isAngle(left))) {
      boolean partOfALongerSign =
          left.kind() == DrlToken.Kind.SIGN && !isClosing(left) && !right.spaced();
      return !partOfALongerSign;
    }
    return right.spaced() || ((isName(left) || left.is(")")) && isName(right));
  }

  private static boolean isJoint(DrlToken token) {
    return token.is(".") || token.is("::");
  }

  private static boolean isAngle(DrlToken token) {
    return token.is("<") || token.is(">");
  }

  private static boolean isClosing(DrlToken token) {
    return token.is(")") || token.is("]") || isAngle(token);
  }

  /** Tokens that would run into one another. */
  private static boolean isName(DrlToken token) {
    return token.kind() == DrlToken.Kind.NAME || token.kind() == DrlToken.Kind.NUMBER;
  }
}
