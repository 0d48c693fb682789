package io.rungate.report;

/** For people. */
final class TextReporter implements Reporter {
  private final Printer out;

  /** Whether what comes next is set off from something above it. */
  private boolean below;

  TextReporter(Printer out) {
    this.out = out;
  }

  @Override
  public void report(ReportItem item) {
    if (below && item instanceof ChangeReport) {
      out.line();
    }
    item.text(out);
    if (!(item instanceof RunSummary)) { // of which there may be a million
      out.flush();
    }
    below |= item instanceof PackReport;
  }
}
