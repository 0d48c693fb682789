package io.rungate.report;

/** For programs: a line of JSON for each run. The counts are for people. */
record JsonLinesReporter(ReportTarget target) implements Reporter {
  @Override
  public void report(ReportItem item) {
    if (item instanceof ReportItem.JudgedRun run) {
      target.out().println(JsonText.compact(RunLine.of(run.outcome(), run.pack())));
      target.out().flush(); // a program may wait for the answer before it asks on
    } else if (item instanceof ReportItem.RunTotals) {
      target.people().print(item.text(target));
    } else {
      throw item.none("line");
    }
  }
}
