package io.rungate.rules;

import io.rungate.pack.DrlToken;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.Mapping.Type;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.pack.Scope;
import io.rungate.pack.Spelling;
import io.rungate.pack.SweepMapping;
import io.rungate.pack.SweepMapping.Reading;
import io.rungate.pack.SweepMapping.Signature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds {@code sweep.yaml} and the rules of rows and sweeps against each other. */
public final class SweepUse {

  /** How a rule asks a row or a group of a sweep for a number. */
  private static final Set<String> NUMBERS = Set.of("number", "least", "asked", "compares");

  /** How it asks for any value. */
  private static final Set<String> QUESTIONS =
      Set.of("text", "time", "has", "number", "least", "asked", "compares");

  /** Names of so few letters are near each other without being meant for each other. */
  private static final int SHORT = 3;

  private final PackSymbols terms;
  private final SweepMapping mapping;
  private final LintFindings findings;

  private SweepUse(PackSymbols terms, LintFindings findings) {
    this.terms = terms;
    this.mapping = terms.sweep();
    this.findings = findings;
  }

  /** Only what can never be recognised, never be grouped or never be found. */
  static void checkLost(PackSymbols terms, LintFindings findings) {
    SweepUse checks = new SweepUse(terms, findings);
    if (terms.scope() == Scope.ROW) {
      checks.signatures();
      checks.names();
      checks.almostOfRuns("rows", checks.mapping.rows());
      checks.almostOfRuns("points", checks.mapping.points());
      MappingUse.checkDefaults(terms, findings);
    } else {
      terms.rules().forEach(checks::questions);
    }
  }

  /** What stands in the file and no rule uses. */
  public static void check(PackSymbols terms, LintFindings findings) {
    for (PackSymbols scope : terms.scopes()) {
      SweepUse checks = new SweepUse(scope, findings);
      if (scope.scope() == Scope.ROW) {
        checks.unusedFields(checks.mapping.rows(), texts(terms.rules()));
        checks.unusedFields(checks.mapping.points(), texts(terms.rules()));
        checks.contracts("rows", checks.mapping.rows());
        checks.contracts("points", checks.mapping.points());
      } else if (scope.scope() == Scope.SWEEP) {
        Set<String> used = texts(scope.rules());
        checks.unusedFields(checks.mapping.info(), used);
        checks.slips(used);
        checks.unusedNames(used);
      }
    }
  }

  private static Set<String> texts(List<RuleText> rules) {
    Set<String> texts = new TreeSet<>();
    for (RuleText rule : rules) {
      Stream.concat(rule.conditions().stream(), rule.consequence().stream())
          .filter(DrlToken::isText)
          .forEach(token -> texts.add(token.value()));
    }
    return texts;
  }

  /** A key by which something is recognised, and almost one that is read of it: a typing error. */
  private void signatures() {
    Signature row = mapping.signatures().get(SweepMapping.ROW);
    signature(SweepMapping.ROW, row, mapping.rows());
    Signature result = mapping.signatures().get(SweepMapping.RESULT);
    List<Field> measured =
        terms.mapping().fields().stream().filter(field -> field.variable() == null).toList();
    signature(SweepMapping.RESULT, result, new Reading(null, measured, terms.mapping().families()));
  }

  private void signature(String kind, Signature signature, Reading reading) {
    Set<String> read = new TreeSet<>();
    for (Field field : reading.fields()) {
      read.add(field.path() == null ? field.resultKey() : field.path().steps().get(0).toString());
    }
    reading.families().stream()
        .filter(family -> family.path() != null)
        .forEach(family -> read.add(family.path().steps().get(0).toString()));
    for (String key : signature.keys()) {
      boolean ofFamily =
          reading.families().stream().anyMatch(one -> one.path() == null && one.covers(key));
      String hint = Spelling.hint(key, read);
      if (!read.contains(key) && !ofFamily && !hint.isEmpty()) {
        String what = "signatures." + kind + ".keys: nothing is read of the key " + key;
        at(LintCode.UNKNOWN_NAME, signature.line(), what + hint);
      }
    }
  }

  /** A field that is called almost as one of runs, so that rules of runs pass it over. */
  private void almostOfRuns(String what, Reading reading) {
    Set<String> open = new TreeSet<>();
    terms.mapping().fields().forEach(field -> open.add(field.name()));
    Set<String> known = Set.copyOf(open);
    reading.fields().forEach(field -> open.remove(field.name()));
    for (Field field : reading.fields()) {
      String name = field.name();
      if (!known.contains(name)
          && name.length() > SHORT
          && open.stream().anyMatch(one -> one.length() > SHORT && Spelling.isSlip(name, one))) {
        String almost = what + ".fields." + name + " is almost what a run has";
        at(LintCode.UNKNOWN_FIELD, field.line(), almost + Spelling.hint(name, open));
      }
    }
  }

  /** Names of values that rules conclude of a row, or else of fields. */
  private void names() {
    Set<String> values = terms.namesOf("Value");
    Set<String> known = new TreeSet<>(values == null ? Set.of() : values);
    mapping.rows().fields().forEach(field -> known.add(field.name()));
    names("partition", mapping.partition(), known, values == null);
    mapping.groups().forEach((name, of) -> names("groups." + name, of, known, values == null));
    names("keep", mapping.keep(), known, values == null);
  }

