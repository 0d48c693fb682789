package io.rungate.report;

import io.rungate.cases.Coverage.ConditionUse;
import io.rungate.cases.Coverage.FieldUse;
import io.rungate.cases.Coverage.KeyUse;
import io.rungate.cases.Coverage.Report;
import io.rungate.cases.Coverage.RuleUse;
import io.rungate.cases.Coverage.Way;
import io.rungate.pack.RulePack;
import io.rungate.run.PythonJsonWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What of a pack is exercised, for people and as JSON. */
public final class CoverageReport {
  private final RulePack pack;
  private final Paint paint;

  public CoverageReport(RulePack pack, Paint paint) {
    this.pack = pack;
    this.paint = paint;
  }

  /** A line a rule, then its conditions, then what is never exercised. */
  public String text(Report report) {
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

  /** The same with all counts, as JSON. */
  public String json(Report report) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("pack", pack.manifest().name() + " " + pack.manifest().version());
    tree.put("runs", number(report.runs()));
    tree.put("percent", report.percent());
    tree.put("rules", report.rules().stream().map(this::rule).toList());
    List<Object> fields = new ArrayList<>();
    for (FieldUse use : report.fields()) {
      Map<String, Object> field = new LinkedHashMap<>();
      field.put("field", use.field().name());
      field.put("line", number(use.field().line()));
      for (Map.Entry<Way, Integer> way : use.ways().entrySet()) {
        field.put(way.getKey().toString(), number(way.getValue()));
      }
      fields.add(field);
    }
    tree.put("fields", fields);
    List<Object> keys = new ArrayList<>();
    for (KeyUse use : report.keys()) {
      Map<String, Object> key = new LinkedHashMap<>();
      key.put("key", use.key());
      key.put("line", number(use.line()));
      key.put("shown", number(use.shown()));
      keys.add(key);
    }
    tree.put("keys", keys);
    return PythonJsonWriter.pretty(tree);
  }

  private Map<String, Object> rule(RuleUse use) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("rule", use.card().name());
    rule.put("file", use.card().file());
    rule.put("line", number(use.card().line()));
    rule.put("fired", number(use.fired()));
    List<Object> conditions = new ArrayList<>();
    for (ConditionUse condition : use.conditions()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("text", condition.text());
      one.put("line", number(condition.line()));
      one.put("failed", number(condition.failed()));
      conditions.add(one);
    }
    rule.put("conditions", conditions);
    return rule;
  }

  private static BigInteger number(int value) {
    return BigInteger.valueOf(value);
  }
}
