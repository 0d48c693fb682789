package io.rungate.report;

import io.rungate.pack.Catalogue;
import io.rungate.pack.RuleCard;
import java.util.List;
import java.util.function.Function;

/** All rules of a pack, a line for each: where it stands, what it raises, and its sentence. */
final class RuleList {
  private RuleList() {}

  /** For people, grouped by concern; the place comes first, so that editors can jump to it. */
  static String text(Catalogue pack) {
    int place = widest(pack.rules(), pack::place);
    int code = widest(pack.rules(), card -> shown(card.code()));
    StringBuilder out = new StringBuilder();
    pack.byConcern()
        .forEach(
            (concern, rules) -> {
              out.append(out.isEmpty() ? "" : "\n").append(concern).append('\n');
              for (Catalogue.Entry rule : rules) {
                RuleCard card = rule.card();
                out.append("  ").append(padded(pack.place(card), place));
                out.append("  ").append(padded(shown(card.severity()), "warning".length()));
                out.append("  ").append(padded(shown(card.code()), code));
                out.append("  ").append(card.name()).append('\n');
              }
            });
    long codes = pack.rules().stream().map(rule -> rule.card().code()).distinct().count();
    boolean silent = pack.rules().stream().anyMatch(rule -> rule.card().code() == null);
    return out.append('\n')
        .append(pack.rules().size())
        .append(" rules, ")
        .append(silent ? codes - 1 : codes)
        .append(" codes; pack ")
        .append(pack.manifest().name())
        .append(' ')
        .append(pack.manifest().version())
        .append('\n')
        .toString();
  }

  /** For programs. */
  static Rules tree(Catalogue pack) {
    return new Rules(
        pack.manifest().name(),
        pack.manifest().version(),
        pack.rules().stream().map(rule -> Rule.of(pack, rule.card())).toList());
  }

  /** All rules of a pack. */
  record Rules(String pack, String version, List<Rule> rules) {}

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

  private static int widest(List<Catalogue.Entry> rules, Function<RuleCard, String> column) {
    return rules.stream().mapToInt(rule -> column.apply(rule.card()).length()).max().orElse(0);
  }

  private static String shown(String text) {
    return text == null ? "-" : text;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
