package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.gate.Gate;
import io.rungate.pack.PackChange;
import io.rungate.pack.PackException;
import io.rungate.pack.PackMeaning;
import io.rungate.replay.Replayer;
import io.rungate.report.PackReport;
import io.rungate.report.Reporter;
import java.util.List;

/** What differs between two packs, and what that does to recorded runs. */
record DiffCommand(Console console) implements Command {
  private static final ParameterSpec BEFORE = ParameterSpec.one("DIR", "The older pack.");

  private static final ParameterSpec AFTER = ParameterSpec.one("DIR", "The newer pack.");

  private static final ParameterSpec AUDITS =
      ParameterSpec.anyNumber("AUDIT", "Records, folders, .jsonl files.");

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of(
            "Compares two rule packs by meaning: rules, words and mapping entries added, removed or changed.",
            "With audit records, folders or .jsonl files of them, each run is judged under both packs, and what changes"
                + " is listed too."),
        List.of(BEFORE, AFTER, AUDITS),
        ReplayOptions.ALL,
        CommandSpec.exits(
            "the packs mean the same", "they differ", "a pack or a record could not be read"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, PackException {
    ReplayOptions options = new ReplayOptions(console, arguments);
    String before = arguments.parameter(BEFORE);
    String after = arguments.parameter(AFTER);
    List<String> audits = arguments.parameters(AUDITS);
    PackMeaning older = PackMeaning.of(Packs.folder(console, before));
    PackMeaning newer = PackMeaning.of(Packs.folder(console, after));
    List<PackChange> changes = older.changesTo(newer);
    if (changes.isEmpty()) { // what cannot judge at all does not mean the same as what can
      Packs.load(console, arguments, before);
      Packs.load(console, arguments, after);
    }
    ExitCode code = changes.isEmpty() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
    try (Reporter reporter = options.reporter()) {
      reporter.report(new PackReport(older.manifest(), newer.manifest(), changes));
      if (!audits.isEmpty()) {
        Gate then = new Gate(Packs.load(console, arguments, before));
        Gate now = new Gate(Packs.load(console, arguments, after));
        Replayer replayer = Replayer.between(then, now);
        code = code.worse(options.replay(reporter, replayer, audits, replayed -> {}));
      }
    }
    return code;
  }
}
