package io.rungate.rules;

import com.google.re2j.Pattern;
import io.rungate.pack.DrlToken;
import io.rungate.pack.FamilyPath;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.pack.Span;
import io.rungate.pack.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what rules ask of parts of paths and no family has: {@code part( "statistik" )}, or a name
 * that the pattern of the part does not let through.
 */
final class MetricParts {
  private final List<Family> families;
  private final LintFindings findings;

  private MetricParts(PackSymbols terms, LintFindings findings) {
    this.families =
        terms.mapping().families().stream().filter(family -> family.path() != null).toList();
    this.findings = findings;
  }

  static void check(PackSymbols terms, LintFindings findings) {
    MetricParts checks = new MetricParts(terms, findings);
    for (RuleText rule : terms.rules()) {
      for (RuleText.Pattern pattern : rule.patterns()) {
        List<List<DrlToken>> constraints = new ArrayList<>();
        for (Span one : pattern.constraints()) {
          constraints.add(rule.tokens(one));
        }
        checks.pattern(rule, constraints, Operands.simple(pattern.type()).equals("Metric"));
      }
      checks.asked(rule, rule.consequence(), checks.paths(null));
    }
  }

  /**
   * The constraints of one pattern.
   *
   * @param metric whether it is one for metrics, of which it may name the family
   */
  private void pattern(RuleText rule, List<List<DrlToken>> constraints, boolean metric) {
    List<FamilyPath> paths = paths(metric ? familyOf(constraints) : null);
    for (List<DrlToken> words : constraints) {
      asked(rule, words, paths);
      for (Comparison one : Comparison.in(words)) {
        String part = part(one.left(), 0);
        for (List<DrlToken> right : one.right()) {
          if (part != null
              && one.left().size() == 4
              && right.size() == 1
              && right.get(0).isText()) {
            compared(rule, part, right.get(0), paths);
          }
        }
      }
    }
  }

  private static String familyOf(List<List<DrlToken>> constraints) {
    for (List<DrlToken> words : constraints) {
      boolean family = words.size() == 3 && words.get(0).is("family") && words.get(1).is("==");
      if (family && words.get(2).isText()) {
        return words.get(2).value();
      }
    }
    return null;
  }

  /** The paths of one family, or of all. */
  private List<FamilyPath> paths(String family) {
    return families.stream()
        .filter(one -> family == null || one.name().equals(family))
        .map(Family::path)
        .toList();
  }

  /** The name in {@code part( "name" )}, if that is what stands at a place; else null. */
  private static String part(List<DrlToken> words, int at) {
    boolean call =
        at + 3 < words.size()
            && words.get(at).is("part")
            && words.get(at + 1).is("(")
            && words.get(at + 2).isText()
            && words.get(at + 3).is(")");
    return call ? words.get(at + 2).value() : null;
  }

  private void asked(RuleText rule, List<DrlToken> words, List<FamilyPath> paths) {
    Set<String> known = new LinkedHashSet<>();
    paths.forEach(path -> known.addAll(path.parts().keySet()));
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).is("parts") && i + 1 < words.size() && words.get(i + 1).is(".")) {
        String what = "asks for all parts; ask for one: part( \"name\" )";
        findings.add(LintCode.UNKNOWN_PART, rule, words.get(i).line(), what);
      }
      String name = part(words, i);
      if (name != null && !known.contains(name)) {
        String what = "no family has a part " + name + Spelling.hint(name, known);
        findings.add(LintCode.UNKNOWN_PART, rule, words.get(i).line(), what);
      }
    }
  }

  private void compared(RuleText rule, String part, DrlToken value, List<FamilyPath> paths) {
    List<Pattern> patterns =
        paths.stream().map(FamilyPath::parts).map(parts -> parts.get(part)).toList();
    List<Pattern> known = patterns.stream().filter(one -> one != null).toList();
    if (!known.isEmpty() && known.stream().noneMatch(one -> one.matcher(value.value()).find())) {
      String what =
          "the part %s is never %s: it follows %s".formatted(part, value.text(), known.get(0));
      findings.add(LintCode.UNKNOWN_PART, rule, value.line(), what);
    }
  }
}
