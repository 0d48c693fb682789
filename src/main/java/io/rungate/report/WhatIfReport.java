package io.rungate.report;

import static io.rungate.report.Styled.dim;
import static io.rungate.report.Styled.strong;

import io.rungate.replay.Change;
import io.rungate.replay.Edit;
import io.rungate.replay.Flip;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What changed inputs would do to a run, in words. */
public final class WhatIfReport {

  /** So many ways are shown; more is a list that nobody reads. */
  private static final int SHOWN = 8;

  private WhatIfReport() {}

  /** What edits change. */
  public record Edited(List<Edit> edits, List<Change> changes) implements ReportItem {
    @Override
    public void text(Printer out) {
      String same = " verdict, topology, findings and document stay as they are";
      out.line(strong("with ", shown(edits)), changes.isEmpty() ? same : "");
      ChangeReport.text(changes, out);
    }
  }

  /** The ways that turn a verdict or topology, one for each input that can do it. */
  public record Flipped(Flip.Target target, String now, Flip.Answer answer) implements ReportItem {
    @Override
    public void text(Printer out) {
      out.line("now: ", now);
      Map<Object, Flip.Way> ways = new LinkedHashMap<>();
      answer.ways().forEach(way -> ways.putIfAbsent(inputs(way), way));
      for (Flip.Way way : ways.values().stream().limit(SHOWN).toList()) {
        out.line(
            "  with ", strong(shown(way.edits())), " this run would be ", outcome(target, way));
      }
      if (ways.size() > SHOWN) {
        out.line("  and ", ways.size() - SHOWN, " more");
      }
      String what = target == Flip.Target.VERDICT ? "verdict" : "topology";
      if (ways.isEmpty() && answer.complete()) {
        int most = Flip.MOST_EDITS;
        out.line("  no change of up to ", most, " inputs that was tried turns the ", what);
      } else if (ways.isEmpty()) {
        out.line("  nothing was found that turns the ", what, ", and not everything was tried");
      }
      String more = answer.complete() ? "" : ", which is where the search ends: there may be more";
      out.line(dim(answer.tried() + " changes of inputs were tried" + more));
    }
  }

  private static Object inputs(Flip.Way way) {
    return way.edits().stream().map(Edit::input).collect(Collectors.toSet());
  }

  private static String outcome(Flip.Target target, Flip.Way way) {
    String topology = way.topology().orElse("of undecided topology");
    String other = target == Flip.Target.VERDICT ? topology : way.verdict();
    String turned = target == Flip.Target.VERDICT ? way.verdict() : topology;
    return turned + ", " + other;
  }

  private static String shown(List<Edit> edits) {
    return edits.stream().map(Edit::toString).collect(Collectors.joining(" and "));
  }
}
