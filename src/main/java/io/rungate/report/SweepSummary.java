package io.rungate.report;

import static io.rungate.report.Styled.bad;
import static io.rungate.report.Styled.dim;
import static io.rungate.report.Styled.good;
import static io.rungate.report.Styled.strong;
import static io.rungate.report.Styled.warn;

import io.rungate.fact.Severity;
import io.rungate.gate.SweepFinding;
import io.rungate.gate.SweepJudgement;
import io.rungate.gate.SweepJudgement.Curve;
import io.rungate.pack.RulePack;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of a sweep as a whole: what rules across its rows object to, and how complete its
 * curves are.
 *
 * @param folder the working directory: a path below it is shown from there
 */
public record SweepSummary(RulePack pack, SweepJudgement sweep, Path folder) implements ReportItem {
  /** Points that people are told of a finding; programs are told all. */
  private static final int MOST_POINTS = 5;

  private static final int WIDEST_CURVE = 100;

  @Override
  public Object tree() {
    return Lines.sweep(sweep.findings(), pack);
  }

  @Override
  public void text(Printer out) {
    boolean right = sweep.findings().isEmpty();
    String counts =
        sweep.isExpected()
            ? "%d points of %d expected, %d missing"
                .formatted(sweep.points(), sweep.expected(), sweep.missing())
            : "%d points".formatted(sweep.points());
    out.line(right ? good("SWEEP    ") : bad("SWEEP    "), " ", strong(counts));
    sweep.findings().forEach(finding -> finding(out, finding));
    curves(out);
  }

  private void finding(Printer out, SweepFinding finding) {
    String severity = "%-7s".formatted(finding.severity());
    out.line(
        "  ",
        finding.severity() == Severity.ERROR ? bad(severity) : warn(severity),
        "  ",
        strong(finding.code()),
        "  ",
        finding.message());
    if (finding.advice() != null) {
      detail(out, finding.advice());
    }
    List<String> points = finding.points();
    if (!points.isEmpty()) {
      int more = points.size() - MOST_POINTS;
      List<String> first = points.subList(0, Math.min(MOST_POINTS, points.size()));
      detail(
          out, "about " + String.join("; ", first) + (more > 0 ? "; and " + more + " more" : ""));
    }
    Path file = Path.of(pack.shown(finding.rule().file()));
    Path place = file.startsWith(folder) ? folder.relativize(file) : file;
    detail(out, "rule \"%s\" %s:%d".formatted(finding.rule().name(), place, finding.rule().line()));
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

  private static void detail(Printer out, String text) {
    out.line("           ", dim(text));
  }
}
