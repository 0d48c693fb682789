package io.rungate.cli;

import io.rungate.cases.CaseFolder;
import io.rungate.cases.CaseReader;
import io.rungate.cases.CaseSuiteResult;
import io.rungate.cases.CaseWatch;
import io.rungate.cli.OptionSpec.Kind;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.report.CaseReport;
import io.rungate.report.JUnitXml;
import io.rungate.report.ReportFormat;
import java.nio.file.Path;
import java.util.List;

/** Runs the cases of a pack. */
record RulesTestCommand(Console console) implements Command {
  private static final int POLL_MILLISECONDS = 100;

  private static final OptionSpec JUNIT =
      OptionSpec.of(Kind.FILE, "--junit", "FILE").says("Write the results as JUnit XML.");

  private static final OptionSpec WATCH =
      OptionSpec.flag("--watch", "Run again whenever a file of the pack changes.");

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of(
            "Runs the cases of a rule pack: the files in its folder cases.",
            "A finding code that no case trips, or that has no near miss, is a failure too."),
        List.of(WorkshopOptions.DIR),
        CommandSpec.join(WorkshopOptions.ALL, List.of(JUNIT, WATCH)),
        CommandSpec.exits(
            "every case came out as it says",
            "at least one did not, or a finding code lacks one",
            "the pack or its cases cannot be used, or there are no cases"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, PackException {
    WorkshopOptions options = new WorkshopOptions(console, arguments);
    String junit = arguments.text(JUNIT);
    if (arguments.has(WATCH)) {
      return watch(options, junit);
    }
    RulePack pack = options.load();
    CaseSuiteResult trial =
        CaseSuiteResult.of(pack, CaseReader.read(pack, CaseFolder.read(pack.folder())));
    report(options, junit, trial);
    return trial.passed() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
  }

  private void report(WorkshopOptions options, String junit, CaseSuiteResult trial)
      throws UsageException {
    console.answer(ReportFormat.TEXT, new CaseReport(trial));
    if (junit != null) {
      Path file = console.resolve(junit);
      String refusal = "the file " + file + " cannot be written";
      console.write(file, JUnitXml.of(trial), refusal);
    }
  }

  /** Until the user stops it; then the way out is as good as any. */
  private ExitCode watch(WorkshopOptions options, String junit)
      throws UsageException, PackException {
    Path folder = options.folder();
    CaseWatch cases = new CaseWatch(folder);
    console.remark("watching " + folder + "; stop with Ctrl-C");
    while (true) {
      long start = System.nanoTime();
      try {
        CaseSuiteResult trial = cases.poll();
        if (trial != null) {
          report(options, junit, trial);
          took(start);
        }
      } catch (PackException e) {
        e.problems().forEach(console.out()::line);
        console.out().flush();
        took(start);
      }
      try {
        Thread.sleep(POLL_MILLISECONDS);
      } catch (InterruptedException e) {
        return ExitCode.ACCEPTED;
      }
    }
  }

  private void took(long start) {
    console.remark("%.2f s".formatted((System.nanoTime() - start) / 1e9));
  }
}
