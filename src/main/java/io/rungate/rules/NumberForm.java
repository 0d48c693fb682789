package io.rungate.rules;

import io.rungate.pack.DrlToken;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Numbers that the compiler reads otherwise than people do: behind a zero it counts to eight. */
final class NumberForm {
  private static final Pattern OCTAL = Pattern.compile("0[0-9_]+[lL]?");

  private NumberForm() {}

  static void check(PackSymbols terms, LintFindings findings) {
    for (RuleText rule : terms.rules()) {
      Stream.concat(rule.conditions().stream(), rule.consequence().stream())
          .filter(token -> token.kind() == DrlToken.Kind.NUMBER)
          .filter(token -> OCTAL.matcher(token.text()).matches())
          .forEach(
              token -> {
                String what = "the number " + token.text() + " starts with a zero";
                findings.add(LintCode.NUMBER_FORM, rule, token.line(), what);
              });
    }
  }
}
