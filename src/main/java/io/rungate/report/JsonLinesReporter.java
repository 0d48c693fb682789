package io.rungate.report;

/** For programs: a line of JSON for each run. The counts are for people. */
record JsonLinesReporter(Printer out, Printer people) implements Reporter {
  @Override
  public void report(ReportItem item) {
    if (item instanceof RunTotals) {
      item.text(people);
    } else {
      out.json(JsonText.compact(item.tree()) + "\n");
      out.flush(); // a program may wait for the answer before it asks on
    }
  }
}
