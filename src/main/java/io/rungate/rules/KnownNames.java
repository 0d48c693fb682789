package io.rungate.rules;

import io.rungate.fact.Fact;
import io.rungate.pack.FactTypes;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.pack.Spelling;
import io.rungate.pack.Table;
import io.rungate.rules.Operands.Operand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows which fields of facts and conclusions hold names, and what gives them: the mapping, its
 * families, or the rules.
 */
final class KnownNames {

  /** Facts that also stand for the result keys of families. */
  private static final Set<String> OF_FAMILIES =
      Set.of("MalformedField", "OutOfBounds", "MistypedField", "KeyTwice");

  /** Facts that stand for what is judged, whose names are no variables and no keys. */
  private static final Set<String> JUDGED =
      Set.of("Run", "ResultUnreadable", "Row", "ExpectedPoint", "SweepRow", "SweepGroup");

  /** Types that stand for several, of which each field has its own. */
  private static final Set<String> OF_ALL = Set.of("Fact", "MappedField", "Source");

  private static final Set<String> VERDICTS = Set.of("accepted", "rejected");

  private static final int MOST_REMOVED = 2;

  /** What may have had more forms than this had one that fits, for all that can be told. */
  private static final int MOST_TRIED = 5_000;

  private final PackSymbols terms;
  private final LintFindings findings;

  KnownNames(PackSymbols terms, LintFindings findings) {
    this.terms = terms;
    this.findings = findings;
  }

  /** Reports a text that a field of a type never holds. */
  void check(RuleText rule, int line, String type, String field, String name) {
    Table table = terms.tables().get(type);
    if (table != null) {
      cell(rule, line, table, field, name);
      return;
    }
    Class<?> java = FactTypes.javaType(type);
    boolean fact = java != null && Fact.class.isAssignableFrom(java);
    if (fact && (field.equals("field") || field.equals("group"))) {
      mapped(rule, line, type, field, name);
    } else if (type.equals("Metric") && field.equals("key")) {
      metric(rule, line, name);
    } else if (type.equals("Metric") && field.equals("family")) {
      known(families(), LintCode.UNKNOWN_FIELD, rule, line, "no family ", name);
    } else if (field.equals("name") && isGiven(type, fact)) {
      mapped(rule, line, type, field, name);
    } else if (type.equals("SweepGroup") && field.equals("of")) {
      Set<String> groups = terms.sweep() == null ? Set.of() : terms.sweep().groups().keySet();
      known(groups, LintCode.UNKNOWN_NAME, rule, line, "sweep.yaml groups by no ", name);
    } else if (type.equals("SweepRow") && field.equals("verdict")) {
      known(VERDICTS, LintCode.UNKNOWN_NAME, rule, line, "no row is ", name);
    } else if (type.equals("Contract") && field.equals("group") && !terms.groups().contains(name)) {
      known(terms.groups(), LintCode.UNKNOWN_GROUP, rule, line, "no group ", name);
    } else if (!fact && FactTypes.TEXT.equals(terms.types().typeOf(type, field))) {
      Set<String> concluded = terms.textsOf(type, field);
      if (concluded != null) {
        String of = terms.types().isName(type, field) ? " " : " with the " + field + " ";
        String what = "no rule concludes " + type + of;
        known(concluded, LintCode.UNKNOWN_NAME, rule, line, what, name);
      }
    }
  }

  private void cell(RuleText rule, int line, Table table, String column, String text) {
    if (column.equals("field") && !table.isOfEveryRun()) {
      String what = table.name() + " is not of the field ";
      known(table.fields(), LintCode.UNKNOWN_FIELD, rule, line, what, text);
    } else if (table.columns().containsKey(column) && table.columns().get(column).isText()) {
      String what = "no row of " + table.name() + " has the " + column + " ";
      known(terms.cells(table, column), LintCode.UNKNOWN_NAME, rule, line, what, text);
    }
  }

  /** Reports a question about a text to which no text of a field says yes. */
  void checkPart(RuleText rule, int line, Operand field, String question, String part) {
    Set<String> all = all(field.owner(), field.field());
    if (all == null || all.stream().anyMatch(one -> answers(one, question, part))) {
      return;
    }
    String what = "no " + field.field() + " of " + field.owner() + " answers " + question;
    findings.add(LintCode.UNKNOWN_NAME, rule, line, what + "( \"" + part + "\" ) with yes");
  }

  private static boolean answers(String name, String question, String part) {
    return switch (question) {
      case "startsWith" -> name.startsWith(part);
      case "endsWith" -> name.endsWith(part);
      case "contains" -> name.contains(part);
      case "equalsIgnoreCase" -> name.equalsIgnoreCase(part);
      default -> name.equals(part);
    };
  }

