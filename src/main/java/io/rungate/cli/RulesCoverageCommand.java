package io.rungate.cli;

import io.rungate.cases.CaseFile;
import io.rungate.cases.CaseReader;
import io.rungate.cases.Coverage;
import io.rungate.cli.Argument.Kind;
import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordException;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.RulePack;
import io.rungate.replay.AuditSource;
import io.rungate.report.CoverageReport;
import io.rungate.run.InputException;
import java.nio.file.Path;
import java.util.List;

/** Shows what of a pack its cases exercise. */
final class RulesCoverageCommand extends Command {
  private static final Argument AUDITS =
      new Argument(
          "--audit=AUDIT...",
          Kind.FILE,
          "Count recorded runs as well: a file, a folder of them, or a .jsonl or .jsonl.gz file."
              + " Repeat it for more.");

  private static final Argument LEAST =
      new Argument(
          "--fail-under=N",
          Kind.NUMBER,
          "The least share, in percent, of rules that fire, fields given and keys shown.");

  RulesCoverageCommand() {
    super(
        "coverage",
        List.of(
            "Shows which rules, conditions, fields and document keys the cases of a rule pack exercise."),
        exits(
            "shown",
            "less is exercised than --fail-under asks for",
            "the pack, its cases or a record cannot be used"),
        Packs.WORKSHOP,
        List.of(AUDITS, LEAST, Call.FORMAT));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    RulePack pack = Packs.loader(call).load(Packs.workshop(call));
    Coverage coverage = new Coverage(PackReader.files(pack.folder()), pack);
    CaseFile.cases(CaseReader.read(pack)).forEach(coverage::add);
    List<Path> recorded = call.texts(AUDITS).stream().map(call.console()::resolve).toList();
    try (AuditSource records = new AuditSource(recorded)) {
      while (records.hasNext()) {
        AuditSource.Entry entry = records.next();
        try {
          AuditRecord record = entry.read();
          coverage.add(record.input(), record.pack().profile().orElse(""));
        } catch (AuditRecordException e) {
          throw new InputException(entry.place() + ": " + e.getMessage());
        }
      }
    }
    Coverage.Report report = coverage.report();
    call.console().answer(call.format(), new CoverageReport(pack, report));
    return report.percent() < call.number(LEAST, 0) ? ExitCode.REJECTED : ExitCode.ACCEPTED;
  }
}
