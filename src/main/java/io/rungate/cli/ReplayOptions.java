package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.replay.AuditSource;
import io.rungate.replay.ChangeTable;
import io.rungate.replay.ReplayResult;
import io.rungate.replay.Replayer;
import io.rungate.report.ChangeReport;
import io.rungate.report.Progress;
import io.rungate.report.Reporter;
import java.util.List;
import java.util.function.Consumer;

/** What the commands that judge recorded runs again have in common. */
record ReplayOptions(Console console, Arguments arguments) {
  private static final OptionSpec LIST_ALL =
      OptionSpec.flag("--all", "List every run for every kind of change.");

  static final List<OptionSpec> ALL =
      List.of(
          SharedOptions.FORMAT,
          LIST_ALL,
          SharedOptions.JOBS,
          SharedOptions.COLOR,
          SharedOptions.CACHE_DIR);

  /** Of the runs that change in one way so many are named in a report, unless all are asked for. */
  private static final int NAMED = 1000;

  /** Where the answer goes. */
  Reporter reporter() {
    return console.answer(SharedOptions.format(arguments));
  }

  /**
   * Judges the records again, reports what changes, and gives every result to {@code also}.
   *
   * @return not judged if a record could not be read, rejected if something changes
   */
  ExitCode replay(
      Reporter reporter, Replayer replayer, List<String> audits, Consumer<ReplayResult> also)
      throws UsageException {
    boolean all = arguments.has(LIST_ALL);
    ChangeTable table = new ChangeTable(all ? Integer.MAX_VALUE : NAMED);
    Progress progress = new Progress(console.err(), console.terminal());
    try (AuditSource records = new AuditSource(audits.stream().map(console::resolve).toList())) {
      if (!records.hasNext()) {
        throw new UsageException(
            "nothing to replay: no audit record in " + String.join(" ", audits));
      }
      replayer.replay(
          records,
          SharedOptions.jobs(arguments),
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