  /** The texts that a field of a type can hold; null where that is not known. */
  private Set<String> all(String type, String field) {
    Class<?> java = FactTypes.javaType(type);
    boolean fact = java != null && Fact.class.isAssignableFrom(java);
    boolean open = OF_FAMILIES.contains(type) && !terms.families().isEmpty();
    if (fact && field.equals("group")) {
      return terms.groups();
    }
    if (fact && field.equals("field")) {
      return open ? null : terms.fields();
    }
    if (field.equals("name") && isGiven(type, fact)) {
      return open || type.equals("Source") ? null : terms.given();
    }
    return fact || !FactTypes.TEXT.equals(terms.types().typeOf(type, field))
        ? null
        : terms.textsOf(type, field);
  }

  /** Whether the name of a type is that of a variable or a result key. */
  private static boolean isGiven(String type, boolean fact) {
    return fact && !JUDGED.contains(type)
        || type.equals("RequiredFieldMissing")
        || type.equals("Source");
  }

  private void mapped(RuleText rule, int line, String type, String what, String name) {
    boolean family = OF_FAMILIES.contains(type) || type.equals("Source");
    if (!what.equals("group")
        && family
        && terms.families().stream().anyMatch(one -> one.covers(name))) {
      return;
    }
    boolean known =
        switch (what) {
          case "group" ->
              known(terms.groups(), LintCode.UNKNOWN_GROUP, rule, line, "no group ", name);
          case "field" ->
              known(terms.fields(), LintCode.UNKNOWN_FIELD, rule, line, "no field ", name);
          default -> {
            String none = "no variable and no result key ";
            yield known(terms.given(), LintCode.UNKNOWN_NAME, rule, line, none, name);
          }
        };
    String stands = type.equals("RequiredFieldMissing") ? "AbsentField" : type;
    Set<String> types = terms.typesFor(what, name);
    if (known && !types.contains(stands) && !OF_ALL.contains(type)) {
      String never = "the " + (what.equals("name") ? "input" : what) + " " + name + " is never ";
      String is = type + "; it is " + String.join(", ", types);
      findings.add(LintCode.TYPE_MISFIT, rule, line, never + is);
    }
  }

  private void metric(RuleText rule, int line, String key) {
    Set<String> concluded = terms.textsOf("Metric", "key");
    boolean made = concluded == null || concluded.contains(key);
    if (!made && terms.families().stream().noneMatch(one -> canGive(one, key))) {
      List<String> near =
          terms.families().stream()
              .filter(one -> one.path() == null && one.covers(key))
              .map(one -> one.outputKey(key))
              .toList();
      String what = "no family gives the key " + key + Spelling.hint(key, near);
      findings.add(LintCode.UNKNOWN_NAME, rule, line, what);
    }
  }

  /** Whether a result key of the family can become a key of the document. */
  private static boolean canGive(Family family, String key) {
    if (family.path() != null) {
      return family.path().canGive(key);
    }
    List<String> before = new ArrayList<>(List.of(key));
    List<Map.Entry<String, String>> replaced = new ArrayList<>(family.replace().entrySet());
    for (int i = replaced.size() - 1; i >= 0; i--) {
      for (String one : List.copyOf(before)) {
        undo(one, replaced.get(i).getValue(), replaced.get(i).getKey(), 0, before);
      }
    }
    if (family.remove() != null) {
      before.removeIf(one -> one.contains(family.remove()));
      for (int times = 0; times < MOST_REMOVED; times++) {
        for (String one : List.copyOf(before)) {
          for (int at = 0; at <= one.length() && before.size() <= MOST_TRIED; at++) {
            before.add(one.substring(0, at) + family.remove() + one.substring(at));
          }
        }
      }
    }
    return before.size() > MOST_TRIED
        || before.stream().anyMatch(one -> family.covers(one) && family.outputKey(one).equals(key));
  }

  /** Adds every text in which some of the places that hold one word held another before. */
  private static void undo(String text, String word, String held, int from, List<String> before) {
    for (int at = text.indexOf(word, from);
        at >= 0 && before.size() <= MOST_TRIED;
        at = text.indexOf(word, at + 1)) {
      String undone = text.substring(0, at) + held + text.substring(at + word.length());
      before.add(undone);
      undo(undone, word, held, at + held.length(), before);
    }
  }

  private List<String> families() {
    return terms.families().stream().map(Family::name).toList();
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
}
