package io.rungate.report;

import io.rungate.engine.Justification;
import io.rungate.engine.WhyNot;
import io.rungate.pack.RulePack;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a rule did not fire, condition by condition. */
public final class WhyNotReport {

  /** So many of a kind are shown; of the others, how many. */
  private static final int SHOWN = 5;

  private WhyNotReport() {}

  public static String text(WhyNot answer, RulePack pack, Paint paint) {
    StringBuilder out = new StringBuilder();
    out.append("rule ")
        .append(paint.strong('"' + answer.rule().name() + '"'))
        .append(answer.fired().isEmpty() ? " did not fire" : " fired")
        .append(paint.dim("  " + pack.shown(answer.rule().file()) + ":" + answer.rule().line()))
        .append('\n');
    answer.fired().stream().limit(SHOWN).forEach(reason -> fired(reason, out));
    if (answer.fired().size() > SHOWN) {
      out.append("  and ").append(answer.fired().size() - SHOWN).append(" times more\n");
    }
    for (WhyNot.Met met : answer.met()) {
      out.append("  ")
          .append(paint.good("met    "))
          .append("  ")
          .append(OneLine.of(met.condition()));
      out.append(met.facts().isEmpty() ? "" : paint.dim("  by " + list(met.facts()))).append('\n');
    }
    if (answer.unmet() != null) {
      out.append("  ")
          .append(paint.bad("not met"))
          .append("  ")
          .append(OneLine.of(answer.unmet().condition()))
          .append('\n');
      for (String line : reasons(answer.unmet())) {
        out.append("           ").append(OneLine.of(line)).append('\n');
      }
    }
    return out.toString();
  }

  private static void fired(Justification reason, StringBuilder out) {
    out.append("  it concluded ").append(OneLine.of(says(reason.conclusion()))).append('\n');
    out.append("  because ").append(list(reason.because())).append('\n');
  }

  private static List<String> reasons(WhyNot.Unmet unmet) {
    if (unmet instanceof WhyNot.Excluded excluded) {
      return List.of("there is " + list(excluded.found()) + ", which the rule excludes");
    }
    if (unmet instanceof WhyNot.NotJoined joined) {
      return List.of(
          "none of " + list(joined.candidates()) + " goes with what was matched before",
          "it would take " + String.join(", ", joined.joins()),
          "and before there " + bound(joined.bound()));
    }
    if (unmet instanceof WhyNot.NoFact none) {
      return List.of(noFact(none));
    }
    if (unmet instanceof WhyNot.NoneOf none) {
      return none.branches().stream()
          .flatMap(
              branch ->
                  Stream.concat(
                      Stream.of("not " + branch.condition() + ":"),
                      reasons(branch).stream().map(line -> "  " + line)))
          .toList();
    }
    return List.of("every other condition is met; this one cannot be tested alone");
  }

  private static String noFact(WhyNot.NoFact none) {
    if (none.elsewhere() != null) {
      return "there is no such " + none.type() + ", but: " + none.elsewhere();
    }
    return none.nearest() == null
        ? "there is no " + none.type()
        : "the nearest is "
            + says(none.nearest())
            + ", which fails: "
            + String.join(", ", none.fails());
  }

  private static String bound(List<String> values) {
    return (values.size() == 1 ? "is " : "are ") + joined(values);
  }

  private static String joined(List<String> texts) {
    int more = texts.size() - SHOWN;
    return texts.stream().limit(SHOWN).collect(Collectors.joining("; "))
        + (more > 0 ? "; and " + more + " more" : "");
  }

  private static String list(List<Object> facts) {
    return OneLine.of(joined(facts.stream().map(WhyNotReport::says).toList()));
  }

  /** A word of the pack that has no fields prints an empty list of them, which nobody wants. */
  private static String says(Object fact) {
    String text = fact.toString();
    return text.endsWith("(  )") ? text.substring(0, text.length() - "(  )".length()) : text;
  }
}
