package io.rungate.rules;

import io.rungate.pack.Conclusion;
import io.rungate.pack.DrlToken;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.pack.Scope;
import io.rungate.pack.Spelling;
import io.rungate.pack.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds conclusions that nobody would see, or that rest on nothing. */
final class ConclusionCheck {

  /** Conclusions that name a key of the document, and where they do. */
  private static final Map<String, Integer> KEYED =
      Map.of("Value", 0, "Denominator", 0, "Overruled", 1);

  private final PackSymbols terms;
  private final LintFindings findings;
  private final Set<String> shown;

  private ConclusionCheck(PackSymbols terms, LintFindings findings) {
    this.terms = terms;
    this.findings = findings;
    this.shown = terms.shown();
  }

  static void check(PackSymbols terms, LintFindings findings) {
    ConclusionCheck checks = new ConclusionCheck(terms, findings);
    for (RuleText rule : terms.rules()) {
      rule.conclusions().forEach(conclusion -> checks.check(rule, conclusion));
    }
  }

  private void check(RuleText rule, Conclusion conclusion) {
    String type = String.valueOf(conclusion.type());
    if (KEYED.containsKey(type)) {
      Set<String> keys = terms.texts(rule, conclusion, KEYED.get(type));
      (keys == null ? Set.<String>of() : keys).forEach(key -> key(rule, conclusion, key));
    }
    if (conclusion.severity() != null && conclusion.arguments().isEmpty()) {
      String what = "objects to nothing: new " + type + "() names no evidence";
      findings.add(LintCode.NO_EVIDENCE, rule, conclusion.line(), what);
    }
    Set<String> groups = type.equals("Contract") ? terms.texts(rule, conclusion, 0) : null;
    for (String group : groups == null ? Set.<String>of() : groups) {
      if (!terms.groups().contains(group)) { // such a contract looks like one for something
        String what = "no group " + group + Spelling.hint(group, terms.groups());
        findings.add(LintCode.UNKNOWN_GROUP, rule, conclusion.line(), what);
      }
    }
  }

  private void key(RuleText rule, Conclusion conclusion, String key) {
    if (!shown.contains(key)) {
      if (terms.cells(Table.Column.KEY).contains(key)) {
        return; // told where the table has it
      }
      for (Mapping.Block block : terms.mapping().document().blocks()) {
        if (block.constants().stream().anyMatch(one -> one.key().equals(key))) {
          String what = "the mapping says " + key + " itself, as a constant";
          findings.add(LintCode.VALUE_NOT_SHOWN, rule, conclusion.line(), what);
          return;
        }
        for (Mapping.Alias alias : block.aliases()) {
          if (alias.key().equals(key)) {
            String what = key + " shows what " + alias.of() + " does: conclude that";
            findings.add(LintCode.VALUE_NOT_SHOWN, rule, conclusion.line(), what);
            return;
          }
        }
      }
      if (terms.scope() == Scope.RUN || terms.scope() == null) {
        String what = "no block of the document shows the key " + key + Spelling.hint(key, shown);
        findings.add(LintCode.VALUE_NOT_SHOWN, rule, conclusion.line(), what);
      } else if (!isAsked(conclusion.type(), key)) {
        String what = "sweep.yaml has no name " + key + ", and no rule asks for it";
        String hint = Spelling.hint(key, shown);
        findings.add(LintCode.VALUE_NOT_SHOWN, rule, conclusion.line(), what + hint);
      }
    } else if (conclusion.type().equals("Denominator") && !isDivided(key)) {
      String what = "no rule divides by it: none asks for Denominator( of == \"" + key + "\" )";
      findings.add(LintCode.UNUSED_DENOMINATOR, rule, conclusion.line(), what);
    }
  }

  /** Whether a rule asks for the key's denominator; one that objects asks for those of all keys. */
  private boolean isDivided(String key) {
    for (RuleText rule : terms.rules()) {
      for (RuleText.Pattern pattern : rule.patterns()) {
        if (pattern.type().equals("Denominator")) {
          List<DrlToken> words =
              pattern.constraints().stream().flatMap(one -> rule.tokens(one).stream()).toList();
          boolean named = words.stream().anyMatch(DrlToken::isText);
          if (named ? words.stream().anyMatch(one -> isText(one, key)) : !rule.objects()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean isAsked(String type, String key) {
    return terms.rules().stream()
        .flatMap(
            rule ->
                rule.patterns().stream()
                    .filter(pattern -> pattern.type().equals(type))
                    .flatMap(pattern -> pattern.constraints().stream())
                    .flatMap(constraint -> rule.tokens(constraint).stream()))
        .anyMatch(word -> isText(word, key));
  }

  private static boolean isText(DrlToken word, String text) {
    return word.isText() && word.value().equals(text);
  }
}
