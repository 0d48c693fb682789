package io.rungate.report;

import io.rungate.rules.LintFinding;
import java.util.List;

/** What could be better in a pack, for people and for programs. */
final class LintReport {
  private LintReport() {}

  /** A finding and the better form of it, a line each. */
  static String text(List<LintFinding> findings) {
    StringBuilder out = new StringBuilder();
    for (LintFinding finding : findings) {
      out.append(finding).append('\n');
      out.append("  Prefer: ").append(finding.code().prefer()).append('\n');
    }
    return out.toString();
  }

  /** In one line. */
  static String text(ReportItem.LintTotals totals) {
    int findings = totals.findings();
    String count =
        findings == 0 ? "nothing to mend" : findings == 1 ? "1 finding" : findings + " findings";
    return count + " in " + totals.pack();
  }

  static List<Object> tree(List<LintFinding> findings) {
    return findings.stream().<Object>map(Finding::of).toList();
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
