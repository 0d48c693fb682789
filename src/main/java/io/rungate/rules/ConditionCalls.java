package io.rungate.rules;

import static io.rungate.rules.SandboxCheck.isCalled;
import static io.rungate.rules.SandboxCheck.isMember;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.rungate.fact.Quantity;
import io.rungate.fact.TimeField;
import io.rungate.pack.ConfigTable;
import io.rungate.pack.DrlToken;
import io.rungate.pack.FactTypes;
import io.rungate.pack.RuleText;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Holds what conditions call to what it can answer, before a run asks: patterns of linear time,
 * times that are times, and counts of facts.
 */
final class ConditionCalls {
  /** Those about a time that may be written in the rule. */
  private static final Set<String> TIMES = Set.of("isBefore", "isAfter");

  /** Operators whose time may grow out of bounds with the length of a text. */
  private static final Set<String> BACKTRACKING = Set.of("matches", "soundslike");

  private ConditionCalls() {}

  static void check(RuleText rule, LintFindings findings) {
    List<DrlToken> tokens = rule.conditions();
    for (int i = 0; i < tokens.size(); i++) {
      String uncounted = isMember(tokens, i) ? null : uncounted(tokens, i);
      if (uncounted != null) {
        findings.add(LintCode.TALLY_OF_NO_FACT, rule, tokens.get(i).line(), uncounted);
      }
      DrlToken literal = i + 2 < tokens.size() ? tokens.get(i + 2) : tokens.get(i);
      boolean compares = tokens.get(i).isOneOf(TIMES) && isCalled(tokens, i) && literal.isText();
      if (compares && TimeField.parse(literal.value()).isEmpty()) {
        findings.add(LintCode.NO_TIME, rule, literal.line(), literal.text() + " is no time");
      }
      boolean anyCase = tokens.get(i).is("equalsIgnoreCase") && isCalled(tokens, i);
      if (anyCase
          && literal.isText()
          && !literal.text().equals(literal.text().toLowerCase(Locale.ROOT))) {
        String what = "capitals do not count in " + literal.text();
        findings.add(LintCode.IDLE_CAPITALS, rule, literal.line(), what);
      }
      String slow = isMember(tokens, i) ? null : slowPattern(tokens, i);
      if (slow != null) {
        findings.add(LintCode.SLOW_PATTERN, rule, tokens.get(i).line(), slow);
      }
    }
  }

  /** Only a fact can be shown later as what was counted, and only numbers can be added up. */
  private static String uncounted(List<DrlToken> tokens, int i) {
    String function = tokens.get(i).text();
    if (!Tallies.FUNCTIONS.containsKey(function) || !isCalled(tokens, i)) {
      return null;
    }
    String argument = tokens.get(i + 2).text();
    for (int j = 0; j + 2 < tokens.size(); j++) {
      if (tokens.get(j).is(argument) && tokens.get(j + 1).is(":") && isCalled(tokens, j + 2)) {
        Class<?> type = FactTypes.javaType(tokens.get(j + 2).text());
        boolean number = type != null && Quantity.class.isAssignableFrom(type);
        return number || function.equals("count")
            ? null
            : function + " of " + tokens.get(j + 2).text() + ", which is no number";
      }
    }
    return function + " of " + argument + ", which is no fact";
  }

  /** Whatever a run says, to look for a pattern in it takes no longer than to read it. */
  private static String slowPattern(List<DrlToken> tokens, int i) {
    if (tokens.get(i).isOneOf(BACKTRACKING)) {
      return "uses " + tokens.get(i).text();
    }
    if (!tokens.get(i).is("fits") || !isCalled(tokens, i)) {
      return null;
    }
    boolean literal =
        i + 3 < tokens.size() && tokens.get(i + 2).isText() && tokens.get(i + 3).is(")");
    if (!literal) {
      return "looks for a pattern that is no text in quotes";
    }
    try {
      String pattern = tokens.get(i + 2).value().translateEscapes();
      Pattern.compile(pattern);
      if (ConfigTable.hasEmptyChoice(pattern)) {
        return "looks for nothing beside a bar: " + tokens.get(i + 2).text();
      }
      if (ConfigTable.bracketsRepeat(pattern)) {
        return "holds a sign twice in its brackets: " + tokens.get(i + 2).text();
      }
      if (ConfigTable.cutsAlphabet(pattern)) {
        return "has a part of the alphabet in its brackets: " + tokens.get(i + 2).text();
      }
      return ConfigTable.repeatsPlace(pattern)
          ? "repeats the start or the end of a text: " + tokens.get(i + 2).text()
          : null;
    } catch (PatternSyntaxException | IllegalArgumentException e) {
      return "looks for " + tokens.get(i + 2).text() + ", which is no pattern of linear time";
    }
  }
}
