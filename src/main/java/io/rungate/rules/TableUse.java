package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.DrlToken;
import io.rungate.pack.FactTypes;
import io.rungate.pack.Mapping;
import io.rungate.pack.MessageParts;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.pack.Span;
import io.rungate.pack.Spelling;
import io.rungate.pack.Table;
import io.rungate.pack.Table.Column;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds tables, mapping and rules against each other. */
public final class TableUse {
  private static final Set<String> JAVA = Set.of("List", "BigInteger", "BigDecimal");

  private final PackSymbols terms;
  private final LintFindings findings;

  private TableUse(PackSymbols terms, LintFindings findings) {
    this.terms = terms;
    this.findings = findings;
  }

  /**
   * Only what keeps rules from compiling, or from meaning what they say: one word for two types.
   */
  public static void checkWords(PackReader.Parts pack, LintFindings findings) {
    Map<String, String> taken = new HashMap<>();
    for (DrlFile file : pack.rules()) {
      if ((file.tree().getName() + ".").startsWith(Table.PACKAGE + ".")) {
        int line = file.lineOf("package", 1);
        String what = "the package " + Table.PACKAGE + " is that of the tables in data/";
        findings.add(LintCode.WORD_TAKEN, file.source().file(), line, null, what);
      }
      file.tree()
          .getClassAndEnumDeclarationDescrs()
          .forEach(
              word ->
                  taken.put(
                      word.getTypeName(),
                      file.source().file() + " declares " + word.getTypeName()));
    }
    Map<String, Table> profiles = new HashMap<>();
    for (Table table : pack.tables()) {
      String word = table.word();
      Table alike = table.profile().isEmpty() ? null : profiles.putIfAbsent(word, table);
      if (alike != null && !alike.profile().equals(table.profile())) {
        continue; // which another profile has, too
      }
      String other = taken.putIfAbsent(word, table.file() + " has the word " + word);
      if (FactTypes.javaType(word) != null) {
        other = word + " is a fact or a conclusion of every pack";
      } else if (JAVA.contains(word) || isJava(word)) {
        other = "rules know another type " + word;
      }
      if (other != null) {
        String what = "word: " + other;
        findings.add(LintCode.WORD_TAKEN, table.file(), table.line(), null, what);
      }
    }
  }

  private static boolean isJava(String word) {
    try {
      Class.forName("java.lang." + word, false, null);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false; // also a file system that does not tell upper case from lower case
    }
  }

  /** Only what makes a row or a message get lost without a word. */
  static void checkLost(PackSymbols terms, LintFindings findings) {
    TableUse checks = new TableUse(terms, findings);
    terms.allTables().forEach(checks::fields);
    terms.allTables().forEach(checks::cells);
    for (RuleText rule : terms.rules()) {
      rule.patterns().forEach(pattern -> checks.ofEveryRun(rule, pattern));
      for (String tag : List.of("message", "advice")) {
        String text = rule.card().tags().getOrDefault(tag, "");
        MessageParts.of(text).forEach(name -> checks.nearest(rule, tag, name));
      }
    }
  }

  /** All that is wrong or idle. */
  public static void check(PackSymbols terms, LintFindings findings) {
    checkLost(terms, findings);
    for (Table table : terms.tables().values()) {
      String name = Table.nameFor(table.word());
      if (!name.equals(table.name())) {
        String what = "the table of %s is called %s, not %s";
        String shown = what.formatted(table.word(), name, table.name());
        findings.add(LintCode.TABLE_NAME, table.file(), table.line(), null, shown);
      }
      boolean used =
          terms.rules().stream()
              .flatMap(rule -> rule.patterns().stream())
              .anyMatch(pattern -> pattern.type().equals(table.word()));
      if (!used) {
        String what = "no rule asks for " + table.word();
        findings.add(LintCode.UNUSED_TABLE, table.file(), table.line(), null, what);
      }
    }
  }

  /** Fields that the mapping reads, of a type that can be what the key is. */
  private void fields(Table table) {
    List<String> names = fields();
    boolean whole = table.keyType() == Column.INTEGER;
    Mapping.Type wanted = whole ? Mapping.Type.INTEGER : Mapping.Type.TEXT;
    for (Table.Of of : table.of()) {
      if (!names.contains(of.field())) {
        String what = "of: no field " + of.field() + Spelling.hint(of.field(), names);
        findings.add(LintCode.UNKNOWN_FIELD, table.file(), of.line(), null, what);
      }
      terms.read().stream()
          .filter(field -> field.name().equals(of.field()) && field.type() != wanted)
          // a text, where the result file has one there
          .filter(field -> whole || field.type() != Mapping.Type.JSON)
          .forEach(
              field -> {
                String what =
                    "of: the field %s is no %s, as the key %s is"
                        .formatted(field.name(), whole ? "integer" : "text", table.key());
                findings.add(LintCode.TYPE_MISFIT, table.file(), of.line(), null, what);
              });
    }
  }

