package io.rungate.gate;

import io.rungate.run.Lookahead;
import io.rungate.run.RunRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The runs of a call: judged side by side, told in order and each as soon as it is known. Nothing
 * of a run is kept but what counts for the end.
 */
public final class Batch {
  private final Tally tally = new Tally();
  private final ReentrantLock telling = new ReentrantLock();
  private boolean finished;

  /**
   * Judges all.
   *
   * @param judging takes a request on, and gives the work that answers it: mostly one piece, and
   *     one for each part of a request that has several; called by this thread only
   * @param executor does the pieces
   * @param told is given every outcome, by one thread at a time
   */
  public void judge(
      Iterator<RunRequest> requests,
      Function<RunRequest, Iterator<Callable<Outcome>>> judging,
      OrderedExecutor executor,
      Consumer<Outcome> told) {
    executor.run(
        new Pieces(requests, judging),
        outcome -> {
          telling.lock();
          try {
            if (!finished) {
              tally.add(outcome);
              told.accept(outcome);
            }
          } finally {
            telling.unlock();
          }
        });
  }

  /** Says the last word, behind which nothing is told any more; only the first to come has it. */
  public void finish(Runnable last) {
    telling.lock();
    try {
      if (!finished) {
        finished = true;
        last.run();
      }
    } finally {
      telling.unlock();
    }
  }

  /**
   * The same for a process that is told to end, which waits for the outcome that is being told, but
   * not for a reader who takes nothing any more.
   *
   * @return whether it had the last word
   */
  public boolean cancel(Duration patience, Runnable last) {
    try {
      if (!telling.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      return true;
    }
    try {
      boolean first = !finished;
      finish(last);
      return first;
    } finally {
      telling.unlock();
    }
  }

  /** What became of the runs so far; also after a call that broke off. */
  public Tally tally() {
    return tally;
  }

  /** The pieces of one request after those of the other, each looked for when it is asked for. */
  private static final class Pieces extends Lookahead<Callable<Outcome>> {
    private final Iterator<RunRequest> requests;
    private final Function<RunRequest, Iterator<Callable<Outcome>>> judging;
    private Iterator<Callable<Outcome>> current = Collections.emptyIterator();

    Pieces(
        Iterator<RunRequest> requests, Function<RunRequest, Iterator<Callable<Outcome>>> judging) {
      this.requests = requests;
      this.judging = judging;
    }

    @Override
    protected Callable<Outcome> find() {
      while (!current.hasNext() && requests.hasNext()) {
        current = judging.apply(requests.next());
      }
      return current.hasNext() ? current.next() : null;
    }
  }
}
