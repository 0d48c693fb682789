package io.rungate.engine;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Waits for work no longer than a time. The engine cannot be stopped between two firings, where
 * rules that join many facts may be for hours; so the work is left behind, on a thread that does
 * not keep the process alive.
 */
final class TimeLimit {
  private static final ExecutorService WORKERS =
      Executors.newCachedThreadPool(
          work -> {
            Thread worker = new Thread(work, "judging");
            worker.setDaemon(true);
            return worker;
          });

  private TimeLimit() {}

  /**
   * What the work gives.
   *
   * @param late asked for what is to be thrown while the work that took too long still goes on
   * @throws JudgementException that of the work, or that of {@code late}
   */
  static <T> T within(Duration limit, Callable<T> work, Supplier<JudgementException> late)
      throws JudgementException {
    Future<T> judged = WORKERS.submit(work);
    try {
      return judged.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the judgement was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw (JudgementException) e.getCause();
    }
  }
}
