package io.rungate.report;

import io.rungate.rules.LintFindings.LintFinding;
import java.util.List;

/** What could be better in a pack. */
public record LintReport(List<LintFinding> findings) implements ReportItem {

  /** A finding and the better form of it, a line each. */
  @Override
  public void text(Printer out) {
    for (LintFinding finding : findings) {
      out.line(finding);
      out.line("  Prefer: ", finding.code().prefer());
    }
  }

  @Override
  public Object tree() {
    return findings.stream().map(Finding::of).toList();
  }

  private record Finding(
      String code, String file, int line, String rule, String message, String prefer) {
    static Finding of(LintFinding finding) {
      return new Finding(
          finding.code().toString(),
          finding.place().file(),
          finding.place().line(),
          finding.place().rule(),
          finding.place().message(),
          finding.code().prefer());
    }
  }
}
