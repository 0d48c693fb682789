package io.rungate.rules;

import io.rungate.pack.DrlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One comparison of a condition: {@code field == "a"}, {@code group not in ( "a", "b" )}.
 *
 * @param left the words before the operator; of {@code name == "a" || == "b"} the same for both
 * @param right what it is compared with; several only behind {@code in}
 */
record Comparison(List<DrlToken> left, DrlToken operator, List<List<DrlToken>> right) {
  private static final Set<String> ORDER = Set.of("<", ">", "<=", ">=");
  private static final Set<String> OPERATORS =
      Set.of("==", "!=", "<", ">", "<=", ">=", "in", "contains");

  /** Questions that texts answer about others. */
  private static final Set<String> METHODS =
      Set.of("startsWith", "endsWith", "contains", "equals", "equalsIgnoreCase");

  private static final Set<String> BOUNDARIES = Set.of("&&", "||", ",", ":", "!");

  /** The comparisons that stand in the words of a constraint. */
  static List<Comparison> in(List<DrlToken> words) {
    List<Comparison> found = new ArrayList<>();
    List<DrlToken> left = List.of();
    for (int i = 0; i < words.size(); i++) {
      DrlToken operator = words.get(i);
      boolean member = i > 0 && words.get(i - 1).is(".");
      if (member && operator.isOneOf(METHODS) && i + 1 < words.size()) {
        List<DrlToken> path = words.subList(start(words, i - 1), i - 1);
        found.add(new Comparison(path, operator, List.of(operand(words, i + 2))));
      }
      if (!operator.isOneOf(OPERATORS) || member) {
        continue;
      }
      int end = operator.is("in") && i > 0 && words.get(i - 1).is("not") ? i - 1 : i;
      List<DrlToken> before = words.subList(start(words, end), end);
      left = before.isEmpty() ? left : before;
      found.add(new Comparison(left, operator, right(words, i)));
    }
    return found;
  }

  /** The value that the words from a place on make, up to the end of the comparison. */
  static List<DrlToken> operand(List<DrlToken> words, int start) {
    int end = start;
    for (int depth = 0; end < words.size(); end++) {
      DrlToken word = words.get(end);
      depth += word.nests();
      boolean over = word.isOneOf(BOUNDARIES) || word.isOneOf(OPERATORS) || word.is("not");
      if (depth < 0 || depth == 0 && over) {
        break;
      }
    }
    return words.subList(start, end);
  }

  private static int start(List<DrlToken> words, int end) {
    int start = end;
    for (int depth = 0; start > 0; start--) {
      DrlToken word = words.get(start - 1);
      depth -= word.nests();
      if (depth < 0 || depth == 0 && word.isOneOf(BOUNDARIES)) {
        break;
      }
    }
    return start;
  }

  private static List<List<DrlToken>> right(List<DrlToken> words, int operator) {
    if (!words.get(operator).is("in")) {
      return List.of(operand(words, operator + 1));
    }
    List<List<DrlToken>> values = new ArrayList<>();
    for (int i = operator + 2; i < words.size(); ) {
      List<DrlToken> value = operand(words, i);
      values.add(value);
      i += value.size() + 1;
      if (i > words.size() || !words.get(i - 1).is(",")) {
        break;
      }
    }
    return values;
  }

  /** Whether it asks for a part of a text, or by a method for all of it. */
  boolean isPartial() {
    return operator.isOneOf(METHODS);
  }

  /** Whether it asks which of two comes first. */
  boolean orders() {
    return operator.isOneOf(ORDER);
  }
}
