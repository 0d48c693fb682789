package io.rungate.cli;

import io.rungate.cases.CaseFolder;
import io.rungate.cases.CaseReader;
import io.rungate.cases.CaseSuiteResult;
import io.rungate.cases.CaseWatch;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.RulePack;
import io.rungate.report.ReportFormat;
import io.rungate.report.ReportItem;
import io.rungate.report.Reporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the cases of a pack. */
@Command(
    name = "test",
    description = {
      "Runs the cases of a rule pack: the files in its folder cases.",
      "",
      "A finding code that no case trips, or that has no near miss, is a failure too."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every case came out as it says",
      "1:at least one did not, or a finding code lacks one",
      "2:the pack or its cases cannot be used, or there are no cases"
    })
final class RulesTestCommand implements Callable<Integer> {
  private static final int POLL_MILLISECONDS = 100;

  private final Console console;

  @Mixin private WorkshopOptions options = new WorkshopOptions();

  @Option(names = "--junit", paramLabel = "FILE", description = "Write the results as JUnit XML.")
  private String junit;

  @Option(names = "--watch", description = "Run again whenever a file of the pack changes.")
  private boolean watch;

  RulesTestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, PackException {
    if (watch) {
      return watch(options.folder(console));
    }
    RulePack pack = options.load(console);
    CaseSuiteResult trial =
        CaseSuiteResult.of(pack, CaseReader.read(pack, CaseFolder.read(pack.folder())));
    report(trial);
    return (trial.passed() ? ExitCode.ACCEPTED : ExitCode.REJECTED).number();
  }

  private void report(CaseSuiteResult trial) throws UsageException {
    ReportItem suite = new ReportItem.CaseSuite(trial);
    try (Reporter reporter = Reports.answer(console, ReportFormat.TEXT, options.paint(console))) {
      reporter.report(suite);
    }
    if (junit == null) {
      return;
    }
    Path file = console.resolve(junit);
    try {
      Files.writeString(file, Reports.text(ReportFormat.JUNIT, suite));
    } catch (IOException e) {
      throw new UsageException("the file " + file + " cannot be written");
    }
  }

  /** Until the user stops it; then the way out is as good as any. */
  private Integer watch(Path folder) throws UsageException {
    CaseWatch cases = new CaseWatch(folder);
    console.err().println("watching " + folder + "; stop with Ctrl-C");
    console.err().flush();
    while (true) {
      long start = System.nanoTime();
      try {
        CaseSuiteResult trial = cases.poll();
        if (trial != null) {
          report(trial);
          took(start);
        }
      } catch (PackException e) {
        for (PackProblem problem : e.problems()) {
          console.out().println(problem);
        }
        console.out().flush();
        took(start);
      }
      try {
        Thread.sleep(POLL_MILLISECONDS);
      } catch (InterruptedException e) {
        return ExitCode.ACCEPTED.number();
      }
    }
  }

  private void took(long start) {
    console.err().printf("%.2f s%n", (System.nanoTime() - start) / 1e9);
    console.err().flush();
  }
}
