package io.rungate.cli;

import io.rungate.cases.CaseFolder;
import io.rungate.cases.CaseReader;
import io.rungate.cases.CaseRunner;
import io.rungate.cases.Coverage;
import io.rungate.cases.RunCase;
import io.rungate.cli.OptionSpec.Kind;
import io.rungate.document.AuditRecordException;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.RulePack;
import io.rungate.replay.AuditSource;
import io.rungate.report.CoverageReport;
import java.nio.file.Path;
import java.util.List;

/** Shows what of a pack its cases exercise. */
record RulesCoverageCommand(Console console) implements Command {
  private static final OptionSpec AUDITS =
      OptionSpec.of(Kind.FILE, "--audit", "AUDIT")
          .says(
              "Count recorded runs as well: a file, a folder of them, or a .jsonl or .jsonl.gz file."
                  + " Repeat it for more.")
          .used(OptionSpec.Use.REPEATED);

  private static final OptionSpec LEAST =
      OptionSpec.of(Kind.NUMBER, "--fail-under", "N")
          .says("The least share, in percent, of rules that fire, fields given and keys shown.");

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of(
            "Shows which rules, conditions, fields and document keys the cases of a rule pack exercise."),
        List.of(WorkshopOptions.DIR),
        CommandSpec.join(WorkshopOptions.ALL, List.of(AUDITS, LEAST, SharedOptions.FORMAT)),
        CommandSpec.exits(
            "shown",
            "less is exercised than --fail-under asks for",
            "the pack, its cases or a record cannot be used"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, PackException {
    WorkshopOptions options = new WorkshopOptions(console, arguments);
    RulePack pack = options.load();
    Coverage coverage = new Coverage(PackReader.files(pack.folder()), pack);
    for (RunCase one : CaseReader.read(pack, CaseFolder.read(pack.folder())).cases()) {
      coverage.add(CaseRunner.input(one, pack.mapping()));
    }
    List<Path> recorded = arguments.texts(AUDITS).stream().map(console::resolve).toList();
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
    console.answer(SharedOptions.format(arguments), new CoverageReport(pack, report));
    return report.percent() < arguments.number(LEAST, 0) ? ExitCode.REJECTED : ExitCode.ACCEPTED;
  }
}
