package io.rungate.report;

import static io.rungate.report.Styled.bad;
import static io.rungate.report.Styled.dim;
import static io.rungate.report.Styled.strong;
import static io.rungate.report.Styled.warn;

import io.rungate.fact.Severity;
import io.rungate.gate.Excuse;
import io.rungate.gate.SweepFinding;
import io.rungate.pack.RulePack;
import java.nio.file.Path;
import java.util.List;

/**
 * What is found of a call as a whole, and not of one of its runs or rows.
 *
 * @param folder the working directory: a path below it is shown from there
 */
public record SweepFindings(RulePack pack, List<SweepFinding> findings, Path folder)
    implements ReportItem {
  /** Points that people are told of a finding; programs are told all. */
  private static final int MOST_POINTS = 5;

  @Override
  public Object tree() {
    return Lines.sweep(findings, pack);
  }

  @Override
  public ReportEntry entry() {
    return new Entries(pack, folder).sweep(findings, List.of());
  }

  @Override
  public void text(Printer out) {
    for (SweepFinding finding : findings) {
      if (!(finding.excuse() instanceof Excuse.Known)) {
        finding(out, finding);
      }
    }
  }

  private void finding(Printer out, SweepFinding finding) {
    String severity = "%-7s".formatted(finding.severity());
    out.line(
        "  ",
        finding.severity() == Severity.ERROR && finding.excuse() == null
            ? bad(severity)
            : warn(severity),
        "  ",
        strong(finding.code()),
        "  ",
        finding.message());
    RunSummary.waived(out, finding.excuse());
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

  private static void detail(Printer out, String text) {
    out.line("           ", dim(text));
  }
}
