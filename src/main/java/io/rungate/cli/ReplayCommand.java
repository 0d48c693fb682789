package io.rungate.cli;

import io.rungate.cli.OptionSpec.Kind;
import io.rungate.gate.ExitCode;
import io.rungate.gate.Gate;
import io.rungate.pack.PackException;
import io.rungate.replay.Expectation;
import io.rungate.replay.Replayer;
import io.rungate.report.ChangeReport;
import io.rungate.report.ReportFormat;
import io.rungate.report.Reporter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** What another pack would have said of recorded runs. */
record ReplayCommand(Console console) implements Command {
  private static final ParameterSpec AUDITS =
      ParameterSpec.atLeastOne("AUDIT", "Records, folders, .jsonl files.");

  private static final OptionSpec EXPECT =
      OptionSpec.of(Kind.FILE, "--expect", "FILE")
          .says("A reviewed list: these changes, and no others, are right.");

  private static final OptionSpec WRITE_EXPECT =
      OptionSpec.of(Kind.FILE, "--write-expect", "FILE").says("Write the changes as such a list.");

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
    ReplayOptions options = new ReplayOptions(console, arguments);
    String expect = arguments.text(EXPECT);
    String writeExpect = arguments.text(WRITE_EXPECT);
    Expectation expected = expect == null ? null : expectation(expect);
    Expectation seen = new Expectation();
    Replayer replayer = Replayer.under(new Gate(Packs.load(console, arguments)));
    ExitCode code;
    try (Reporter reporter = options.reporter()) {
      code =
          options.replay(
              reporter,
              replayer,
              arguments.parameters(AUDITS),
              replayed -> {
                if (expect != null || writeExpect != null) {
                  seen.add(replayed);
                }
              });
    }
    if (writeExpect != null) {
      String refusal = "the list of changes cannot be written to " + writeExpect;
      console.write(console.resolve(writeExpect), seen.text(), refusal);
      return code == ExitCode.NOT_JUDGED ? code : ExitCode.ACCEPTED;
    }
    if (expected != null) {
      ChangeReport.Surprises surprises =
          new ChangeReport.Surprises(seen.without(expected), expected.without(seen));
      try (Reporter reporter = ReportFormat.TEXT.to(console.err(), console.err())) {
        reporter.report(surprises);
      }
      return code == ExitCode.NOT_JUDGED
          ? code
          : surprises.none() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
    }
    return code;
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
}
