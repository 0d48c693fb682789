package io.rungate.cli;

import io.rungate.cases.CaseFolder;
import io.rungate.cases.CaseReader;
import io.rungate.cases.CaseRunner;
import io.rungate.cases.Coverage;
import io.rungate.cases.RunCase;
import io.rungate.cli.OptionSpec.Kind;
import io.rungate.document.RecordProblem;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.RulePack;
import io.rungate.replay.Recordings;
import io.rungate.report.CoverageReport;
import java.nio.file.Path;
import java.util.List;

/** Shows what of a pack its cases exercise. */
record RulesCoverageCommand(Console console) implements Command {
  private static final OptionSpec AUDITS =
      OptionSpec.of(
              Kind.FILE,
              "--audit",
              "AUDIT",
              "Count recorded runs as well: a file, a folder of them, or a .jsonl or .jsonl.gz file."
                  + " Repeat it for more.")
          .used(OptionSpec.Use.REPEATED);

  private static final OptionSpec LEAST =
      OptionSpec.of(
          Kind.NUMBER,
          "--fail-under",
          "N",
          "The least share, in percent, of rules that fire, fields given and keys shown.");

  @Override
  public String name() {
    return "coverage";
  }

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
    try (Recordings recordings = new Recordings(recorded)) {
      while (recordings.hasNext()) {
        coverage.add(recordings.next().input());
      }
    } catch (RecordProblem e) {
      throw new UsageException(e.getMessage());
    }
    Coverage.Report report = coverage.report();
    CoverageReport rendering = new CoverageReport(pack, options.paint());
    if (SharedOptions.json(arguments)) {
      console.out().println(rendering.json(report));
    } else {
      console.out().print(rendering.text(report));
    }
    return report.percent() < arguments.number(LEAST, 0) ? ExitCode.REJECTED : ExitCode.ACCEPTED;
  }
}
