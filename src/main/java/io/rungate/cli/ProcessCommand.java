package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.gate.Gate;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.run.InputException;
import io.rungate.run.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The job of the script: environment and result become the agg document and the audit record. Like
 * the script's, its answer on standard output is the document; what people want to know is on
 * standard error.
 */
record ProcessCommand(Console console) implements Command {
  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of(
            "Judges runs and writes their documents.",
            RunArguments.WHICH,
            "Agg documents and audit records among the result files are passed over."),
        List.of(RunArguments.RESULTS),
        CommandSpec.join(RunArguments.ALL, Judging.OPTIONS, List.of(Judging.OUT)),
        CommandSpec.exits(
            "every run is accepted",
            "at least one run is rejected",
            "at least one run could not be judged: usage, unreadable input, broken pack"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, InputException, PackException {
    Judging judging = new Judging(console, arguments, Judging.Answer.DOCUMENTS);
    RulePack pack = judging.pack();
    RunArguments named = new RunArguments(console, arguments);
    named.leaveOutDocuments(pack);
    Optional<Path> folder = judging.out();
    Gate gate = new Gate(pack);
    try (Runs runs = named.runs(pack)) {
      return judging.all(
          runs, runs.single(), request -> List.of(gate.prepare(request, folder)).iterator());
    }
  }
}
