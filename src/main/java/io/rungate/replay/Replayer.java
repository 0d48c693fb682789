package io.rungate.replay;

import io.rungate.document.RecordProblem;
import io.rungate.document.RecordedRun;
import io.rungate.gate.Gate;
import io.rungate.gate.OrderedExecutor;
import io.rungate.run.RunInput;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Judges recorded runs again, on several threads and in order. What was before is what the record
 * says, or, between two packs, what the first of them says now.
 */
public final class Replay {

  private final Gate before;
  private final Gate after;

  private Replay(Gate before, Gate after) {
    this.before = before;
    this.after = after;
  }

  /** What a pack changes against the records. */
  public static Replay under(Gate gate) {
    return new Replay(null, gate);
  }

  /** What a pack changes against another pack. */
  public static Replay between(Gate before, Gate after) {
    return new Replay(before, after);
  }

  /** Judges one recorded run. */
  public ReplayedRun of(Recording recording) {
    if (recording.problem() != null) {
      return ReplayedRun.unreadable(recording.place(), recording.problem());
    }
    try {
      RecordedRun record = RecordedRun.read(recording.text());
      RunInput input = record.input();
      Snapshot then = before == null ? Snapshot.of(record) : Rejudge.snapshot(before, input);
      Snapshot now = Rejudge.snapshot(after, input);
      String name = record.name() == null ? "" : record.name();
      return new ReplayedRun(
          recording.place(), name.isEmpty() ? recording.place() : name, then.changesTo(now), null);
    } catch (RecordProblem e) {
      return ReplayedRun.unreadable(recording.place(), e.getMessage());
    }
  }

  /** Judges many; the results come in the order of the recordings, one at a time. */
  public void all(Iterator<Recording> recordings, int jobs, Consumer<ReplayedRun> results) {
    OrderedExecutor.run(
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return recordings.hasNext();
          }

          @Override
          public Callable<ReplayedRun> next() {
            Recording recording = recordings.next();
            return () -> of(recording);
          }
        },
        jobs,
        results);
  }
}