  private void names(String entry, List<String> names, Set<String> known, boolean any) {
    for (String name : names) {
      if (!any && !known.contains(name)) {
        String what =
            entry + ": no row has a field " + name + ", and no rule concludes such a Value";
        at(LintCode.UNKNOWN_FIELD, mapping.line(entry), what + Spelling.hint(name, known));
      }
    }
  }

  /** {@code text( "name" )} and its like, of a row of the sweep. */
  private void questions(RuleText rule) {
    List<DrlToken> words = new ArrayList<>(rule.conditions());
    words.addAll(rule.consequence());
    for (int i = 0; i + 2 < words.size(); i++) {
      boolean asks = words.get(i).isOneOf(QUESTIONS) && words.get(i + 1).is("(");
      if (asks && words.get(i + 2).isText()) {
        question(rule, words.get(i).text(), words.get(i + 2));
      }
    }
  }

  private void question(RuleText rule, String how, DrlToken word) {
    String name = word.value();
    if (!mapping.keep().contains(name)) {
      String what = "sweep.yaml keeps no " + name + Spelling.hint(name, mapping.keep());
      findings.add(LintCode.UNKNOWN_FIELD, rule, word.line(), what);
      return;
    }
    for (Field field : mapping.rows().fields()) {
      boolean number = field.type() == Type.INTEGER || field.type() == Type.NUMBER;
      boolean never =
          NUMBERS.contains(how) && !number || how.equals("time") && field.type() != Type.TIME;
      if (field.name().equals(name) && never && !isConcluded(name)) {
        String what = "the field %s is no %s: ask for text( \"%s\" )";
        findings.add(
            LintCode.TYPE_MISFIT,
            rule,
            word.line(),
            what.formatted(name, how.equals("time") ? how : "number", name));
      }
    }
  }

  private boolean isConcluded(String name) {
    Set<String> values =
        terms.scopes().stream()
            .filter(one -> one.scope() == Scope.ROW)
            .findFirst()
            .map(one -> one.namesOf("Value"))
            .orElse(null);
    return values == null || values.contains(name);
  }

  /** A field that no rule names, neither by itself nor by its group. */
  private void unusedFields(Reading reading, Set<String> used) {
    Set<String> named = new TreeSet<>(used);
    named.addAll(mapping.names());
    for (Field field : reading.fields()) {
      if (!named.contains(field.name()) && !named.contains(field.group())) {
        String what = "fields." + field.name() + ": no rule names it or its group";
        at(LintCode.UNUSED_FIELD, field.line(), what);
      }
    }
  }

  /** As of runs, but for packs in which rows or points owe nothing at all. */
  private void contracts(String of, Reading reading) {
    Set<String> covered = terms.namesOf("Contract");
    Map<String, Integer> groups = groups(reading);
    if (covered == null || groups.keySet().stream().noneMatch(covered::contains)) {
      return;
    }
    groups.forEach(
        (group, line) -> {
          if (!covered.contains(group)) {
            String what = of + ": no rule says what the group " + group + " owes";
            at(LintCode.GROUP_WITHOUT_CONTRACT, line, what + Spelling.hint(group, covered));
          }
        });
  }

  /** What is known of a sweep is never owed, so a rare group is held against the others. */
  private void slips(Set<String> used) {
    List<String> all = mapping.info().fields().stream().map(Field::group).toList();
    groups(mapping.info())
        .forEach(
            (group, line) -> {
              Set<String> others = new TreeSet<>(all);
              others.removeIf(
                  one -> Collections.frequency(all, one) <= Collections.frequency(all, group));
              boolean slip = others.stream().anyMatch(one -> Spelling.isSlip(group, one));
              if (slip && !used.contains(group)) {
                String what = "info: no rule names the group " + group;
                at(LintCode.UNKNOWN_GROUP, line, what + Spelling.hint(group, others));
              }
            });
  }

  /** The groups of what is read, each with the line where it is first. */
  private static Map<String, Integer> groups(Reading reading) {
    Map<String, Integer> groups = new TreeMap<>();
    reading.fields().forEach(one -> groups.putIfAbsent(one.group(), one.line()));
    reading.families().forEach(one -> groups.putIfAbsent(one.group(), one.line()));
    return groups;
  }

  private void unusedNames(Set<String> used) {
    for (String name : mapping.keep()) {
      if (!used.contains(name)) {
        String what = "keep: no rule of the sweep asks for " + name;
        at(LintCode.UNUSED_FIELD, mapping.line("keep"), what);
      }
    }
    for (Map.Entry<String, List<String>> group : mapping.groups().entrySet()) {
      if (!used.contains(group.getKey())) {
        String entry = "groups." + group.getKey();
        String what = entry + ": no rule asks for SweepGroup( of == \"" + group.getKey() + "\" )";
        at(LintCode.UNUSED_FIELD, mapping.line(entry), what);
      }
    }
  }

  private void at(LintCode code, int line, String what) {
    findings.add(code, mapping.file(), line, null, what);
  }
}
