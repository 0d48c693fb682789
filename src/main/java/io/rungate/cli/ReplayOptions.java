package io.rungate.cli;

import io.rungate.replay.AuditSource;
import io.rungate.replay.ReplayResult;
import io.rungate.replay.Replayer;
import io.rungate.report.Progress;
import io.rungate.report.ReplayRun;
import io.rungate.report.ReportFormat;
import io.rungate.report.Reporter;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the commands that judge recorded runs again understand.
 *
 * @param format of the answer
 * @param all whether every run is listed for every kind of change
 * @param jobs how many runs are judged at a time
 * @param cacheDir the folder of compiled packs; null for the usual one
 */
record ReplayOptions(
    ReportFormat format, boolean all, int jobs, Console.ColorChoice color, String cacheDir) {

  private static final OptionSpec LIST_ALL =
      OptionSpec.flag("--all", "List every run for every kind of change.");

  static final List<OptionSpec> ALL =
      List.of(
          SharedOptions.FORMAT,
          LIST_ALL,
          SharedOptions.JOBS,
          SharedOptions.COLOR,
          SharedOptions.CACHE_DIR);

  static ReplayOptions of(Arguments arguments) {
    return new ReplayOptions(
        SharedOptions.format(arguments),
        arguments.has(LIST_ALL),
        SharedOptions.jobs(arguments),
        SharedOptions.color(arguments),
        arguments.text(SharedOptions.CACHE_DIR));
  }

  /** Where the answer goes. */
  Reporter reporter(Console console) {
    return Reports.answer(console, format, console.outPaint(color));
  }

  /** Judges the records again, reports what changes, and gives every result to {@code also}. */
  ReplayRun replay(
      Console console,
      Reporter reporter,
      Replayer replayer,
      List<String> audits,
      Consumer<ReplayResult> also)
      throws UsageException {
    ReplayRun run = new ReplayRun(reporter, new Progress(console.err(), console.terminal()));
    try (AuditSource records = new AuditSource(audits.stream().map(console::resolve).toList())) {
      if (!records.hasNext()) {
        throw new UsageException(
            "nothing to replay: no audit record in " + String.join(" ", audits));
      }
      run.replay(replayer, records, jobs, all, also);
    }
    return run;
  }
}
