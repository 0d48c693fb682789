package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.gate.Gate;
import io.rungate.pack.PackException;
import io.rungate.pack.PackMeaning;
import io.rungate.replay.PackChange;
import io.rungate.replay.PackDifference;
import io.rungate.replay.Replayer;
import io.rungate.report.ReportItem;
import io.rungate.report.Reporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What differs between two packs, and what that does to recorded runs. */
@Command(
    name = "diff",
    description = {
      "Compares two rule packs by meaning: rules, words and mapping entries added, removed or changed.",
      "",
      "With audit records, folders or .jsonl files of them, each run is judged under both packs, and what changes"
          + " is listed too."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the packs mean the same",
      "1:they differ",
      "2:a pack or a record could not be read"
    })
final class DiffCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ReplayOptions options = new ReplayOptions();

  @Parameters(index = "0", paramLabel = "DIR", description = "The older pack.")
  private String before;

  @Parameters(index = "1", paramLabel = "DIR", description = "The newer pack.")
  private String after;

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "AUDIT",
      description = "Records, folders, .jsonl files.")
  private List<String> audits = new ArrayList<>();

  DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, PackException {
    PackMeaning older = PackMeaning.of(Packs.folder(console, before));
    PackMeaning newer = PackMeaning.of(Packs.folder(console, after));
    List<PackChange> changes = PackDifference.between(older, newer);
    ExitCode code = changes.isEmpty() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
    ReplayRun run = new ReplayRun(console, options);
    try (Reporter reporter = run.reporter()) {
      reporter.report(new ReportItem.PackChanges(older.manifest(), newer.manifest(), changes));
      if (!audits.isEmpty()) {
        Gate then = new Gate(Packs.load(console, before, options.cacheDir));
        Gate now = new Gate(Packs.load(console, after, options.cacheDir));
        run.replay(Replayer.between(then, now), audits, reporter, replayed -> {});
        code = code.worse(run.exitCode());
      }
    }
    return code.number();
  }
}
