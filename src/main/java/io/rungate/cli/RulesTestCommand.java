package io.rungate.cli;

import io.rungate.cases.CaseReader;
import io.rungate.cases.CaseSuiteResult;
import io.rungate.cases.CaseWatch;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.report.CaseReport;
import io.rungate.report.ReportFormat;
import io.rungate.run.InputException;
import java.nio.file.Path;
import java.util.List;

/** Runs the cases of a pack. */
final class RulesTestCommand extends Command {
  private static final int POLL_MILLISECONDS = 100;

  private static final Argument REPORT = Call.reports("text", "junit", "github", "markdown");

  private static final Argument WATCH =
      new Argument("--watch", "Run again whenever a file of the pack changes.");

  RulesTestCommand() {
    super(
        "test",
        List.of(
            "Runs the cases of a rule pack: the files in its folder cases.",
            "A finding code that no case trips, or that has no near miss, is a failure too."),
        exits(
            "every case came out as it says",
            "at least one did not, or a finding code lacks one",
            "the pack or its cases cannot be used, or there are no cases"),
        Packs.WORKSHOP,
        List.of(REPORT, WATCH));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    if (call.has(WATCH)) {
      return watch(call, Packs.workshop(call));
    }
    RulePack pack = Packs.loader(call).load(Packs.workshop(call));
    return report(call, CaseSuiteResult.of(pack, CaseReader.read(pack)));
  }

  private static ExitCode report(Call call, CaseSuiteResult trial)
      throws InputException, PackException {
    return Reports.tell(
        call,
        REPORT,
        ReportFormat.TEXT,
        null,
        reporter -> {
          reporter.report(new CaseReport(trial));
          return trial.passed() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
        });
  }

  /** Until the user stops it; then the way out is as good as any. */
  private static ExitCode watch(Call call, Path folder) throws InputException, PackException {
    Console console = call.console();
    CaseWatch cases = new CaseWatch(folder);
    console.remark("watching " + folder + "; stop with Ctrl-C");
    while (true) {
      long start = System.nanoTime();
      try {
        CaseSuiteResult trial = cases.poll();
        if (trial != null) {
          report(call, trial);
          took(console, start);
        }
      } catch (PackException e) {
        e.problems().forEach(console.out()::line);
        console.out().flush();
        took(console, start);
      }
      try {
        Thread.sleep(POLL_MILLISECONDS);
      } catch (InterruptedException e) {
        return ExitCode.ACCEPTED;
      }
    }
  }

  private static void took(Console console, long start) {
    console.remark("%.2f s".formatted((System.nanoTime() - start) / 1e9));
  }
}
