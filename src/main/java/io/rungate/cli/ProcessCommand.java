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
final class ProcessCommand extends Command {
  ProcessCommand() {
    super(
        "process",
        List.of(
            "Judges runs and writes their documents.",
            RunArguments.WHICH,
            "Agg documents and audit records among the result files are passed over."),
        exits(
            "every run is accepted",
            "at least one run is rejected",
            "at least one run could not be judged: usage, unreadable input, broken pack"),
        RunArguments.ALL,
        JudgingOptions.OPTIONS,
        List.of(JudgingOptions.OUT));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    List<String> results = call.texts(RunArguments.RESULTS);
    return Judging.publish(
        call,
        Judging.Answer.DOCUMENTS,
        (mapping, byContent) ->
            RunArguments.runs(call, mapping, RunArguments.withoutDocuments(results, mapping)));
  }
}
