package io.rungate.cli;

import io.rungate.cli.OptionSpec.Kind;
import io.rungate.gate.ExitCode;
import io.rungate.gate.Gate;
import io.rungate.pack.PackException;
import io.rungate.replay.Expectation;
import io.rungate.replay.Replayer;
import io.rungate.report.ChangeReport;
import io.rungate.report.Paint;
import io.rungate.report.ReplayRun;
import io.rungate.report.Reporter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** What another pack would have said of recorded runs. */
record ReplayCommand(Console console) implements Command {
  private static final ParameterSpec AUDITS =
      ParameterSpec.atLeastOne("AUDIT", "Records, folders, .jsonl files.");

  private static final OptionSpec EXPECT =
      OptionSpec.of(
          Kind.FILE,
          "--expect",
          "FILE",
          "A reviewed list: these changes, and no others, are right.");

  private static final OptionSpec WRITE_EXPECT =
      OptionSpec.of(Kind.FILE, "--write-expect", "FILE", "Write the changes as such a list.");

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of(
            "Judges recorded runs again under a pack and lists what changes.",
            "AUDIT is an audit record, a folder with audit_*.json anywhere below it, or a .jsonl or .jsonl.gz file"
                + " with one record a line. What was before is what the record says."),
        List.of(AUDITS),
        CommandSpec.join(ReplayOptions.ALL, List.of(SharedOptions.RULES, EXPECT, WRITE_EXPECT)),
        CommandSpec.exits(
            "nothing changes, or exactly what --expect lists; or --write-expect wrote the list",
            "something changes, or what --expect lists does not come",
            "a record could not be read, or the pack could not be used"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, PackException {
    ReplayOptions options = ReplayOptions.of(arguments);
    String expect = arguments.text(EXPECT);
    String writeExpect = arguments.text(WRITE_EXPECT);
    Expectation expected = expect == null ? null : expectation(expect);
    Expectation seen = new Expectation();
    Gate gate =
        new Gate(Packs.load(console, arguments.text(SharedOptions.RULES), options.cacheDir()));
    ReplayRun run;
    try (Reporter reporter = options.reporter(console)) {
      run =
          options.replay(
              console,
              reporter,
              Replayer.under(gate),
              arguments.parameters(AUDITS),
              replayed -> {
                if (expect != null || writeExpect != null) {
                  seen.add(replayed);
                }
              });
    }
    if (writeExpect != null) {
      write(writeExpect, seen);
      return run.unreadable() ? run.exitCode() : ExitCode.ACCEPTED;
    }
    if (expected != null) {
      boolean met = report(expected, seen, console.paint(options.color()));
      return run.unreadable() ? run.exitCode() : met ? ExitCode.ACCEPTED : ExitCode.REJECTED;
    }
    return run.exitCode();
  }

  private Expectation expectation(String file) throws UsageException {
    try {
      return Expectation.read(Files.readString(console.resolve(file)));
    } catch (IOException e) {
      throw new UsageException("the list of expected changes " + file + " cannot be read");
    } catch (IllegalArgumentException e) {
      throw new UsageException(file + ": " + e.getMessage());
    }
  }

  private void write(String file, Expectation changes) throws UsageException {
    try {
      Files.writeString(console.resolve(file), changes.text());
    } catch (IOException e) {
      throw new UsageException("the list of changes cannot be written to " + file);
    }
  }

  private boolean report(Expectation expected, Expectation seen, Paint paint) {
    List<String> surprises = seen.without(expected);
    List<String> absent = expected.without(seen);
    surprises.forEach(
        change -> console.err().println(ChangeReport.labelled(paint, "not expected", change)));
    absent.forEach(
        change -> console.err().println(ChangeReport.labelled(paint, "does not come", change)));
    if (surprises.isEmpty() && absent.isEmpty()) {
      console.err().println("every change is as expected");
    }
    return surprises.isEmpty() && absent.isEmpty();
  }
}
