package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.gate.Gate;
import io.rungate.pack.PackException;
import io.rungate.replay.Expectation;
import io.rungate.replay.Replayer;
import io.rungate.report.ChangeReport;
import io.rungate.report.Paint;
import io.rungate.report.Reporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What another pack would have said of recorded runs. */
@Command(
    name = "replay",
    description = {
      "Judges recorded runs again under a pack and lists what changes.",
      "",
      "AUDIT is an audit record, a folder with audit_*.json anywhere below it, or a .jsonl or .jsonl.gz file"
          + " with one record a line. What was before is what the record says."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing changes, or exactly what --expect lists; or --write-expect wrote the list",
      "1:something changes, or what --expect lists does not come",
      "2:a record could not be read, or the pack could not be used"
    })
final class ReplayCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ReplayOptions options = new ReplayOptions();

  @Parameters(arity = "1..*", paramLabel = "AUDIT", description = "Records, folders, .jsonl files.")
  private List<String> audits = new ArrayList<>();

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "The rule pack (else RUNGATE_RULES, else the newest shipped).")
  private String rules;

  @Option(
      names = "--expect",
      paramLabel = "FILE",
      description = "A reviewed list: these changes, and no others, are right.")
  private String expect;

  @Option(
      names = "--write-expect",
      paramLabel = "FILE",
      description = "Write the changes as such a list.")
  private String writeExpect;

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, PackException {
    ReplayRun run = new ReplayRun(console, options);
    Expectation expected = expect == null ? null : ReplayRun.expectation(console, expect);
    Expectation seen = new Expectation();
    Gate gate = new Gate(Packs.load(console, rules, options.cacheDir));
    try (Reporter reporter = run.reporter()) {
      run.replay(
          Replayer.under(gate),
          audits,
          reporter,
          replayed -> {
            if (expect != null || writeExpect != null) {
              seen.add(replayed);
            }
          });
    }
    ExitCode code = run.exitCode();
    if (writeExpect != null) {
      ReplayRun.write(console, writeExpect, seen);
      return run.unreadable() ? code.number() : ExitCode.ACCEPTED.number();
    }
    if (expected != null) {
      boolean met = report(expected, seen);
      code = run.unreadable() ? code : met ? ExitCode.ACCEPTED : ExitCode.REJECTED;
    }
    return code.number();
  }

  private boolean report(Expectation expected, Expectation seen) {
    Paint paint = console.paint(options.color.choice());
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
