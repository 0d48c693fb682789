package io.rungate.report;

import java.io.PrintStream;

/** For programs: one JSON document. */
final class JsonReporter implements Reporter {
  private final PrintStream out;
  private final ChangesDocument changes;

  /** Whether the document of two packs is open, of which that of runs is a member. */
  private boolean packs;

  /** Whether that member is begun. */
  private boolean runs;

  JsonReporter(ReportTarget target) {
    this.out = target.out();
    this.changes = new ChangesDocument(out);
  }

  @Override
  public void report(ReportItem item) {
    if (item instanceof ReportItem.RunAgain again) {
      beginRuns();
      changes.add(again.run());
    } else if (item instanceof ReportItem.ChangeTotals totals) {
      beginRuns();
      changes.end(totals.table());
    } else if (item instanceof PackReport) {
      packs = true;
      out.print("{\"rules\": " + JsonText.compact(item.tree()));
    } else if (!(item instanceof LintReport.Totals)) { // whoever has the findings can count
      out.println(JsonText.pretty(item.tree()));
      out.flush();
    }
  }

  private void beginRuns() {
    if (packs && !runs) {
      out.print(",\n\"runs\": ");
    }
    runs = true;
  }

  @Override
  public void close() {
    out.print(packs ? "}\n" : "");
  }
}
