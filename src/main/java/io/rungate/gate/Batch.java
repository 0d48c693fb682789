package io.rungate.gate;

import io.rungate.run.Lookahead;
import io.rungate.run.RunRequest;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The runs of a call: judged side by side, told in order and each as soon as it is known. Nothing
 * of a run is kept but what counts for the end.
 */
public final class Batch {
  private final Tally tally = new Tally();

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
          tally.add(outcome);
          told.accept(outcome);
        });
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
