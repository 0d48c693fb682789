package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.run.InputException;
import java.util.List;

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
    RunArguments named = new RunArguments(console, arguments);
    return Judging.publish(
        console,
        arguments,
        Judging.Answer.DOCUMENTS,
        mapping -> {
          named.leaveOutDocuments(mapping);
          return named.runs(mapping);
        });
  }
}
