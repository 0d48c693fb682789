package io.rungate.report;

import io.rungate.gate.ExitCode;
import io.rungate.replay.AuditSource;
import io.rungate.replay.ChangeTable;
import io.rungate.replay.ReplayResult;
import io.rungate.replay.Replayer;
import java.util.function.Consumer;

/** A replay that reports what changes, and what it comes to. */
public final class ReplayRun {
  private final Reporter reporter;
  private final Progress progress;
  private final ChangeTable table = new ChangeTable();

  public ReplayRun(Reporter reporter, Progress progress) {
    this.reporter = reporter;
    this.progress = progress;
  }

  /**
   * Replays, reports what changes, and gives every result to {@code also} on the way.
   *
   * @param all whether every run is listed for every kind of change
   */
  public void replay(
      Replayer replayer, AuditSource records, int jobs, boolean all, Consumer<ReplayResult> also) {
    replayer.replay(
        records,
        jobs,
        result -> {
          table.add(result);
          also.accept(result);
          reporter.report(new ReportItem.RunAgain(result));
          progress.show(table.runs() + table.unreadable().size());
        });
    progress.end();
    reporter.report(new ReportItem.ChangeTotals(table, all));
  }

  public boolean unreadable() {
    return !table.unreadable().isEmpty();
  }

  public ExitCode exitCode() {
    if (unreadable()) {
      return ExitCode.NOT_JUDGED;
    }
    return table.changed() > 0 ? ExitCode.REJECTED : ExitCode.ACCEPTED;
  }
}
