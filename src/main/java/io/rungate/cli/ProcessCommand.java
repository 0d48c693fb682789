package io.rungate.cli;

import io.rungate.gate.Gate;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.run.InputException;
import io.rungate.run.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The job of the script: environment and result become the agg document and the audit record. Like
 * the script's, its answer on standard output is the document; what people want to know is on
 * standard error.
 */
@Command(
    name = "process",
    description = {
      "Judges runs and writes their documents.",
      "",
      RunArguments.WHICH,
      "",
      "Agg documents and audit records among the result files are passed over."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every run is accepted",
      "1:at least one run is rejected",
      "2:at least one run could not be judged: usage, unreadable input, broken pack"
    })
final class ProcessCommand implements Callable<Integer> {
  private final Console console;

  @Mixin RunArguments arguments = new RunArguments();

  @Mixin JudgingOptions options = new JudgingOptions();

  @Mixin OutOption out = new OutOption();

  ProcessCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, InputException, PackException {
    options.check();
    RulePack pack = Packs.load(console, options.rules, options.cacheDir);
    arguments.leaveOutDocuments(pack);
    Optional<Path> folder = out.folder(console);
    Gate gate = new Gate(pack);
    try (Runs runs = arguments.runs(console, pack)) {
      return new Judging(console, options, pack, Judging.Answer.DOCUMENTS)
          .all(runs, runs.single(), request -> List.of(gate.prepare(request, folder)).iterator())
          .number();
    }
  }
}
