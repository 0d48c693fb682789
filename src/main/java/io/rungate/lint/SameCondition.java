package io.rungate.lint;

import io.rungate.pack.Conclusion;
import io.rungate.pack.DrlToken;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.rules.LintCode;
import io.rungate.rules.LintFindings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds rules that conclude the same of the same condition, and those that answer one question in
 * two ways: these end every judgement in which both fire.
 */
final class SameCondition {

  /** What a run has one of, for each name where they have one. */
  private static final Set<String> NAMED = Set.of("Value", "Denominator", "Contract");

  private static final Set<String> SINGLE = Set.of("Topology", "Verdict");

  private final LintFindings findings;
  private final Map<List<String>, RuleText> said = new HashMap<>();
  private final Map<List<String>, RuleText> answered = new HashMap<>();

  private SameCondition(LintFindings findings) {
    this.findings = findings;
  }

  static void check(PackSymbols terms, LintFindings findings) {
    SameCondition checks = new SameCondition(findings);
    for (RuleText rule : terms.rules()) {
      Words words = new Words(rule);
      rule.conclusions().forEach(conclusion -> checks.check(rule, words, conclusion));
    }
  }

  private void check(RuleText rule, Words words, Conclusion conclusion) {
    String type = String.valueOf(conclusion.type());
    List<String> question = new ArrayList<>(List.of(words.condition, type));
    List<String> form = new ArrayList<>(question);
    form.add(String.valueOf(conclusion.maker()));
    conclusion.arguments().forEach(argument -> form.add(words.of(argument)));
    RuleText same = said.putIfAbsent(form, rule);
    if (same != null) {
      String what = "has the condition and the conclusion of \"" + same.name() + "\"";
      findings.add(LintCode.SAME_CONDITION, rule, 0, what);
      return;
    }
    if (NAMED.contains(type) && !conclusion.arguments().isEmpty()) {
      question.add(words.of(conclusion.arguments().get(0)));
    } else if (!SINGLE.contains(type)) {
      return;
    }
    RuleText other = answered.putIfAbsent(question, rule);
    if (other != null) {
      String what = "has the condition of \"" + other.name() + "\", and answers otherwise";
      findings.add(LintCode.SAME_CONDITION, rule, 0, what);
    }
  }

  /** The words of a rule in which what it binds goes by where that is bound, and not by a name. */
  private static final class Words {
    private final Map<String, String> places = new HashMap<>();
    private final String condition;

    Words(RuleText rule) {
      List<DrlToken> kept = new ArrayList<>();
      Set<String> bound = rule.bound();
      List<DrlToken> all = rule.conditions();
      for (int i = 0; i < all.size(); i++) {
        boolean binds =
            bound.contains(all.get(i).text())
                && i + 1 < all.size()
                && all.get(i + 1).isOneOf(Set.of(":", ":="));
        if (binds) {
          places.put(all.get(i).text(), "#" + kept.size());
          i++;
        } else {
          kept.add(all.get(i));
        }
      }
      condition = of(kept);
    }

    String of(List<DrlToken> words) {
      List<String> shown = new ArrayList<>();
      for (DrlToken word : words) {
        shown.add(places.getOrDefault(word.text(), DrlToken.normal(List.of(word))));
      }
      return String.join(" ", shown);
    }
  }
}
