package io.rungate.report;

import io.rungate.cases.Example;
import io.rungate.fact.DecimalText;
import io.rungate.pack.Catalogue;
import io.rungate.pack.Mapping;
import io.rungate.pack.RuleCard;
import io.rungate.pack.Scope;
import io.rungate.pack.SweepMapping;
import io.rungate.pack.Table;
import io.rungate.pack.TableRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The catalogue of a pack's rules as a page, made from what the rules say about themselves. */
public final class RulesMarkdown {
  /** Of a longer table the file itself is the better page. */
  private static final int MOST_ROWS = 50;

  private final Catalogue pack;
  private final Mapping mapping;
  private final SweepMapping sweep;
  private final Map<String, List<Example>> examples;
  private final StringBuilder out = new StringBuilder();

  private RulesMarkdown(
      Catalogue pack, Mapping mapping, SweepMapping sweep, Map<String, List<Example>> examples) {
    this.pack = pack;
    this.mapping = mapping;
    this.sweep = sweep;
    this.examples = examples;
  }

  /**
   * The page.
   *
   * @param sweep null for a pack of runs alone
   * @param examples the cases to show for each finding code
   */
  public static String of(
      Catalogue pack, Mapping mapping, SweepMapping sweep, Map<String, List<Example>> examples) {
    return new RulesMarkdown(pack, mapping, sweep, examples).write();
  }

  private String write() {
    line("# Rules of %s\n", pack.manifest().title());
    line(
        "<!-- Written by `rungate rules docs`: change the rules, and have it written again. -->\n");
    line("%s\n", pack.manifest().says());
    contents();
    pack.byConcern().forEach(this::concern);
    if (!pack.tables().isEmpty()) {
      line("\n## Tables");
      pack.tables().forEach(this::table);
    }
    if (mapping.namesPaths()) {
      paths();
    }
    if (sweep != null) {
      rows();
    }
    return out.toString();
  }

  private void contents() {
    pack.byConcern()
        .forEach((concern, rules) -> line("* [%s](#%s): %d rules", concern, concern, rules.size()));
    if (!pack.tables().isEmpty()) {
      line("* [tables](#tables): %d", pack.tables().size());
    }
    if (mapping.namesPaths()) {
      line("* [result paths](#result-paths)");
    }
    if (sweep != null) {
      line("* [rows and points](#rows-and-points)");
    }
    line("\n| finding | severity | what is true of a good run |");
    line("|---|---|---|");
    for (Catalogue.Entry rule : pack.rules()) {
      RuleCard card = rule.card();
      if (card.code() != null) {
        line(
            "| `%s` | %s | [%s](#%s) |",
            card.code(), card.severity(), escaped(card.name()), anchor(card));
      }
    }
  }

  private void concern(String name, List<Catalogue.Entry> rules) {
    line("\n## %s", name);
    rules.forEach(this::rule);
  }

  private void rule(Catalogue.Entry rule) {
    RuleCard card = rule.card();
    line("\n### %s\n", escaped(card.name()));
    String place = card.file() + ":" + card.line();
    Scope scope = Scope.ofFile(card.file());
    String of = scope == Scope.RUN ? "" : "of " + scope + ", ";
    String origin =
        "%ssince %s, [%s](%s#L%d)".formatted(of, pack.since(card), place, card.file(), card.line());
    line("%s%s\n", card.code() == null ? "" : finding(card) + ", ", origin);
    if (card.message() != null) {
      line("> %s\n", escaped(card.message()));
    }
    paragraph("Why", card.why());
    paragraph("What to do", card.advice());
    line("```drl\nwhen");
    indented(rule.conditions());
    line("then");
    indented(rule.consequence());
    line("```");
    List<Example> shown = examples.getOrDefault(String.valueOf(card.code()), List.of());
    if (!shown.isEmpty()) {
      line("");
      shown.forEach(this::example);
    }
  }

