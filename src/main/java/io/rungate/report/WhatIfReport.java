package io.rungate.report;

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
  public static String text(List<Edit> edits, List<Change> changes, Paint paint) {
    return paint.strong("with " + shown(edits))
        + (changes.isEmpty()
            ? " verdict, topology, findings and document stay as they are\n"
            : "\n" + new ChangeReport(paint, false).text(changes));
  }

  /** The ways that turn a verdict or topology, one for each input that can do it. */
  public static String text(Flip.Target target, String now, Flip.Answer answer, Paint paint) {
    StringBuilder out = new StringBuilder();
    out.append("now: ").append(now).append('\n');
    Set<Object> inputs = new LinkedHashSet<>();
    int left = 0;
    for (Flip.Way way : answer.ways()) {
      Object names = way.edits().stream().map(Edit::name).toList();
      if (inputs.size() >= SHOWN && !inputs.contains(names)) {
        left++;
      } else if (inputs.add(names)) {
        out.append("  with ")
            .append(paint.strong(shown(way.edits())))
            .append(" this run would be ")
            .append(outcome(target, way))
            .append('\n');
      }
    }
    if (left > 0) {
      out.append("  and ").append(left).append(" more\n");
    }
    if (answer.ways().isEmpty()) {
      out.append("  no change of up to " + Flip.MOST_EDITS + " inputs that was tried turns the ")
          .append(target == Flip.Target.VERDICT ? "verdict" : "topology")
          .append('\n');
    }
    return out.append(
            paint.dim(
                answer.tried()
                    + " changes of inputs were tried"
                    + (answer.complete() ? "" : ", and there are more")))
        .append('\n')
        .toString();
  }

  private static String outcome(Flip.Target target, Flip.Way way) {
    String topology = way.topology().orElse("of undecided topology");
    String other = target == Flip.Target.VERDICT ? topology : way.verdict();
    String turned = target == Flip.Target.VERDICT ? way.verdict() : topology;
    return turned + ", " + other;
  }

  private static String shown(List<Edit> edits) {
    return OneLine.of(edits.stream().map(Edit::toString).collect(Collectors.joining(" and ")));
  }
}
