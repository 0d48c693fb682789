package io.rungate.rules;

import io.rungate.pack.DrlToken;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.pack.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names that a rule gives to two facts, and conditions that it repeats. The engine takes both: a
 * name then stands for the last fact, as a copied line does whose name was not changed.
 */
final class TwiceSaid {

  /** What is named in one of these is not seen outside; of branches each may give a name. */
  private static final Set<String> SCOPES =
      Set.of("not", "exists", "forall", "accumulate", "acc", "or", "||", "(");

  private TwiceSaid() {}

  static void check(PackSymbols terms, LintFindings findings) {
    terms.rules().forEach(rule -> check(rule, findings));
  }

  private static void check(RuleText rule, LintFindings findings) {
    Set<String> conditions = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (RuleText.Condition part : rule.parts()) {
      List<DrlToken> tokens = rule.tokens(part.span());
      String text = DrlToken.normal(tokens);
      if (!conditions.add(text)) {
        add(
            rule,
            part.span(),
            "the condition " + rule.text(part.span()) + " is said twice",
            findings);
      } else if (part.patterns().size() == 1 && !tokens.get(0).isOneOf(SCOPES)) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
          DrlToken name = tokens.get(i);
          boolean given = tokens.get(i + 1).is(":") && name.text().startsWith("$");
          if (given && !names.add(name.text())) {
            add(rule, name.span(), "two facts are called " + name.text(), findings);
          }
        }
      }
    }
  }

  private static void add(RuleText rule, Span place, String what, LintFindings findings) {
    findings.add(LintCode.TWICE_SAID, rule, rule.lineOf(place.start()), what);
  }
}
