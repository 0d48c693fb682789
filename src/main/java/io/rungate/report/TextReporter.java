package io.rungate.report;

import io.rungate.cases.CaseSuiteResult;
import io.rungate.gate.ExitCode;
import io.rungate.pack.Manifest;
import java.io.PrintStream;

/** For people. */
final class TextReporter implements Reporter {
  private final ReportTarget target;
  private final PrintStream out;
  private final Paint paint;

  /** Whether what comes next is set off from something above it. */
  private boolean below;

  TextReporter(ReportTarget target) {
    this.target = target;
    this.out = target.out();
    this.paint = target.paint();
  }

  @Override
  public void report(ReportItem item) {
    if (item instanceof ReportItem.JudgedRun run) {
      run(run);
    } else if (item instanceof ReportItem.RunTotals totals) {
      out.print(TotalsText.of(totals));
    } else if (item instanceof ReportItem.ChangeTotals totals) {
      out.print(below ? "\n" : "");
      out.print(new ChangeReport(paint, totals.all()).text(totals.table()));
    } else if (item instanceof ReportItem.PackChanges changes) {
      out.println(title(changes.before()) + " -> " + title(changes.after()));
      out.print(PackReport.text(changes.changes(), paint));
      out.print(changes.changes().isEmpty() ? "  they mean the same\n" : "");
      below = true;
    } else if (item instanceof ReportItem.CaseSuite suite) {
      cases(suite.result());
    } else if (item instanceof ReportItem.Lint lint) {
      out.print(LintReport.text(lint.findings()));
      out.flush();
    } else if (item instanceof ReportItem.LintTotals totals) {
      target.people().println(LintReport.text(totals));
    } else if (item instanceof ReportItem.Rules rules) {
      out.print(RuleList.text(rules.pack()));
    } else if (item instanceof ReportItem.PackCoverage coverage) {
      out.print(new CoverageReport(coverage.pack(), paint).text(coverage.report()));
    } else if (item instanceof ReportItem.CacheContent cache) {
      out.print(CacheList.text(cache.folder(), cache.items()));
    } else if (item instanceof ReportItem.CacheRemoval removal) {
      out.print(CacheList.removal(removal.items(), removal.dryRun()));
    } else if (!(item instanceof ReportItem.RunAgain)) { // told in the totals
      throw new IllegalArgumentException("no text of " + item.getClass().getSimpleName());
    }
  }

  private void run(ReportItem.JudgedRun run) {
    RunSummary summary = new RunSummary(run.pack(), paint, target.folder());
    boolean line = run.oneOfMany() && run.outcome().exitCode() == ExitCode.ACCEPTED;
    out.print(line ? summary.line(run.outcome()) : summary.of(run.outcome()));
  }

  private void cases(CaseSuiteResult result) {
    CaseReport report = new CaseReport(paint);
    result.results().forEach((file, results) -> out.print(report.of(file, results)));
    result.gaps().forEach(out::println);
    out.println(report.summary(result));
    out.flush();
  }

  private static String title(Manifest manifest) {
    return manifest.name() + " " + manifest.version();
  }
}
