package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.replay.AuditSource;
import io.rungate.replay.ChangeTable;
import io.rungate.replay.ReplayResult;
import io.rungate.replay.Replayer;
import io.rungate.report.ChangeReport;
import io.rungate.report.Progress;
import io.rungate.report.Reporter;
import io.rungate.run.InputException;
import java.util.List;
import java.util.function.Consumer;

/** What the commands that judge recorded runs again have in common. */
final class Replaying {
  private static final Argument LIST_ALL =
      new Argument("--all", "List every run for every kind of change.");

  static final Argument REPORT = Call.reports("text", "json", "junit", "markdown");

  static final List<Argument> OPTIONS =
      List.of(
          Call.FORMAT, REPORT, LIST_ALL, Call.JOBS, Call.TIMEOUT, Console.COLOR, Packs.CACHE_DIR);

  /** Of the runs that change in one way so many are named in a report, unless all are asked for. */
  private static final int NAMED = 1000;

  private Replaying() {}

  /**
   * Judges the records again, reports what changes, and gives every result to {@code also}.
   *
   * @return not judged if a record could not be read, rejected if something changes
   */
  static ExitCode replay(
      Call call,
      Reporter reporter,
      Replayer replayer,
      List<String> audits,
      Consumer<ReplayResult> also)
      throws InputException {
    Console console = call.console();
    boolean all = call.has(LIST_ALL);
    ChangeTable table = new ChangeTable(all ? Integer.MAX_VALUE : NAMED);
    Progress progress = new Progress(console.err(), console.terminal(), "runs");
    try (AuditSource records = new AuditSource(audits.stream().map(console::resolve).toList())) {
      if (!records.hasNext()) {
        throw new InputException(
            "nothing to replay: no audit record in " + String.join(" ", audits));
      }
      replayer.replay(
          records,
          call.executor(call.jobs()),
          result -> {
            table.add(result);
            also.accept(result);
            reporter.report(new ChangeReport.OfRun(result));
            progress.show(table.runs() + table.unreadable().size());
          });
    }
    progress.end();
    reporter.report(new ChangeReport(table, all));
    if (!table.unreadable().isEmpty()) {
      return ExitCode.NOT_JUDGED;
    }
    return table.changed() > 0 ? ExitCode.REJECTED : ExitCode.ACCEPTED;
  }
}
