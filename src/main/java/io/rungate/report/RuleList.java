package io.rungate.report;

import io.rungate.pack.Catalogue;
import io.rungate.pack.RuleCard;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** All rules of a pack, a line for each: where it stands, what it raises, and its sentence. */
public record RuleList(Catalogue pack) implements ReportItem {

  /** For people, grouped by concern; the place comes first, so that editors can jump to it. */
  @Override
  public void text(Printer out) {
    Columns columns = new Columns(Integer.MAX_VALUE);
    for (List<Catalogue.Entry> rules : pack.byConcern().values()) {
      for (Catalogue.Entry rule : rules) {
        RuleCard card = rule.card();
        String severity = "%-7s".formatted(shown(card.severity()));
        columns.add(pack.place(card), severity, shown(card.code()), card.name());
      }
    }
    Iterator<String> rows = columns.rows().iterator();
    pack.byConcern()
        .forEach(
            (concern, rules) -> {
              out.line(concern);
              rules.forEach(rule -> out.line("  ", rows.next()));
              out.line();
            });
    long codes =
        pack.rules().stream()
            .map(rule -> rule.card().code())
            .filter(Objects::nonNull)
            .distinct()
            .count();
    String title = pack.manifest().title();
    out.line(pack.rules().size(), " rules, ", codes, " codes; pack ", title);
  }

  @Override
  public Object tree() {
    return new Rules(
        pack.manifest().name(),
        pack.manifest().version(),
        pack.rules().stream().map(rule -> Rule.of(pack, rule.card())).toList());
  }

  private record Rules(String pack, String version, List<Rule> rules) {}

  private record Rule(
      String concern,
      String rule,
      String code,
      String severity,
      String message,
      String advice,
      String why,
      String since,
      String file,
      int line) {
    static Rule of(Catalogue pack, RuleCard card) {
      return new Rule(
          card.concern(),
          card.name(),
          card.code(),
          card.severity(),
          card.message(),
          card.advice(),
          card.why(),
          pack.since(card),
          pack.folder().resolve(card.file()).toString(),
          card.line());
    }
  }

  private static String shown(String text) {
    return text == null ? "-" : text;
  }
}
