package io.rungate.cli;

import io.rungate.cases.CaseReader;
import io.rungate.cases.CaseSuiteResult;
import io.rungate.cases.CaseWatch;
import io.rungate.cli.Argument.Kind;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.report.CaseReport;
import io.rungate.report.JUnitXml;
import io.rungate.report.ReportFormat;
import io.rungate.run.InputException;
import java.nio.file.Path;
import java.util.List;

/** Runs the cases of a pack. */
final class RulesTestCommand extends Command {
  private static final int POLL_MILLISECONDS = 100;

  private static final Argument JUNIT =
      new Argument("--junit=FILE", Kind.FILE, "Write the results as JUnit XML.");

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
        List.of(JUNIT, WATCH));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    Console console = call.console();
    String junit = call.text(JUNIT);
    if (call.has(WATCH)) {
      return watch(console, Packs.workshop(call), junit);
    }
    RulePack pack = Packs.loader(call).load(Packs.workshop(call));
    CaseSuiteResult trial = CaseSuiteResult.of(pack, CaseReader.read(pack));
    report(console, junit, trial);
    return trial.passed() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
  }

  private static void report(Console console, String junit, CaseSuiteResult trial)
      throws InputException {
    console.answer(ReportFormat.TEXT, new CaseReport(trial));
    if (junit != null) {
      Path file = console.resolve(junit);
      String refusal = "the file " + file + " cannot be written";
      console.write(file, JUnitXml.of(trial), refusal);
    }
  }

  /** Until the user stops it; then the way out is as good as any. */
  private static ExitCode watch(Console console, Path folder, String junit)
      throws InputException, PackException {
    CaseWatch cases = new CaseWatch(folder);
    console.remark("watching " + folder + "; stop with Ctrl-C");
    while (true) {
      long start = System.nanoTime();
      try {
        CaseSuiteResult trial = cases.poll();
        if (trial != null) {
          report(console, junit, trial);
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
