package io.rungate.report;

import io.rungate.gate.ExitCode;
import io.rungate.replay.Change;
import io.rungate.replay.ChangeTable;
import io.rungate.replay.Recordings;
import io.rungate.replay.Replay;
import io.rungate.replay.ReplayedRun;
import java.io.PrintStream;
import java.util.function.Consumer;

/** A replay that tells what changes: as JSON while it runs, or as a table at its end. */
public final class ReplayRun {
  private final PrintStream out;
  private final ChangeReport text;
  private final boolean json;
  private final Progress progress;
  private final ChangeTable table = new ChangeTable();
  private boolean first = true;

  public ReplayRun(PrintStream out, ChangeReport text, boolean json, Progress progress) {
    this.out = out;
    this.text = text;
    this.json = json;
    this.progress = progress;
  }

  /** Replays, tells what changes, and gives every result to {@code also} on the way. */
  public void replay(Replay replay, Recordings recordings, int jobs, Consumer<ReplayedRun> also) {
    if (json) {
      out.print(ChangeReport.jsonStart());
    }
    replay.all(
        recordings,
        jobs,
        run -> {
          table.add(run);
          also.accept(run);
          if (json) {
            run.changes().forEach(change -> print(run.run(), change));
          }
          progress.show(table.runs() + table.unreadable().size());
        });
    progress.end();
    out.print(json ? ChangeReport.jsonEnd(table) : text.text(table));
  }

  private void print(String run, Change change) {
    out.print((first ? "\n" : ",\n") + ChangeReport.json(run, change));
    first = false;
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
