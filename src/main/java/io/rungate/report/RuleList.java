package io.rungate.report;

import io.rungate.fact.JsonNull;
import io.rungate.pack.Catalogue;
import io.rungate.pack.RuleCard;
import io.rungate.run.PythonJsonWriter;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All rules of a pack, a line for each: where it stands, what it raises, and its sentence. */
public final class RuleList {
  private RuleList() {}

  /** For people, grouped by concern; the place comes first, so that editors can jump to it. */
  public static String text(Catalogue pack) {
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
  public static String json(Catalogue pack) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("pack", pack.manifest().name());
    tree.put("version", pack.manifest().version());
    tree.put("rules", pack.rules().stream().map(rule -> tree(pack, rule.card())).toList());
    return PythonJsonWriter.pretty(tree) + "\n";
  }

  private static Map<String, Object> tree(Catalogue pack, RuleCard card) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("concern", card.concern());
    tree.put("rule", card.name());
    tree.put("code", orNull(card.code()));
    tree.put("severity", orNull(card.severity()));
    tree.put("message", orNull(card.message()));
    tree.put("advice", orNull(card.advice()));
    tree.put("why", orNull(card.why()));
    tree.put("since", pack.since(card));
    tree.put("file", pack.folder().resolve(card.file()).toString());
    tree.put("line", BigInteger.valueOf(card.line()));
    return tree;
  }

  private static Object orNull(String text) {
    return text == null ? JsonNull.NULL : text;
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
