package io.rungate.report;

import static io.rungate.report.Styled.bad;
import static io.rungate.report.Styled.dim;

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
public record CoverageReport(RulePack pack, Report report) implements ReportItem {

  /** A line a rule, then its conditions, then what is never exercised. */
  @Override
  public void text(Printer out) {
    out.line("fired  rule, and how often each of its conditions was the first without a match");
    for (RuleUse rule : report.rules()) {
      String count = "%5d".formatted(rule.fired());
      String place = place(rule.card().file(), rule.card().line());
      out.line(
          rule.fired() == 0 ? bad(count) : count, "  " + rule.card().name() + "  ", dim(place));
      for (ConditionUse condition : rule.conditions()) {
        out.line("       %5d  ".formatted(condition.failed()), condition.text());
      }
    }
    never(out);
    String summary = "%d runs exercise %.1f %% of rules, fields and keys";
    out.line(String.format(Locale.ROOT, summary, report.runs(), report.percent()));
  }

  private void never(Printer out) {
    for (RuleUse rule : report.rules()) {
      if (rule.fired() == 0) {
        RuleCard card = rule.card();
        out.line(place(card.file(), card.line()), ": rule \"" + card.name() + "\": never fires");
      }
    }
    String mapping = pack.mapping().file();
    for (FieldUse use : report.fields()) {
      String ways =
          use.ways().entrySet().stream()
              .filter(way -> way.getValue() == 0)
              .map(way -> way.getKey().toString())
              .collect(Collectors.joining(", "));
      if (!ways.isEmpty()) {
        String field = ": field " + use.field().name();
        out.line(place(mapping, use.field().line()), field, ": never ", ways);
      }
    }
    for (KeyUse key : report.keys()) {
      if (key.shown() == 0) {
        out.line(place(mapping, key.line()), ": document key ", key.key(), ": never shown");
      }
    }
  }

  private String place(String file, int line) {
    return pack.shown(file) + ":" + line;
  }

  /** The same with all counts, for programs. */
  @Override
  public Object tree() {
    List<Map<String, Object>> fields = new ArrayList<>();
    for (FieldUse use : report.fields()) {
      Map<String, Object> field = new LinkedHashMap<>();
      field.put("field", use.field().name());
      field.put("line", use.field().line());
      use.ways().forEach((way, count) -> field.put(way.toString(), count));
      fields.add(field);
    }
    return new Counts(
        pack.manifest().title(),
        report.runs(),
        report.percent(),
        report.rules().stream().map(RuleCount::of).toList(),
        fields,
        report.keys());
  }

  /** The counts of everything in a pack; those of a field by the ways that it can be given in. */
  private record Counts(
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
