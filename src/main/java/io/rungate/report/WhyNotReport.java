package io.rungate.report;

import static io.rungate.report.Styled.bad;
import static io.rungate.report.Styled.dim;
import static io.rungate.report.Styled.good;
import static io.rungate.report.Styled.strong;

import io.rungate.engine.Justification;
import io.rungate.engine.WhyNot;
import io.rungate.pack.RulePack;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a rule did not fire, condition by condition. */
public record WhyNotReport(WhyNot answer, RulePack pack) implements ReportItem {

  /** So many of a kind are shown; of the others, how many. */
  private static final int SHOWN = 5;

  @Override
  public void text(Printer out) {
    List<Justification> fired = answer.fired();
    out.line(
        "rule ",
        strong('"' + answer.rule().name() + '"'),
        fired.isEmpty() ? " did not fire" : " fired",
        dim("  " + pack.shown(answer.rule().file()) + ":" + answer.rule().line()));
    for (Justification reason : fired.subList(0, Math.min(SHOWN, fired.size()))) {
      out.line("  it concluded ", says(reason.conclusion()));
      out.line("  because ", list(reason.because()));
    }
    if (fired.size() > SHOWN) {
      out.line("  and ", fired.size() - SHOWN, " times more");
    }
    for (WhyNot.Met met : answer.met()) {
      Object by = met.facts().isEmpty() ? "" : dim("  by ", list(met.facts()));
      out.line("  ", good("met    "), "  ", met.condition(), by);
    }
    if (answer.unmet() != null) {
      out.line("  ", bad("not met"), "  ", answer.unmet().condition());
      reasons(answer.unmet()).forEach(line -> out.line("           ", line));
    }
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
        : "the nearest is %s, which fails: %s"
            .formatted(says(none.nearest()), String.join(", ", none.fails()));
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
    return joined(facts.stream().map(WhyNotReport::says).toList());
  }

  /** A word of the pack that has no fields prints an empty list of them, which nobody wants. */
  private static String says(Object fact) {
    String text = fact.toString();
    return text.endsWith("(  )") ? text.substring(0, text.length() - "(  )".length()) : text;
  }
}
