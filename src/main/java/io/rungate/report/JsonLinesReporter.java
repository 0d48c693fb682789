package io.rungate.report;

/** For programs: a line of JSON for each run. The counts are for people. */
final class JsonLinesReporter implements Reporter {
  private final ReportTarget target;

  JsonLinesReporter(ReportTarget target) {
    this.target = target;
  }

  @Override
  public void report(ReportItem item) {
    if (item instanceof ReportItem.JudgedRun run) {
      target.out().println(JsonText.compact(RunLine.of(run.outcome(), run.pack())));
      target.out().flush(); // a program may wait for the answer before it asks on
    } else if (item instanceof ReportItem.RunTotals totals) {
      target.people().print(TotalsText.of(totals));
    } else {
      throw new IllegalArgumentException("no line for " + item.getClass().getSimpleName());
    }
  }
}
