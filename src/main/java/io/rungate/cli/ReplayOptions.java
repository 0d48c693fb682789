package io.rungate.cli;

import io.rungate.replay.Recordings;
import io.rungate.replay.Replay;
import io.rungate.replay.ReplayedRun;
import io.rungate.report.ChangeReport;
import io.rungate.report.Paint;
import io.rungate.report.Progress;
import io.rungate.report.ReplayRun;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the commands that judge recorded runs again understand.
 *
 * @param json whether the answer is for programs
 * @param all whether every run is listed for every kind of change
 * @param jobs how many runs are judged at a time
 * @param cacheDir the folder of compiled packs; null for the usual one
 */
record ReplayOptions(
    boolean json, boolean all, int jobs, Console.ColorChoice color, String cacheDir) {

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
        SharedOptions.json(arguments),
        arguments.has(LIST_ALL),
        SharedOptions.jobs(arguments),
        SharedOptions.color(arguments),
        arguments.text(SharedOptions.CACHE_DIR));
  }

  /** Judges the records again, tells what changes, and gives every result to {@code also}. */
  ReplayRun replay(Console console, Replay replay, List<String> audits, Consumer<ReplayedRun> also)
      throws UsageException {
    Paint paint = console.outPaint(color);
    Progress progress = new Progress(console.err(), console.terminal());
    ReplayRun run = new ReplayRun(console.out(), new ChangeReport(paint, all), json, progress);
    try (Recordings recordings = new Recordings(audits.stream().map(console::resolve).toList())) {
      if (!recordings.hasNext()) {
        throw new UsageException(
            "nothing to replay: no audit record in " + String.join(" ", audits));
      }
      run.replay(replay, recordings, jobs, also);
    }
    return run;
  }
}
