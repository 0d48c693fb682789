package io.rungate.report;

import static io.rungate.report.Styled.bad;
import static io.rungate.report.Styled.dim;
import static io.rungate.report.Styled.good;
import static io.rungate.report.Styled.strong;

import io.rungate.gate.SweepJudgement;
import io.rungate.gate.SweepJudgement.Curve;
import io.rungate.pack.RulePack;
import java.nio.file.Path;

/**
 * What became of a sweep as a whole: what rules across its rows object to, and how complete its
 * curves are.
 *
 * @param folder the working directory: a path below it is shown from there
 */
public record SweepSummary(RulePack pack, SweepJudgement sweep, Path folder) implements ReportItem {
  private static final int WIDEST_CURVE = 100;

  @Override
  public Object tree() {
    return Lines.sweep(sweep.findings(), pack);
  }

  @Override
  public ReportEntry entry() {
    return new Entries(pack, folder).sweep(sweep);
  }

  @Override
  public void text(Printer out) {
    boolean right = sweep.findings().isEmpty();
    String counts =
        sweep.isExpected()
            ? "%d points of %d expected, %d missing"
                .formatted(sweep.points(), sweep.expected(), sweep.missing())
            : sweep.points() == 1 ? "1 point" : "%d points".formatted(sweep.points());
    out.line(right ? good("SWEEP    ") : bad("SWEEP    "), " ", strong(counts));
    new SweepFindings(pack, sweep.findings(), folder).text(out);
    curves(out);
  }

  /** The complete ones are only counted: nobody looks for them. */
  private void curves(Printer out) {
    Columns table = new Columns(WIDEST_CURVE);
    table.add("curve", "expected", "rows", "missing");
    int complete = 0;
    for (Curve curve : sweep.curves()) {
      if (curve.isComplete()) {
        complete++;
      } else {
        table.add(
            curve.name(),
            String.valueOf(curve.expected()),
            String.valueOf(curve.observed()),
            String.valueOf(curve.missing()));
      }
    }
    if (complete < sweep.curves().size()) {
      table.rows().forEach(row -> out.line("  ", row));
    }
    if (complete > 0) {
      out.line("  ", dim(complete + (complete == 1 ? " curve is" : " curves are"), " complete"));
    }
  }
}
