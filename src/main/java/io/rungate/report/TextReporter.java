package io.rungate.report;

/** For people. */
final class TextReporter implements Reporter {
  private final ReportTarget target;

  /** Whether what comes next is set off from something above it. */
  private boolean below;

  TextReporter(ReportTarget target) {
    this.target = target;
  }

  @Override
  public void report(ReportItem item) {
    if (item instanceof LintReport.Totals) {
      target.people().print(item.text(target));
      return;
    }
    target.out().print(below && item instanceof ReportItem.ChangeTotals ? "\n" : "");
    target.out().print(item.text(target));
    if (!(item instanceof ReportItem.JudgedRun)) { // of which there may be a million
      target.out().flush();
    }
    below |= item instanceof PackReport;
  }
}
