package io.rungate.gate;

import io.rungate.engine.JudgingTask;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
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

  private final int threads;

  /** Null for any time. */
  private final Duration limit;

  /** One that waits for the work, however long it takes. */
  public OrderedExecutor(int wanted) {
    this(wanted, null);
  }

  /**
   * @param limit how long rules may take for one run, see {@link JudgingTask}; null for any time
   */
  public OrderedExecutor(int wanted, Duration limit) {
    this.threads = Math.min(wanted, MOST_THREADS);
    this.limit = limit;
  }

  /**
   * Does all work. With one thread a piece is begun when the one before it is told.
   *
   * @param work asked for the next piece only when there is room for it, always by this thread
   * @param results called by one thread at a time
   * @throws IllegalStateException when a piece throws; what fails as a value is a result
   */
  public <R> void run(Iterator<Callable<R>> work, Consumer<R> results) {
    try (Workers workers = new Workers(threads, limit)) {
      if (threads == 1) {
        while (work.hasNext()) {
          results.accept(workers.await(workers.submit(work.next())));
        }
      } else {
        sideBySide(workers, work, results);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the work was interrupted", e);
    } catch (ExecutionException e) {
      throw fault(e.getCause());
    }
  }

  private <R> void sideBySide(Workers workers, Iterator<Callable<R>> work, Consumer<R> results)
      throws InterruptedException, ExecutionException {
    BlockingQueue<Future<R>> underWay = new ArrayBlockingQueue<>(WINDOW * threads);
    ExecutorService answers = Executors.newSingleThreadExecutor();
    try {
      Future<R> end = new CompletableFuture<>();
      Future<?> answering = answers.submit(() -> answer(workers, underWay, end, results));
      while (work.hasNext() && !answering.isDone()) {
        put(workers.submit(work.next()), underWay, answering);
      }
      put(end, underWay, answering);
      answering.get();
    } finally {
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
      Workers workers, BlockingQueue<Future<R>> underWay, Future<R> end, Consumer<R> results)
      throws Exception {
    for (Future<R> next = underWay.take(); next != end; next = underWay.take()) {
      results.accept(workers.await(next));
    }
    return null;
  }

  private static RuntimeException fault(Throwable cause) {
    Throwable inner = cause instanceof ExecutionException ? cause.getCause() : cause;
    if (inner instanceof Error error) {
      throw error;
    }
    return inner instanceof RuntimeException fault
        ? fault
        : new IllegalStateException(inner.toString(), inner);
  }
}
