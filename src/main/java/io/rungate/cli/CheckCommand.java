package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.gate.Gate;
import io.rungate.gate.Outcome;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.replay.CollectedRows;
import io.rungate.replay.PublishedRow;
import io.rungate.replay.SweepInputs;
import io.rungate.run.DocumentNames;
import io.rungate.run.InputException;
import io.rungate.run.RunRequest;
import io.rungate.run.Runs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Judges without writing: a run before it is launched, after it, or the row that was made of it.
 *
 * <p>The verdict is the answer here, and not a remark beside a document, so it goes to standard
 * output, as with other checkers: {@code rungate check > report.txt} holds what is wrong. Only what
 * is wrong with the call itself goes to standard error.
 */
final class CheckCommand extends Command {
  private static final String AUDIT_RECORD =
      "this is an audit record: check its document or its result file,"
          + " or judge the recorded run again with 'rungate replay'";
  private static final String DOCUMENT =
      "this is a document: --env-only is for what did not run yet";

  private static final Argument ENV_ONLY =
      new Argument("--env-only", "Judge the environment alone: nothing ran yet.");

  CheckCommand() {
    super(
        "check",
        List.of(
            "Judges runs as 'process' does, and writes nothing.",
            RunArguments.WHICH,
            "With --env-only, before a run is launched: there is no result yet, and only the environment is judged. A RESULT"
                + " is then the file that the run will write; it need not be there.",
            "An agg document (agg_*.json) is judged by the audit record beside it: the recorded run is judged again, and"
                + " the document has to be what the rules give and what the record says was written. A file with an array"
                + " of them is judged row by row: each is called FILE#INDEX, and its record is the one beside the file"
                + " that says that these bytes were written. Where there is no record, and the pack has rules for rows"
                + " (sweep.yaml), these judge the row alone."),
        exits(
            "every run is accepted, and every document is as it should be",
            "at least one run is rejected, or a document is not what the rules give",
            "at least one could not be judged: usage, unreadable input, no audit record, broken pack"),
        RunArguments.ALL,
        JudgingOptions.OPTIONS,
        List.of(ENV_ONLY));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    try (Judging judging = new Judging(call, Judging.Answer.VERDICTS)) {
      return check(call, judging);
    }
  }

  private static ExitCode check(Call call, Judging judging) throws InputException {
    boolean envOnly = call.has(ENV_ONLY);
    Gate gate = judging.gate();
    List<String> results = call.texts(RunArguments.RESULTS);
    boolean rows =
        !envOnly && results.size() == 1 && holdsRows(gate, call.console().resolve(results.get(0)));
    SweepInputs inputs =
        !envOnly && judging.pack().sweep().isPresent() ? new SweepInputs(gate) : null;
    try (Runs runs = RunArguments.runs(call, judging.pack().mapping(), results)) {
      return judging.all(
          runs,
          runs.single() && !rows,
          request ->
              inputs != null && request.fileName() != null && request.flaw() == null
                  ? inputs.named(request, one -> check(gate, one, false))
                  : rowsOrRun(gate, request, envOnly),
          null,
          () -> {});
    }
  }

  /** The work that answers a request: one piece, or one for each row that a file collects. */
  private static Iterator<Callable<Outcome>> rowsOrRun(
      Gate gate, RunRequest request, boolean envOnly) {
    String file = fileOf(request);
    boolean rows =
        !envOnly
            && !file.isEmpty()
            && !DocumentNames.isAudit(file)
            && holdsRows(gate, request.folder().resolve(file));
    return rows
        ? new CollectedRows(gate, request)
        : List.of(check(gate, request, envOnly)).iterator();
  }

  private static String fileOf(RunRequest request) {
    return request.fileName() == null ? "" : RunRequest.resultOf(request.fileName());
  }

  private static Callable<Outcome> check(Gate gate, RunRequest request, boolean envOnly) {
    String file = fileOf(request);
    Mapping.Document form = DocumentNames.documentOf(gate.pack().mapping(), file);
    String run = form == null ? null : DocumentNames.runOf(form.fileName(), file);
    if (DocumentNames.isAudit(file)) {
      return () -> new Outcome.NotJudged(request, AUDIT_RECORD);
    }
    if (envOnly) {
      return run == null
          ? () -> gate.checkEnvironment(request)
          : () -> new Outcome.NotJudged(request, DOCUMENT);
    }
    return run == null
        ? () -> gate.check(request)
        : () -> PublishedRow.check(gate, request, form, run);
  }

  /** Whether a file collects rows; one that has an audit record of its own is a single document. */
  private static boolean holdsRows(Gate gate, Path file) {
    String name = String.valueOf(file.getFileName());
    Mapping.Document form = DocumentNames.documentOf(gate.pack().mapping(), name);
    String run = form == null ? null : DocumentNames.runOf(form.fileName(), name);
    boolean recorded = run != null && Files.exists(file.resolveSibling(DocumentNames.audit(run)));
    return !recorded && CollectedRows.areIn(file);
  }
}
