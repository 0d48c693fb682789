package io.rungate.rules;

import io.rungate.pack.DrlToken;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.pack.Span;
import java.util.List;
import java.util.Locale;

/**
 * Fields whose name is written with a capital letter. The compiler finds them by the name of their
 * getter, so nothing fails, and readers take the word for a type.
 */
final class FieldForm {
  private FieldForm() {}

  static void check(PackSymbols terms, LintFindings findings) {
    for (RuleText rule : terms.rules()) {
      for (RuleText.Pattern pattern : rule.patterns()) {
        List<String> fields = terms.types().fieldsOf(Operands.simple(pattern.type()));
        for (Span part : pattern.constraints()) {
          check(rule, rule.tokens(part), fields, findings);
        }
      }
    }
  }

  private static void check(
      RuleText rule, List<DrlToken> tokens, List<String> fields, LintFindings findings) {
    for (int i = 0; i < tokens.size(); i++) {
      String name = tokens.get(i).text();
      if (tokens.get(i).isName() && !SandboxCheck.isMember(tokens, i)) {
        String right = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        if (!right.equals(name) && fields.contains(right)) {
          String what = "the field " + right + " is called " + name;
          findings.add(LintCode.FIELD_FORM, rule, tokens.get(i).line(), what);
        }
      }
    }
  }
}
