package io.rungate.gate;

import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Many pieces of work side by side, whose results come out one after another in the order in which
 * the work went in, each as soon as it and all before it are done.
 *
 * <p>No more than a few pieces per thread are under way at a time: whoever brings work faster than
 * it is done waits, so a million of them take no more memory than a hundred.
 */
public final class OrderedExecutor {

  /** Pieces under way for each thread: enough to keep it busy while an earlier one takes long. */
  private static final int WINDOW = 16;

  /** More do not help on any machine, and there is not memory for any number of them. */
  private static final int MOST_THREADS = 256;

  private static final int LOOK_AGAIN_MILLIS = 100;

  private OrderedExecutor() {}

  /**
   * Does all work. With one thread it is done right here.
   *
   * @param work asked for the next piece only when there is room for it, always by this thread
   * @param results called by one thread at a time
   * @throws IllegalStateException when a piece throws; what fails as a value is a result
   */
  public static <R> void run(Iterator<Callable<R>> work, int wanted, Consumer<R> results) {
    int threads = Math.min(wanted, MOST_THREADS);
    if (threads == 1) {
      while (work.hasNext()) {
        results.accept(done(work.next()));
      }
      return;
    }
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    BlockingQueue<Future<R>> underWay = new ArrayBlockingQueue<>(WINDOW * threads);
    ExecutorService answers = Executors.newSingleThreadExecutor();
    try {
      Future<R> end = workers.submit(() -> null);
      Future<?> answering = answers.submit(() -> answer(underWay, end, results));
      while (work.hasNext() && !answering.isDone()) {
        put(workers.submit(work.next()), underWay, answering);
      }
      put(end, underWay, answering);
      answering.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the work was interrupted", e);
    } catch (ExecutionException e) {
      throw fault(e.getCause());
    } finally {
      workers.shutdownNow();
      answers.shutdownNow();
    }
  }

  /** Waits for room, but not for an answering thread that has failed and will make none. */
  private static <R> void put(
      Future<R> piece, BlockingQueue<Future<R>> underWay, Future<?> answering)
      throws InterruptedException {
    while (!underWay.offer(piece, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
      if (answering.isDone()) {
        return;
      }
    }
  }

  private static <R> Void answer(
      BlockingQueue<Future<R>> underWay, Future<R> end, Consumer<R> results) throws Exception {
    for (Future<R> next = underWay.take(); next != end; next = underWay.take()) {
      results.accept(next.get());
    }
    return null;
  }

  private static <R> R done(Callable<R> piece) {
    try {
      return piece.call();
    } catch (Exception e) {
      throw fault(e);
    }
  }

  private static RuntimeException fault(Throwable cause) {
    Throwable inner = cause instanceof ExecutionException ? cause.getCause() : cause;
    return inner instanceof RuntimeException fault
        ? fault
        : new IllegalStateException(inner.toString(), inner);
  }
}
