package io.rungate.rules;

import io.rungate.pack.DrlToken;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Numbers that are not written as people read them: behind a zero the compiler counts to eight, and
 * what is written in two ways is compared by nobody.
 */
final class NumberForm {
  private static final Pattern PLAIN =
      Pattern.compile("(?:0|[1-9][0-9]*)(?:\\.(?:0|[0-9]*[1-9]))?");

  private NumberForm() {}

  static void check(PackSymbols terms, LintFindings findings) {
    for (RuleText rule : terms.rules()) {
      Stream.concat(rule.conditions().stream(), rule.consequence().stream())
          .filter(token -> token.kind() == DrlToken.Kind.NUMBER)
          .filter(token -> !PLAIN.matcher(token.text()).matches())
          .forEach(
              token -> {
                boolean zero = token.text().matches("0[0-9].*");
                String how = zero ? " starts with a zero" : " is not written plainly";
                String what = "the number " + token.text() + how;
                findings.add(LintCode.NUMBER_FORM, rule, token.line(), what);
              });
    }
  }
}