  /** Cells that name a key of the document, or a field of the mapping. */
  private void cells(Table table) {
    table
        .columns()
        .forEach(
            (column, type) -> {
              if (type == Column.KEY) {
                String what = ": no block of the document shows the key ";
                cells(LintCode.VALUE_NOT_SHOWN, table, column, what, terms.shown());
              } else if (type == Column.FIELD) {
                cells(LintCode.UNKNOWN_FIELD, table, column, ": no field ", fields());
              }
            });
  }

  private void cells(
      LintCode code, Table table, String column, String what, Collection<String> known) {
    List<Object> cells = table.cells(column);
    for (int i = 0; i < cells.size(); i++) {
      String cell = (String) cells.get(i);
      if (!known.contains(cell)) {
        String says = column + what + cell + Spelling.hint(cell, known);
        findings.add(code, table.file(), table.rows().all().get(i).line(), null, says);
      }
    }
  }

  private List<String> fields() {
    return terms.read().stream().map(Mapping.Field::name).toList();
  }

  /** No field chose such a row, so that none can be asked for. */
  private void ofEveryRun(RuleText rule, RuleText.Pattern pattern) {
    Table table = terms.tables().get(Operands.simple(pattern.type()));
    if (table == null || !table.isOfEveryRun()) {
      return;
    }
    for (Span constraint : pattern.constraints()) {
      List<DrlToken> words = rule.tokens(constraint);
      for (int i = 0; i < words.size(); i++) {
        boolean own = i == 0 || !words.get(i - 1).is(".");
        if (own && words.get(i).isOneOf(Set.of("field", "of"))) {
          String what = "a row of %s is of every run, and has no " + words.get(i).text();
          findings.add(
              LintCode.UNKNOWN_FIELD, rule, words.get(i).line(), what.formatted(table.word()));
        }
      }
    }
  }

  private void nearest(RuleText rule, String tag, MessageParts.Name name) {
    MessageParts.Nearest nearest = MessageParts.nearest(name.text());
    if (nearest == null) {
      return; // which the rule binds
    }
    Map<String, Table> tables = new HashMap<>();
    terms.tables().values().forEach(one -> tables.put(one.name(), one));
    Table table = tables.get(nearest.table());
    String shown = "the " + tag + " names {" + name.text() + "}, and ";
    if (table == null) {
      String hint = Spelling.hint(nearest.table(), tables.keySet());
      unfilled(rule, tag, shown + "there is no table " + nearest.table() + hint);
    } else if (!nearest.column().equals(table.key()) || table.keyType() != Column.TEXT) {
      String hint =
          table.keyType() == Column.TEXT
              ? "; did you mean {nearest:" + table.name() + "." + table.key() + "}?"
              : "";
      unfilled(rule, tag, shown + "only a key that is a text has something near" + hint);
    } else if (table.isOfEveryRun()) {
      unfilled(rule, tag, shown + "nothing that a run gives chooses a row of " + table.name());
    } else if (rule.patterns().stream().noneMatch(one -> asksFor(rule, one, table.fields()))) {
      String fields = String.join(" or ", table.fields());
      unfilled(rule, tag, shown + "the rule does not ask for the TextField " + fields);
    } else if (!name.optional()) {
      String what = shown + "nothing may be near";
      findings.add(LintCode.NEAREST_UNSURE, rule, rule.lineOf(tag), what);
    }
  }

  private void unfilled(RuleText rule, String tag, String what) {
    findings.add(LintCode.UNBOUND_PLACEHOLDER, rule, rule.lineOf(tag), what);
  }

  /** {@code field == "hw"} or {@code field in ( "hw", ... )}, of what is not a row itself. */
  private boolean asksFor(RuleText rule, RuleText.Pattern pattern, List<String> fields) {
    return !terms.tables().containsKey(pattern.type())
        && pattern.constraints().stream()
            .map(rule::tokens)
            .filter(tokens -> tokens.size() > 2 && tokens.get(0).is("field"))
            .filter(tokens -> tokens.get(1).isOneOf(Set.of("==", "in")))
            .anyMatch(tokens -> tokens.stream().anyMatch(one -> fields.contains(one.value())));
  }
}
