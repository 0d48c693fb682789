package io.rungate.cli;

import io.rungate.gate.Gate;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.run.ArtifactTree;
import io.rungate.run.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A whole sweep: every run in a folder tree. The documents are in files, where nobody looks for
 * them on standard output, so the verdicts are there.
 */
@Command(
    name = "gate",
    description = {
      "Judges every run in a folder tree and writes its documents, as 'process' does.",
      "",
      "Every *.json file is a result, but for agg documents, audit records and env.json. Its name gives"
          + " RESULT_FILENAME and, where no variable does, the GPU split. Its environment is the nearest run.env"
          + " (NAME=VALUE lines) or env.json (an object) in its own folder or one above it, up to DIR; that of this"
          + " process does not count. A result without one is not judged.",
      "",
      "DocumentNames that begin with a dot are passed over. Links are not followed: what they lead to is met at its own place,"
          + " and one that leads out of DIR is told."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every run is accepted",
      "1:at least one run is rejected",
      "2:at least one run could not be judged, or there is none"
    })
final class GateCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1", paramLabel = "DIR", description = "The folder tree.")
  String dir;

  @Mixin JudgingOptions options = new JudgingOptions();

  @Mixin OutOption out = new OutOption();

  @Option(
      names = "--skip",
      paramLabel = "GLOB",
      description =
          "Pass over what is no result: a name, or with a slash a path below DIR, such as"
              + " 'meta_*.json' or 'logs/**'. May be repeated.")
  List<String> skip = new ArrayList<>();

  GateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, InputException, PackException {
    options.check();
    RulePack pack = Packs.load(console, options.rules, options.cacheDir);
    ArtifactTree tree = ArtifactTree.of(console.resolve(dir), dir, pack.mapping(), skip);
    Optional<Path> folder = out.folder(console);
    Gate gate = new Gate(pack);
    return new Judging(console, options, pack, Judging.Answer.SWEEP)
        .all(tree, tree.single(), request -> List.of(gate.prepare(request, folder)).iterator())
        .number();
  }
}
