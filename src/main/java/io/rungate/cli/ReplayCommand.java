package io.rungate.cli;

import io.rungate.cli.Argument.Kind;
import io.rungate.gate.ExitCode;
import io.rungate.gate.Gate;
import io.rungate.pack.PackException;
import io.rungate.replay.Expectation;
import io.rungate.replay.ReplayResult;
import io.rungate.replay.Replayer;
import io.rungate.report.ChangeReport;
import io.rungate.run.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;

/** What another pack would have said of recorded runs. */
final class ReplayCommand extends Command {
  private static final Argument AUDITS =
      new Argument("AUDIT...", "Records, folders, .jsonl files.");

  private static final Argument EXPECT =
      new Argument(
          "--expect=FILE", Kind.FILE, "A reviewed list: these changes, and no others, are right.");

  private static final Argument WRITE_EXPECT =
      new Argument("--write-expect=FILE", Kind.FILE, "Write the changes as such a list.");

  ReplayCommand() {
    super(
        "replay",
        List.of(
            "Judges recorded runs again under a pack and lists what changes.",
            "AUDIT is an audit record, a folder with audit_*.json anywhere below it, or a .jsonl or .jsonl.gz file"
                + " with one record a line. What was before is what the record says."),
        exits(
            "nothing changes, or exactly what --expect lists; or --write-expect wrote the list",
            "something changes, or what --expect lists does not come",
            "a record could not be read, or the pack could not be used"),
        List.of(AUDITS),
        Replaying.OPTIONS,
        List.of(Packs.RULES, Packs.PROFILE, EXPECT, WRITE_EXPECT));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    Console console = call.console();
    String expect = call.text(EXPECT);
    String writeExpect = call.text(WRITE_EXPECT);
    Expectation expected = expect == null ? null : expectation(console, expect);
    Expectation seen = new Expectation();
    Consumer<ReplayResult> note =
        expect == null && writeExpect == null ? replayed -> {} : seen::add;
    Replayer replayer = Replayer.under(new Gate(Packs.load(call)));
    ExitCode code =
        Reports.tell(
            call,
            Replaying.REPORT,
            call.format(),
            Call.FORMAT,
            reporter -> Replaying.replay(call, reporter, replayer, call.texts(AUDITS), note));
    if (writeExpect != null) {
      String refusal = "the list of changes cannot be written to " + writeExpect;
      console.write(console.resolve(writeExpect), seen.text(), refusal);
      return code == ExitCode.NOT_JUDGED ? code : ExitCode.ACCEPTED;
    }
    if (expected == null) {
      return code;
    }
    ChangeReport.Surprises surprises =
        new ChangeReport.Surprises(seen.without(expected), expected.without(seen));
    surprises.text(console.err());
    if (code == ExitCode.NOT_JUDGED) {
      return code;
    }
    return surprises.none() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
  }

  private static Expectation expectation(Console console, String file) throws InputException {
    try {
      return Expectation.read(Files.readString(console.resolve(file)));
    } catch (IOException e) {
      throw new InputException("the list of expected changes " + file + " cannot be read");
    } catch (IllegalArgumentException e) {
      throw new InputException(file + ": " + e.getMessage());
    }
  }
}
