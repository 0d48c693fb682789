package io.rungate.cli;

import io.rungate.cases.CaseFolder;
import io.rungate.cases.CaseReader;
import io.rungate.cases.CaseRunner;
import io.rungate.cases.Coverage;
import io.rungate.cases.RunCase;
import io.rungate.document.AuditRecordException;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.RulePack;
import io.rungate.replay.AuditSource;
import io.rungate.report.ReportItem;
import io.rungate.report.Reporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what of a pack its cases exercise. */
@Command(
    name = "coverage",
    description =
        "Shows which rules, conditions, fields and document keys the cases of a rule pack exercise.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:shown",
      "1:less is exercised than --fail-under asks for",
      "2:the pack, its cases or a record cannot be used"
    })
final class RulesCoverageCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private WorkshopOptions options = new WorkshopOptions();

  @Option(
      names = "--audit",
      paramLabel = "AUDIT",
      description =
          "Count recorded runs as well: a file, a folder of them, or a .jsonl or .jsonl.gz file."
              + " Repeat it for more.")
  private List<String> audits = new ArrayList<>();

  @Option(
      names = "--fail-under",
      paramLabel = "N",
      description = "The least share, in percent, of rules that fire, fields given and keys shown.")
  private double least;

  @Option(names = "--format", paramLabel = "FORM", description = "text or json (default: text).")
  private Format format = Format.text;

  /** Forms of output; lower case, since they are what the user types. */
  enum Format {
    text,
    json
  }

  RulesCoverageCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, PackException {
    RulePack pack = options.load(console);
    Coverage coverage = new Coverage(PackReader.files(pack.folder()), pack);
    for (RunCase one : CaseReader.read(pack, CaseFolder.read(pack.folder())).cases()) {
      coverage.add(CaseRunner.input(one, pack.mapping()));
    }
    List<Path> recorded = audits.stream().map(console::resolve).toList();
    try (AuditSource records = new AuditSource(recorded)) {
      while (records.hasNext()) {
        AuditSource.Entry entry = records.next();
        try {
          coverage.add(entry.read().input());
        } catch (AuditRecordException e) {
          throw new UsageException(entry.place() + ": " + e.getMessage());
        }
      }
    }
    Coverage.Report report = coverage.report();
    try (Reporter reporter = Reports.answer(console, format, options.paint(console))) {
      reporter.report(new ReportItem.PackCoverage(pack, report));
    }
    return (report.percent() < least ? ExitCode.REJECTED : ExitCode.ACCEPTED).number();
  }
}
