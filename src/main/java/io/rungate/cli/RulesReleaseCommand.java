package io.rungate.cli;

import io.rungate.cases.CaseReader;
import io.rungate.cases.CaseSuiteResult;
import io.rungate.gate.ExitCode;
import io.rungate.lint.PackLint;
import io.rungate.lint.ReleaseFile;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.report.CaseReport;
import io.rungate.report.LintReport;
import io.rungate.report.ReportFormat;
import io.rungate.rules.LintFindings.LintFinding;
import io.rungate.run.InputException;
import java.nio.file.Path;
import java.util.List;

/** Releases a pack: from then on its verdicts stay, and an edit of it is told. */
final class RulesReleaseCommand extends Command {
  private static final Argument DIR = new Argument("DIR", "The rule pack.");

  RulesReleaseCommand() {
    super(
        "release",
        List.of(
            "Releases a pack: pack.yaml says so, with the digest of all that decides.",
            "Every run and lint then say when the pack is no longer what was released."),
        exits(
            "the pack is released",
            "lint finds something, or a case fails; nothing is written",
            "the pack or its cases cannot be used"),
        List.of(DIR),
        List.of(Packs.CACHE_DIR, Console.COLOR));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    Console console = call.console();
    Path folder = Packs.folder(call, call.text(DIR));
    RulePack pack = Packs.loader(call).load(folder);
    List<LintFinding> findings = PackLint.lint(folder);
    CaseSuiteResult trial = CaseSuiteResult.of(pack, CaseReader.read(pack));
    if (!findings.isEmpty() || !trial.passed()) {
      console.answer(ReportFormat.TEXT, new LintReport(findings));
      console.answer(ReportFormat.TEXT, new CaseReport(trial));
      return ExitCode.REJECTED;
    }
    Path file = folder.resolve(ReleaseFile.NAME);
    console.write(file, ReleaseFile.released(folder), "the file " + file + " cannot be written");
    console.out().line(file + ": " + pack.manifest().title() + " is released");
    return ExitCode.ACCEPTED;
  }
}
