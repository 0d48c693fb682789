package io.rungate.rules;

import io.rungate.fact.Fact;
import io.rungate.pack.DrlToken;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.pack.Span;
import io.rungate.pack.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Finds conditions that compile and can never hold: a name that nobody gives is to the engine a
 * text like any other. A rule that cannot fire is worse than none, since it looks like a check; so
 * a pack with such a rule is refused when it is compiled.
 */
final class NeverMatching {
  private static final Set<String> ORDER = Set.of("<", ">", "<=", ">=");

  private final PackSymbols terms;
  private final LintFindings findings;

  private NeverMatching(PackSymbols terms, LintFindings findings) {
    this.terms = terms;
    this.findings = findings;
  }

  static void check(PackSymbols terms, LintFindings findings) {
    NeverMatching checks = new NeverMatching(terms, findings);
    for (RuleText rule : terms.rules()) {
      for (RuleText.Pattern pattern : rule.patterns()) {
        checks.pattern(rule, pattern);
      }
    }
  }

  private void pattern(RuleText rule, RuleText.Pattern pattern) {
    String type = pattern.type();
    boolean known = PackSymbols.javaType(type) != null || terms.declaration(type) != null;
    if (!known) {
      return; // the compiler says so, with the type that was meant
    }
    if (!terms.canBe(type)) {
      String what = "can never fire: no rule concludes " + type;
      findings.add(LintCode.NEVER_CONCLUDED, rule, pattern.line(), what);
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
    String what = null;
    if (holds == String.class && number) {
      what = "compares the text " + field + " with ";
    } else if (holds == String.class && operator.isOneOf(ORDER)) {
      what = "orders the text " + field + " by ";
    } else if (holds == Number.class && literal.isText()) {
      what = "compares the number " + field + " with ";
    } else if (holds == Object.class && operator.isOneOf(ORDER)) {
      what = "orders " + field + ", which may be a text, by ";
    }
    if (what != null) {
      String shown = literal.isText() ? '"' + literal.value() + '"' : literal.text();
      findings.add(LintCode.TEXT_AND_NUMBER, rule, literal.line(), what + shown);
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
      known(families, LintCode.UNKNOWN_FIELD, rule, literal.line(), "no family ", literal.value());
    } else if (!fact && field.equals(terms.nameField(type))) {
      if (type.equals("Contract")) {
        group(rule, literal.line(), literal.value());
      } else if (terms.namesOf(type) != null) {
        String what = "no rule concludes " + type + " ";
        int line = literal.line();
        known(terms.namesOf(type), LintCode.UNKNOWN_NAME, rule, line, what, literal.value());
      }
    }
  }

  private boolean group(RuleText rule, int line, String name) {
    return known(terms.groups(), LintCode.UNKNOWN_GROUP, rule, line, "no group ", name);
  }

  /** Whether a name is one of those that are known; if not, that is a finding. */
  private boolean known(
      Collection<String> names, LintCode code, RuleText rule, int line, String what, String name) {
    if (names.contains(name)) {
      return true;
    }
    findings.add(code, rule, line, what + name + Spelling.hint(name, names));
    return false;
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
    int line = literal.line();
    boolean known =
        what.equals("group")
            ? group(rule, line, name)
            : known(terms.fields(), LintCode.UNKNOWN_FIELD, rule, line, "no field ", name);
    Set<String> types = terms.typesFor(what, name);
    if (known && !types.contains(type) && !type.equals("Fact")) {
      String never = "the " + what + " " + name + " is never " + type + "; it is ";
      findings.add(LintCode.TYPE_MISFIT, rule, line, never + String.join(", ", types));
    }
  }
}
