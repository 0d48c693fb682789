package io.rungate.rules;

import io.rungate.fact.Fact;
import io.rungate.pack.Conclusion;
import io.rungate.pack.DrlToken;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.pack.Span;
import io.rungate.pack.Spelling;
import java.util.List;
import java.util.Set;

/**
 * Finds conditions that compile and can never hold: a name that nobody gives is to the engine a
 * text like any other. A rule that cannot fire is worse than none, since it looks like a check; so
 * a pack with such a rule is refused when it is compiled.
 */
public final class NeverMatching {
  private static final Set<String> ORDER = Set.of("<", ">", "<=", ">=");

  private final PackSymbols terms;
  private final LintFindings findings;

  private NeverMatching(PackSymbols terms, LintFindings findings) {
    this.terms = terms;
    this.findings = findings;
  }

  public static void check(PackSymbols terms, LintFindings findings) {
    NeverMatching checks = new NeverMatching(terms, findings);
    for (RuleText rule : terms.rules()) {
      for (RuleText.Pattern pattern : rule.patterns()) {
        checks.pattern(rule, pattern);
      }
      checks.contracts(rule);
    }
  }

  private void pattern(RuleText rule, RuleText.Pattern pattern) {
    String type = pattern.type();
    boolean known = PackSymbols.javaType(type) != null || terms.declaration(type) != null;
    if (!known) {
      return; // the compiler says so, with the type that was meant
    }
    if (!terms.canBe(type)) {
      findings.add(
          LintCode.NEVER_CONCLUDED,
          rule,
          pattern.line(),
          "can never fire: no rule concludes " + type);
      return;
    }
    for (Span part : pattern.constraints()) {
      List<DrlToken> constraint = rule.tokens(part);
      for (int i = 0; i + 2 < constraint.size(); i++) {
        boolean start = i == 0 || !constraint.get(i - 1).is(".");
        if (constraint.get(i).isName() && start) {
          compared(rule, type, constraint, i);
        }
      }
    }
  }

  /** {@code field == "a"}, {@code field in ( "a", "b" )} and the like, from the field on. */
  private void compared(RuleText rule, String type, List<DrlToken> tokens, int i) {
    String field = tokens.get(i).text();
    DrlToken operator = tokens.get(i + 1);
    if (operator.isOneOf(Set.of("==", "!=", "<", ">", "<=", ">="))) {
      mixed(rule, type, field, operator, tokens.get(i + 2));
      if (tokens.get(i + 2).isText() && !operator.isOneOf(ORDER)) {
        named(rule, type, field, tokens.get(i + 2));
      }
      return;
    }
    int open = operator.is("not") ? i + 3 : i + 2;
    if (operator.is("in") || operator.is("not") && tokens.get(i + 2).is("in")) {
      for (int j = open + 1; j < tokens.size() && !tokens.get(j).is(")"); j++) {
        if (!tokens.get(j).is(",")) {
          mixed(rule, type, field, operator, tokens.get(j));
        }
        if (tokens.get(j).isText()) {
          named(rule, type, field, tokens.get(j));
        }
      }
    }
  }

  private void mixed(
      RuleText rule, String type, String field, DrlToken operator, DrlToken literal) {
    Class<?> holds = terms.holds(type, field);
    boolean number = literal.kind() == DrlToken.Kind.NUMBER || literal.is("-");
    if (holds == null || !number && !literal.isText()) {
      return;
    }
    String shown = literal.isText() ? '"' + literal.value() + '"' : literal.text();
    if (holds == String.class && (number || operator.isOneOf(ORDER))) {
      String what =
          number ? "compares the text " + field + " with " : "orders the text " + field + " by ";
      findings.add(LintCode.TEXT_AND_NUMBER, rule, literal.line(), what + shown);
    } else if (holds == Number.class && literal.isText()) {
      findings.add(
          LintCode.TEXT_AND_NUMBER,
          rule,
          literal.line(),
          "compares the number " + field + " with " + shown);
    } else if (holds == Object.class && operator.isOneOf(ORDER)) {
      findings.add(
          LintCode.TEXT_AND_NUMBER,
          rule,
          literal.line(),
          "orders " + field + ", which may be a text, by " + shown);
    }
  }

  private void named(RuleText rule, String type, String field, DrlToken literal) {
    Class<?> java = PackSymbols.javaType(type);
    boolean fact = java != null && Fact.class.isAssignableFrom(java);
    if (fact && (field.equals("field") || field.equals("group"))) {
      fieldOrGroup(rule, type, field, literal);
    } else if (fact && field.equals("family")) {
      List<String> families =
          terms.mapping().families().stream().map(Mapping.Family::name).toList();
      if (!families.contains(literal.value())) {
        findings.add(
            LintCode.UNKNOWN_FIELD,
            rule,
            literal.line(),
            "no family " + literal.value() + Spelling.hint(literal.value(), families));
      }
    } else if (!fact && field.equals(terms.nameField(type))) {
      Set<String> names = type.equals("Contract") ? terms.groups() : terms.namesOf(type);
      if (names != null && !names.contains(literal.value())) {
        String what = type.equals("Contract") ? "no group " : "no rule concludes " + type + " ";
        findings.add(
            type.equals("Contract") ? LintCode.UNKNOWN_GROUP : LintCode.UNKNOWN_NAME,
            rule,
            literal.line(),
            what + literal.value() + Spelling.hint(literal.value(), names));
      }
    }
  }

  private void fieldOrGroup(RuleText rule, String type, String what, DrlToken literal) {
    String name = literal.value();
    boolean family =
        what.equals("field")
            && Set.of("MalformedField", "OutOfBounds", "MistypedField").contains(type)
            && terms.mapping().families().stream().anyMatch(f -> f.covers(name));
    if (family) {
      return;
    }
    Set<String> known = what.equals("field") ? terms.fields() : terms.groups();
    if (!known.contains(name)) {
      findings.add(
          what.equals("field") ? LintCode.UNKNOWN_FIELD : LintCode.UNKNOWN_GROUP,
          rule,
          literal.line(),
          "no " + what + " " + name + Spelling.hint(name, known));
      return;
    }
    Set<String> types = terms.typesFor(what, name);
    if (!types.contains(type) && !type.equals("Fact")) {
      findings.add(
          LintCode.TYPE_MISFIT,
          rule,
          literal.line(),
          "the " + what + " " + name + " is never " + type + "; it is " + String.join(", ", types));
    }
  }

  /** {@code Contract.strict( "group" )}: a contract for nothing looks like one for something. */
  private void contracts(RuleText rule) {
    for (Conclusion conclusion : rule.conclusions()) {
      boolean contract = "Contract".equals(conclusion.type()) && conclusion.first() != null;
      if (contract && !terms.groups().contains(conclusion.first())) {
        findings.add(
            LintCode.UNKNOWN_GROUP,
            rule,
            conclusion.line(),
            "no group " + conclusion.first() + Spelling.hint(conclusion.first(), terms.groups()));
      }
    }
  }
}
