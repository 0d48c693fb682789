package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.replay.AuditSource;
import io.rungate.replay.ChangeTable;
import io.rungate.replay.Expectation;
import io.rungate.replay.ReplayResult;
import io.rungate.replay.Replayer;
import io.rungate.report.ReportItem;
import io.rungate.report.Reporter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;

/** One replay at the command line: its progress, its table, its exit code. */
final class ReplayRun {
  private final Console console;
  private final ReplayOptions options;
  private final ChangeTable table = new ChangeTable();
  private final Progress progress;

  ReplayRun(Console console, ReplayOptions options) {
    this.console = console;
    this.options = options;
    this.progress = new Progress(console);
  }

  /** Replays, reports what changes, and gives every result to {@code also} on the way. */
  void replay(Replayer replay, List<String> audits, Reporter reporter, Consumer<ReplayResult> also)
      throws UsageException {
    if (options.jobs < 1) {
      throw new UsageException("--jobs must be at least 1");
    }
    try (AuditSource recordings = new AuditSource(audits.stream().map(console::resolve).toList())) {
      if (!recordings.hasNext()) {
        throw new UsageException(
            "nothing to replay: no audit record in " + String.join(" ", audits));
      }
      replay.replay(
          recordings,
          options.jobs,
          run -> {
            table.add(run);
            also.accept(run);
            reporter.report(new ReportItem.RunAgain(run));
            progress.show(table.runs() + table.unreadable().size());
          });
    }
    progress.end();
    reporter.report(new ReportItem.ChangeTotals(table, options.all));
  }

  /** The report of a replay. */
  Reporter reporter() {
    return Reports.answer(console, options.format, console.outPaint(options.color.choice()));
  }

  boolean unreadable() {
    return !table.unreadable().isEmpty();
  }

  ExitCode exitCode() {
    if (unreadable()) {
      return ExitCode.NOT_JUDGED;
    }
    return table.changed() > 0 ? ExitCode.REJECTED : ExitCode.ACCEPTED;
  }

  static Expectation expectation(Console console, String file) throws UsageException {
    try {
      return Expectation.read(Files.readString(console.resolve(file)));
    } catch (IOException e) {
      throw new UsageException("the list of expected changes " + file + " cannot be read");
    } catch (IllegalArgumentException e) {
      throw new UsageException(file + ": " + e.getMessage());
    }
  }

  static void write(Console console, String file, Expectation changes) throws UsageException {
    try {
      Files.writeString(console.resolve(file), changes.text());
    } catch (IOException e) {
      throw new UsageException("the list of changes cannot be written to " + file);
    }
  }
}
