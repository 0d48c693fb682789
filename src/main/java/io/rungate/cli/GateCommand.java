package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.run.Artifacts;
import io.rungate.run.InputException;
import java.util.List;

/**
 * A whole sweep: every run in folder trees. The documents are in files, where nobody looks for them
 * on standard output, so the verdicts are there.
 */
final class GateCommand extends Command {
  private static final Argument PLACES =
      new Argument("DIR|FILE...", "Folder trees, and single files.");

  private static final Argument SKIP =
      new Argument(
          "--skip=GLOB...",
          "Pass over what is no result: a name, or with a slash a path below DIR, such as"
              + " 'meta_*.json' or 'logs/**'. May be repeated.");

  GateCommand() {
    super(
        "gate",
        List.of(
            "Judges every run in folder trees and writes its documents, as 'process' does, and every row that was published.",
            "Where the pack says how contents are recognised (sweep.yaml), each *.json file is what it holds: the result of a"
                + " run; a row, or an array of rows, each called FILE#INDEX; an audit record, which its row is held against;"
                + " anything else is listed and ignored. Then all rows are judged together.",
            "With other packs every *.json file is a result, but for agg documents, audit records and env.json.",
            "The name of a result gives that of the run and, where no variable does, the GPU split. Its environment is the nearest run.env"
                + " (NAME=VALUE lines) or env.json (an object) in its own folder or one above it, up to DIR; that of this"
                + " process does not count. A result without one is not judged.",
            "Names that begin with a dot are passed over. Links are not followed: what they lead to is met at its own place,"
                + " and one that leads out of DIR is told."),
        exits(
            "every run and row is accepted",
            "at least one is rejected, or the sweep is as a whole",
            "at least one could not be judged or read, or there is none"),
        List.of(PLACES),
        JudgingOptions.OPTIONS,
        List.of(JudgingOptions.OUT, SKIP),
        SweepCall.OPTIONS);
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    List<String> places = call.texts(PLACES);
    return Judging.publish(
        call,
        Judging.Answer.SWEEP,
        (mapping, byContent) ->
            Artifacts.of(call.console().folder(), places, mapping, byContent, call.texts(SKIP)));
  }
}
