package io.rungate.rules;

import com.google.re2j.Pattern;
import io.rungate.pack.DrlToken;
import io.rungate.pack.FamilyPath;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.pack.Span;
import io.rungate.pack.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds what rules ask of parts and no path and no loop of the mapping gives: {@code part(
 * "statistik" )}, or a name that the part never has.
 */
final class NamedParts {

  /** Facts that stand for fields and for the keys of families. */
  private static final Set<String> OF_BOTH =
      Set.of("AbsentField", "MalformedField", "OutOfBounds", "MistypedField");

  /** What a part can be called: what follows a pattern, or one word. */
  private record Name(Pattern pattern, String word) {
    boolean admits(String text) {
      return pattern == null ? word.equals(text) : pattern.matcher(text).find();
    }

    boolean admitsPart(String text) {
      return pattern != null || word.contains(text);
    }
  }

  private final PackSymbols terms;
  private final LintFindings findings;

  private NamedParts(PackSymbols terms, LintFindings findings) {
    this.terms = terms;
    this.findings = findings;
  }

  static void check(PackSymbols terms, LintFindings findings) {
    NamedParts checks = new NamedParts(terms, findings);
    for (RuleText rule : terms.rules()) {
      for (RuleText.Pattern pattern : rule.patterns()) {
        List<List<DrlToken>> constraints = new ArrayList<>();
        for (Span one : pattern.constraints()) {
          constraints.add(rule.tokens(one));
        }
        checks.pattern(rule, constraints, Operands.simple(pattern.type()));
      }
      List<Map<String, Name>> all = new ArrayList<>(checks.ofFamilies(null));
      all.addAll(checks.ofFields(null, null));
      checks.asked(rule, rule.consequence(), "nothing has a part ", all);
    }
  }

  /** The constraints of one pattern, which may name the family or the field. */
  private void pattern(RuleText rule, List<List<DrlToken>> constraints, String type) {
    List<Map<String, Name>> parts = new ArrayList<>();
    String none = "no " + type + " has a part ";
    String asked = type.equals("RequiredFieldMissing") ? "AbsentField" : type;
    if (type.equals("Metric")) {
      parts.addAll(ofFamilies(named("family", constraints)));
      none = "no family has a part ";
    } else if (OF_BOTH.contains(asked) || !terms.types().isField(asked)) {
      parts.addAll(ofFamilies(null));
    }
    if (!type.equals("Metric")) {
      String field = named("field", constraints);
      boolean plain = field != null && terms.fields().contains(field) && !OF_BOTH.contains(asked);
      parts.addAll(ofFields(terms.types().isField(asked) ? asked : null, field));
      none = plain && terms.types().isField(asked) ? "the field " + field + " has no part " : none;
    }
    for (List<DrlToken> words : constraints) {
      asked(rule, words, none, parts);
      for (Comparison one : Comparison.in(words)) {
        String part = one.left().size() == 4 ? part(one.left(), 0) : null;
        for (List<DrlToken> right : one.right()) {
          if (part != null && right.size() == 1) {
            compared(rule, part, one, right.get(0), parts);
          }
        }
      }
    }
  }

  /** The text in {@code family == "seconds"}, if that stands alone between commas; else null. */
  private static String named(String what, List<List<DrlToken>> constraints) {
    for (List<DrlToken> words : constraints) {
      boolean alone = words.size() == 3 && words.get(0).is(what) && words.get(1).is("==");
      if (alone && words.get(2).isText()) {
        return words.get(2).value();
      }
    }
    return null;
  }

  /** The parts of the paths of one family, or of each. */
  private List<Map<String, Name>> ofFamilies(String family) {
    List<Map<String, Name>> all = new ArrayList<>();
    for (Family one : terms.families()) {
      FamilyPath path = family == null || one.name().equals(family) ? one.path() : null;
      if (path != null) {
        Map<String, Name> parts = new LinkedHashMap<>();
        path.parts().forEach((name, pattern) -> parts.put(name, new Name(pattern, null)));
        all.add(parts);
      }
    }
    return all;
  }

  /** The parts of one field, or of each that can be a fact of a type; null for any type. */
  private List<Map<String, Name>> ofFields(String type, String name) {
    List<Map<String, Name>> all = new ArrayList<>();
    for (Field one : terms.read()) {
      boolean fits = type == null || terms.typesFor("field", one.name()).contains(type);
      if (fits && (name == null || name.equals(one.name()))) {
        Map<String, Name> parts = new LinkedHashMap<>();
        one.parts().forEach((part, value) -> parts.put(part, new Name(null, value)));
        all.add(parts);
      }
    }
    return all;
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

  private void asked(
      RuleText rule, List<DrlToken> words, String none, List<Map<String, Name>> parts) {
    Set<String> known = new LinkedHashSet<>();
    parts.forEach(one -> known.addAll(one.keySet()));
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).is("parts") && i + 1 < words.size() && words.get(i + 1).is(".")) {
        String what = "asks for all parts; ask for one: part( \"name\" )";
        findings.add(LintCode.UNKNOWN_PART, rule, words.get(i).line(), what);
      }
      String name = part(words, i);
      if (name != null && !known.contains(name)) {
        String what = none + name + Spelling.hint(name, known);
        findings.add(LintCode.UNKNOWN_PART, rule, words.get(i).line(), what);
      }
    }
  }

  private void compared(
      RuleText rule, String part, Comparison one, DrlToken value, List<Map<String, Name>> parts) {
    if (value.kind() == DrlToken.Kind.NUMBER || value.isOneOf(Set.of("true", "false"))) {
      String what = "compares the text part( \"%s\" ) with %s".formatted(part, value.text());
      findings.add(LintCode.TEXT_AND_NUMBER, rule, value.line(), what);
    }
    List<Name> names =
        parts.stream().map(by -> by.get(part)).filter(Objects::nonNull).distinct().toList();
    if (!value.isText()
        || names.isEmpty()
        || names.stream().anyMatch(name -> name.admits(value.value()))
        || one.isPartial() && names.stream().anyMatch(name -> name.admitsPart(value.value()))) {
      return;
    }
    Name first = names.get(0);
    String what =
        "the part %s is never %s%s"
            .formatted(
                part,
                value.text(),
                first.pattern() != null
                    ? ": it follows " + first.pattern()
                    : Spelling.hint(
                        value.value(),
                        names.stream().map(Name::word).filter(Objects::nonNull).toList()));
    findings.add(LintCode.UNKNOWN_PART, rule, value.line(), what);
  }
}
