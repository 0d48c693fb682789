package io.rungate.report;

import io.rungate.rules.LintFinding;
import java.nio.file.Path;
import java.util.List;

/** What could be better in a pack. */
public record LintReport(List<LintFinding> findings) implements ReportItem {

  /** A finding and the better form of it, a line each. */
  @Override
  public String text(ReportTarget target) {
    Lines out = new Lines();
    for (LintFinding finding : findings) {
      out.add(finding);
      out.add("  Prefer: ", finding.code().prefer());
    }
    return out.toString();
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

  /** How much that is, once the pack is known to load. */
  public record Totals(int findings, Path pack) implements ReportItem {
    @Override
    public String text(ReportTarget target) {
      String count = findings == 0 ? "nothing to mend" : findings + " findings";
      return (findings == 1 ? "1 finding" : count) + " in " + pack + "\n";
    }
  }
}
