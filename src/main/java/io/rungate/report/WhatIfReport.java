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
  public record Edited(List<Edit> edits, List<Change> changes) implements ReportItem {
    @Override
    public String text(ReportTarget target) {
      return target.paint().strong("with " + shown(edits))
          + (changes.isEmpty()
              ? " verdict, topology, findings and document stay as they are\n"
              : "\n" + ChangeReport.text(changes));
    }
  }

  /** The ways that turn a verdict or topology, one for each input that can do it. */
  public record Flipped(Flip.Target target, String now, Flip.Answer answer) implements ReportItem {
    @Override
    public String text(ReportTarget to) {
      Paint paint = to.paint();
      Lines out = new Lines();
      out.add("now: ", now);
      Set<Object> inputs = new LinkedHashSet<>();
      int left = 0;
      for (Flip.Way way : answer.ways()) {
        Object names = way.edits().stream().map(Edit::name).toList();
        if (inputs.size() >= SHOWN && !inputs.contains(names)) {
          left++;
        } else if (inputs.add(names)) {
          String edits = paint.strong(shown(way.edits()));
          out.add("  with ", edits, " this run would be ", outcome(target, way));
        }
      }
      if (left > 0) {
        out.add("  and ", left, " more");
      }
      if (answer.ways().isEmpty()) {
        String what = target == Flip.Target.VERDICT ? "verdict" : "topology";
        int most = Flip.MOST_EDITS;
        out.add("  no change of up to ", most, " inputs that was tried turns the ", what);
      }
      String more = answer.complete() ? "" : ", and there are more";
      out.add(paint.dim(answer.tried() + " changes of inputs were tried" + more));
      return out.toString();
    }
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
