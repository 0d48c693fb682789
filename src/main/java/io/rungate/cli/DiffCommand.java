package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.gate.Gate;
import io.rungate.pack.Manifest;
import io.rungate.pack.PackException;
import io.rungate.pack.PackMeaning;
import io.rungate.replay.PackChange;
import io.rungate.replay.PackDifference;
import io.rungate.replay.Replayer;
import io.rungate.report.PackReport;
import io.rungate.report.Paint;
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
    boolean json = options.format == ReplayOptions.Format.json;
    if (json) {
      console.out().print("{\"rules\": " + PackReport.json(changes));
      console.out().print(audits.isEmpty() ? "" : ",\n\"runs\": ");
    } else {
      Paint paint = console.outPaint(options.color.choice());
      console.out().println(title(older.manifest()) + " -> " + title(newer.manifest()));
      console.out().print(PackReport.text(changes, paint));
      if (changes.isEmpty()) {
        console.out().println("  they mean the same");
      }
    }
    ExitCode code = changes.isEmpty() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
    if (!audits.isEmpty()) {
      code = code.worse(effect(json));
    }
    console.out().print(json ? "}\n" : "");
    return code.number();
  }

  private ExitCode effect(boolean json) throws UsageException, PackException {
    Gate older = new Gate(Packs.load(console, before, options.cacheDir));
    Gate newer = new Gate(Packs.load(console, after, options.cacheDir));
    console.out().print(json ? "" : "\n");
    ReplayRun run = new ReplayRun(console, options);
    run.replay(Replayer.between(older, newer), audits, replayed -> {});
    return run.exitCode();
  }

  private static String title(Manifest manifest) {
    return manifest.name() + " " + manifest.version();
  }
}
