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
    } else if (item instanceof ReportItem.PackChanges packChanges) {
      packs = true;
      out.print("{\"rules\": " + JsonText.compact(PackReport.tree(packChanges.changes())));
    } else if (item instanceof ReportItem.Lint lint) {
      document(LintReport.tree(lint.findings()));
    } else if (item instanceof ReportItem.Rules rules) {
      document(RuleList.tree(rules.pack()));
    } else if (item instanceof ReportItem.PackCoverage coverage) {
      document(new CoverageReport(coverage.pack(), Paint.PLAIN).tree(coverage.report()));
    } else if (item instanceof ReportItem.CacheContent cache) {
      document(CacheList.tree(cache.folder(), cache.items()));
    } else if (!(item instanceof ReportItem.LintTotals)) { // whoever has the findings can count
      throw new IllegalArgumentException("no JSON of " + item.getClass().getSimpleName());
    }
  }

  private void beginRuns() {
    if (packs && !runs) {
      out.print(",\n\"runs\": ");
    }
    runs = true;
  }

  private void document(Object tree) {
    out.println(JsonText.pretty(tree));
    out.flush();
  }

  @Override
  public void close() {
    out.print(packs ? "}\n" : "");
  }
}