  private void example(Example example) {
    String changes =
        example.changes().stream()
            .map(change -> "`" + change.replace("`", "'") + "`")
            .collect(Collectors.joining(", "));
    line(
        "* %s: %s ([%3$s:%4$d](%3$s#L%4$d): base run %5$s, %6$s)",
        example.trips() ? "raised by" : "spares",
        escaped(example.name()),
        example.file(),
        example.line(),
        example.base(),
        changes.isEmpty() ? "as it is" : "with " + changes);
  }

  private void table(Table table) {
    List<TableRows.Row> rows = table.rows().all();
    line("\n### %s\n", table.fullName());
    line("%s\n", escaped(table.about()));
    String found = table.keyType() == Table.Column.PATTERN ? "is found in" : "is";
    String which =
        table.isOfEveryRun()
            ? "of every run"
            : "the row whose `%s` %s the value of `%s`"
                .formatted(table.key(), found, String.join("` or `", table.fields()));
    line("`%s` is %s; [%3$s](%3$s), %4$d rows.\n", table.word(), which, table.file(), rows.size());
    List<String> heads = new ArrayList<>();
    table.columns().forEach((column, type) -> heads.add(column + " (" + type.label() + ")"));
    line("| %s |", String.join(" | ", heads));
    line("|%s", "---|".repeat(heads.size()));
    for (TableRows.Row row : rows.subList(0, Math.min(rows.size(), MOST_ROWS))) {
      line(
          "| %s |",
          row.cells().stream().map(RulesMarkdown::cell).collect(Collectors.joining(" | ")));
    }
    if (rows.size() > MOST_ROWS) {
      line("\nand %d more rows", rows.size() - MOST_ROWS);
    }
  }

  /** Only where each field is read: what becomes of it is what the rules say. */
  private void rows() {
    line("\n## Rows and points\n");
    line("| field or family | group | read from |");
    line("|---|---|---|");
    for (SweepMapping.Reading reading : sweep.readings()) {
      for (Mapping.Field field : reading.fields()) {
        line("| %s | %s | %s `%s` |", field.name(), field.group(), reading.place(), field.given());
      }
      for (Mapping.Family family : reading.families()) {
        Object keys = family.path() == null ? family.keys() : family.path();
        String shown = keys.toString().replace("|", "\\|");
        line("| %s | %s | %s `%s` |", family.name(), family.group(), reading.place(), shown);
      }
    }
  }

  private void paths() {
    line("\n## Result paths\n");
    line("| field or family | group | read from |");
    line("|---|---|---|");
    for (Mapping.Field field : mapping.fields()) {
      if (field.path() != null) {
        line("| %s | %s | `%s` |", field.name(), field.group(), field.given());
      }
    }
    for (Mapping.Family family : mapping.families()) {
      if (family.path() != null) {
        String path = family.path().toString().replace("|", "\\|");
        String key = family.path().key();
        line("| %s | %s | `%s`, each as `%s` |", family.name(), family.group(), path, key);
      }
    }
  }

  private static String cell(Object cell) {
    String text = cell instanceof Double number ? DecimalText.of(number) : cell.toString();
    return escaped(text).replace("|", "\\|");
  }

  private static String finding(RuleCard card) {
    return "`" + card.code() + "`" + (card.severity() == null ? "" : ", " + card.severity());
  }

  private void paragraph(String label, String text) {
    if (text != null) {
      line("%s: %s\n", label, escaped(text));
    }
  }

  private void indented(String text) {
    text.lines()
        .map(line -> line.replace("\t", "  "))
        .forEach(line -> line("%s", line.isEmpty() ? "" : "  " + line));
  }

  /** The anchor that renderers of Markdown give a heading. */
  private static String anchor(RuleCard card) {
    return card.name()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  /** What rules say is text, not markup. */
  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*<>\\[\\]])", "\\\\$1");
  }

  /** Writes lines that may hold values, each of which stays within its line. */
  private void line(String format, Object... values) {
    Object[] shown =
        Arrays.stream(values)
            .map(value -> value instanceof String text ? Printer.visible(text) : value)
            .toArray();
    out.append(String.format(Locale.ROOT, format, shown)).append('\n');
  }
}
