package io.rungate.report;

import io.rungate.cases.Coverage.ConditionUse;
import io.rungate.cases.Coverage.FieldUse;
import io.rungate.cases.Coverage.KeyUse;
import io.rungate.cases.Coverage.Report;
import io.rungate.cases.Coverage.RuleUse;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What of a pack is exercised, for people and as JSON. */
final class CoverageReport {
  private final RulePack pack;
  private final Paint paint;

  CoverageReport(RulePack pack, Paint paint) {
    this.pack = pack;
    this.paint = paint;
  }

  /** A line a rule, then its conditions, then what is never exercised. */
  String text(Report report) {
    StringBuilder out = new StringBuilder();
    out.append("fired  rule, and how often each of its conditions was the first without a match\n");
    for (RuleUse rule : report.rules()) {
      String count = String.format("%5d", rule.fired());
      out.append(rule.fired() == 0 ? paint.bad(count) : count)
          .append("  ")
          .append(rule.card().name())
          .append("  ")
          .append(paint.dim(place(rule.card().file(), rule.card().line())))
          .append('\n');
      for (ConditionUse condition : rule.conditions()) {
        out.append(String.format("       %5d  ", condition.failed()))
            .append(condition.text())
            .append('\n');
      }
    }
    never(out, report);
    out.append(
        String.format(
            Locale.ROOT,
            "%d runs exercise %.1f %% of rules, fields and keys%n",
            report.runs(),
            report.percent()));
    return out.toString();
  }

  private void never(StringBuilder out, Report report) {
    for (RuleUse rule : report.rules()) {
      if (rule.fired() == 0) {
        out.append(place(rule.card().file(), rule.card().line()))
            .append(": rule \"")
            .append(rule.card().name())
            .append("\": never fires\n");
      }
    }
    for (FieldUse field : report.fields()) {
      String ways = neverWays(field);
      if (!ways.isEmpty()) {
        out.append(place(pack.mapping().file(), field.field().line()))
            .append(": field ")
            .append(field.field().name())
            .append(": never ")
            .append(ways)
            .append('\n');
      }
    }
    for (KeyUse key : report.keys()) {
      if (key.shown() == 0) {
        out.append(place(pack.mapping().file(), key.line()))
            .append(": document key ")
            .append(key.key())
            .append(": never shown\n");
      }
    }
  }

  private static String neverWays(FieldUse field) {
    return field.ways().entrySet().stream()
        .filter(way -> way.getValue() == 0)
        .map(way -> way.getKey().toString())
        .collect(Collectors.joining(", "));
  }

  private String place(String file, int line) {
    return pack.shown(file) + ":" + line;
  }

  /** The same with all counts, for programs. */
  Counts tree(Report report) {
    List<Map<String, Object>> fields = new ArrayList<>();
    for (FieldUse use : report.fields()) {
      Map<String, Object> field = new LinkedHashMap<>();
      field.put("field", use.field().name());
      field.put("line", use.field().line());
      use.ways().forEach((way, count) -> field.put(way.toString(), count));
      fields.add(field);
    }
    return new Counts(
        pack.manifest().name() + " " + pack.manifest().version(),
        report.runs(),
        report.percent(),
        report.rules().stream().map(RuleCount::of).toList(),
        fields,
        report.keys());
  }

  /** The counts of everything in a pack; those of a field by the ways that it can be given in. */
  record Counts(
      String pack,
      int runs,
      double percent,
      List<RuleCount> rules,
      List<Map<String, Object>> fields,
      List<KeyUse> keys) {}

  private record RuleCount(
      String rule, String file, int line, int fired, List<ConditionUse> conditions) {
    static RuleCount of(RuleUse use) {
      RuleCard card = use.card();
      return new RuleCount(card.name(), card.file(), card.line(), use.fired(), use.conditions());
    }
  }
}
