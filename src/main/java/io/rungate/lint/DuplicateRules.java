package io.rungate.lint;

import io.rungate.pack.Conclusion;
import io.rungate.pack.DrlToken;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.rules.LintCode;
import io.rungate.rules.LintFindings;
import java.util.HashMap;
import java.util.Map;

/** Finds rules that say the same thing twice. */
final class DuplicateRules {
  private DuplicateRules() {}

  static void check(PackSymbols terms, LintFindings findings) {
    Map<String, RuleText> seen = new HashMap<>();
    for (RuleText rule : terms.rules()) {
      for (Conclusion conclusion : rule.conclusions()) {
        String condition = DrlToken.normal(rule.conditions()).replaceAll("\\$\\w+ : ", "");
        String form =
            String.join("\n", condition, conclusion.type(), conclusion.maker(), conclusion.first());
        RuleText other = seen.putIfAbsent(form, rule);
        if (other != null) {
          String what = "has the condition and the conclusion of \"" + other.name() + "\"";
          findings.add(LintCode.SAME_CONDITION, rule, 0, what);
        }
      }
    }
  }
}
