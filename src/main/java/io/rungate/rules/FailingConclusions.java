package io.rungate.rules;

import io.rungate.fact.Fact;
import io.rungate.fact.Quantity;
import io.rungate.pack.Conclusion;
import io.rungate.pack.DrlToken;
import io.rungate.pack.FactTypes;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.rules.Operands.Operand;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds conclusions that compile, and fail in every run for which their rule fires. */
public final class FailingConclusions {
  private static final Set<String> PLAIN =
      Set.of(FactTypes.TEXT, FactTypes.NUMBER, FactTypes.BOOLEAN, Operands.NO_FACTS);
  private static final Set<String> COMPUTING = Set.of("plus", "minus", "times", "over", "max");

  private final LintFindings findings;
  private final Set<String> shown = new TreeSet<>();

  private FailingConclusions(PackSymbols terms, LintFindings findings) {
    this.findings = findings;
    terms.mapping().blocks().stream()
        .flatMap(block -> block.keys().stream())
        .forEach(entry -> shown.add(entry.value()));
  }

  public static void check(PackSymbols terms, LintFindings findings) {
    FailingConclusions checks = new FailingConclusions(terms, findings);
    for (RuleText rule : terms.rules()) {
      Operands operands = new Operands(terms, rule);
      for (Conclusion conclusion : rule.conclusions()) {
        checks.reasons(rule, operands, conclusion);
        checks.value(rule, operands, conclusion);
      }
    }
  }

  /** A reason is a fact or a conclusion that the rule matched; what is made of it is none. */
  private void reasons(RuleText rule, Operands operands, Conclusion conclusion) {
    if (conclusion.severity() == null) {
      return;
    }
    for (List<DrlToken> reason : conclusion.arguments()) {
      Operand given = operands.of(null, reason);
      boolean computed = reason.stream().anyMatch(one -> one.isOneOf(COMPUTING));
      if (computed || given.type() != null && PLAIN.contains(given.type())) {
        String what = " is no reason: give the fact or the conclusion that it comes from";
        String shown = NeverMatching.shown(reason) + what;
        findings.add(LintCode.FAILING_CONCLUSION, rule, conclusion.line(), shown);
      }
    }
  }

  private void value(RuleText rule, Operands operands, Conclusion conclusion) {
    if (!"Value".equals(conclusion.type()) || conclusion.arguments().size() != 2) {
      return;
    }
    String text = conclusion.text(1);
    if (conclusion.text(0) == null && text != null && shown.contains(text)) {
      String what = "the key comes first: new Value( \"" + text + "\", ... )";
      findings.add(LintCode.FAILING_CONCLUSION, rule, conclusion.line(), what);
    }
    List<DrlToken> words = conclusion.arguments().get(1);
    String type = operands.of(null, words).type();
    Class<?> java = type == null ? null : FactTypes.javaType(type);
    boolean fact = java != null && (Fact.class.isAssignableFrom(java) || java.isRecord());
    if (fact && !Quantity.class.isAssignableFrom(java)) {
      String what = "a document cannot hold the " + type + " " + NeverMatching.shown(words);
      findings.add(LintCode.FAILING_CONCLUSION, rule, conclusion.line(), what);
    }
  }
}
