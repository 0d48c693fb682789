package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.gate.Gate;
import io.rungate.gate.Outcome;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.replay.PublishedRow;
import io.rungate.run.DocumentNames;
import io.rungate.run.InputException;
import io.rungate.run.RunRequest;
import io.rungate.run.Runs;
import java.util.List;

/**
 * Judges without writing: a run before it is launched, after it, or the row that was made of it.
 *
 * <p>The verdict is the answer here, and not a remark beside a document, so it goes to standard
 * output, as with other checkers: {@code rungate check > report.txt} holds what is wrong. Only what
 * is wrong with the call itself goes to standard error.
 */
record CheckCommand(Console console) implements Command {
  private static final OptionSpec ENV_ONLY =
      OptionSpec.flag("--env-only", "Judge the environment alone: nothing ran yet.");

  @Override
  public String name() {
    return "check";
  }

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of(
            "Judges runs as 'process' does, and writes nothing.",
            RunArguments.WHICH,
            "With --env-only, before a run is launched: there is no result yet, and only the environment is judged. A RESULT"
                + " is then the file that the run will write; it need not be there.",
            "An agg document (agg_*.json) is judged by the audit record beside it: the recorded run is judged again, and"
                + " the document has to be what the rules give and what the record says was written."),
        List.of(RunArguments.RESULTS),
        CommandSpec.join(RunArguments.ALL, JudgingOptions.ALL, List.of(ENV_ONLY)),
        CommandSpec.exits(
            "every run is accepted, and every document is as it should be",
            "at least one run is rejected, or a document is not what the rules give",
            "at least one could not be judged: usage, unreadable input, no audit record, broken pack"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, InputException, PackException {
    JudgingOptions options = JudgingOptions.of(arguments);
    boolean envOnly = arguments.has(ENV_ONLY);
    RulePack pack = options.pack(console);
    Gate gate = new Gate(pack);
    try (Runs runs = new RunArguments(console, arguments).runs(pack);
        Judging judging = new Judging(console, options, pack, runs, Judging.Answer.VERDICTS)) {
      return judging.all(request -> () -> check(gate, request, envOnly));
    }
  }

  private Outcome check(Gate gate, RunRequest request, boolean envOnly) {
    String file = request.fileName() == null ? "" : RunRequest.resultOf(request.fileName());
    String run = DocumentNames.runOf(gate.pack().mapping().document().fileName(), file);
    if (DocumentNames.isAudit(file)) {
      return Outcome.unjudged(
          request,
          "this is an audit record: check its document or its result file,"
              + " or judge the recorded run again with 'rungate replay'");
    }
    if (envOnly) {
      return run == null
          ? gate.checkEnvironment(request)
          : Outcome.unjudged(request, "this is a document: --env-only is for what did not run yet");
    }
    return run == null ? gate.check(request) : PublishedRow.check(gate, request, run);
  }
}
