package io.rungate.report;

import static io.rungate.report.Styled.dim;
import static io.rungate.report.Styled.strong;

import io.rungate.replay.Change;
import io.rungate.replay.Edit;
import io.rungate.replay.Flip;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
      Set<Object> inputs = new LinkedHashSet<>();
      int left = 0;
      for (Flip.Way way : answer.ways()) {
        Object names = way.edits().stream().map(Edit::name).toList();
        if (inputs.size() >= SHOWN && !inputs.contains(names)) {
          left++;
        } else if (inputs.add(names)) {
          out.line(
              "  with ", strong(shown(way.edits())), " this run would be ", outcome(target, way));
        }
      }
      if (left > 0) {
        out.line("  and ", left, " more");
      }
      if (answer.ways().isEmpty()) {
        String what = target == Flip.Target.VERDICT ? "verdict" : "topology";
        int most = Flip.MOST_EDITS;
        out.line("  no change of up to ", most, " inputs that was tried turns the ", what);
      }
      String more = answer.complete() ? "" : ", and there are more";
      out.line(dim(answer.tried() + " changes of inputs were tried" + more));
    }
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
