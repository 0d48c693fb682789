package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.gate.Gate;
import io.rungate.pack.PackException;
import io.rungate.pack.PackMeaning;
import io.rungate.pack.PackMeaning.PackChange;
import io.rungate.replay.Replayer;
import io.rungate.report.PackReport;
import io.rungate.run.InputException;
import java.util.List;

/** What differs between two packs, and what that does to recorded runs. */
final class DiffCommand extends Command {
  private static final Argument BEFORE = new Argument("DIR", "The older pack.");
  private static final Argument AFTER = new Argument("DIR", "The newer pack.");
  private static final Argument AUDITS =
      new Argument("[AUDIT...]", "Records, folders, .jsonl files.");

  DiffCommand() {
    super(
        "diff",
        List.of(
            "Compares two rule packs by meaning: rules, words and mapping entries added, removed or changed.",
            "With audit records, folders or .jsonl files of them, each run is judged under both packs, and what changes"
                + " is listed too."),
        exits("the packs mean the same", "they differ", "a pack or a record could not be read"),
        List.of(BEFORE, AFTER, AUDITS),
        Replaying.OPTIONS);
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    String before = call.text(BEFORE);
    String after = call.text(AFTER);
    List<String> audits = call.texts(AUDITS);
    PackMeaning older = PackMeaning.of(Packs.folder(call, before));
    PackMeaning newer = PackMeaning.of(Packs.folder(call, after));
    List<PackChange> changes = older.changesTo(newer);
    if (changes.isEmpty()) { // what cannot judge at all does not mean the same as what can
      Packs.load(call, before);
      Packs.load(call, after);
    }
    ExitCode meaning = changes.isEmpty() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
    return Reports.tell(
        call,
        Replaying.REPORT,
        call.format(),
        Call.FORMAT,
        reporter -> {
          reporter.report(new PackReport(older.manifest(), newer.manifest(), changes));
          if (audits.isEmpty()) {
            return meaning;
          }
          Gate then = new Gate(Packs.load(call, before));
          Gate now = new Gate(Packs.load(call, after));
          Replayer replayer = Replayer.between(then, now);
          return meaning.worse(Replaying.replay(call, reporter, replayer, audits, replayed -> {}));
        });
  }
}
