package io.rungate.replay;

import io.rungate.document.RecordProblem;
import io.rungate.document.RecordedRun;
import io.rungate.gate.Gate;
import io.rungate.run.RunInput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Judges recorded runs again, on several threads and in order. What was before is what the record
 * says, or, between two packs, what the first of them says now.
 */
public final class Replay {

  /** Records that are under way at a time, for each thread: enough to keep it busy. */
  private static final int WINDOW = 16;

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

  /** Judges many; the results come in the order of the recordings, on the caller's thread. */
  public void all(Iterator<Recording> recordings, int jobs, Consumer<ReplayedRun> results) {
    ExecutorService workers = Executors.newFixedThreadPool(jobs);
    Deque<Future<ReplayedRun>> underWay = new ArrayDeque<>();
    try {
      while (recordings.hasNext()) {
        Recording recording = recordings.next();
        underWay.add(workers.submit(() -> of(recording)));
        if (underWay.size() >= WINDOW * jobs) {
          results.accept(finished(underWay.poll()));
        }
      }
      while (!underWay.isEmpty()) {
        results.accept(finished(underWay.poll()));
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static ReplayedRun finished(Future<ReplayedRun> one) {
    try {
      return one.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the replay was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().toString(), e.getCause());
    }
  }
}
