package io.rungate.gate;

import io.rungate.engine.JudgingTask;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that judge. Whoever waits for them sees to it that none waits for rules for ever. */
final class Workers implements AutoCloseable {
  private static final int LOOK_AGAIN_MILLIS = 100;

  private final Duration limit;
  private final List<JudgingTask.Worker> threads = new CopyOnWriteArrayList<>();
  private final ThreadPoolExecutor pool;

  /**
   * @param limit how long the rules may take for one run; null for any time
   */
  Workers(int threads, Duration limit) {
    this.limit = limit;
    this.pool =
        new ThreadPoolExecutor(
            threads,
            Integer.MAX_VALUE,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            this::hire);
  }

  private Thread hire(Runnable tasks) {
    JudgingTask.Worker thread = new JudgingTask.Worker(tasks);
    threads.add(thread);
    return thread;
  }

  <R> Future<R> submit(Callable<R> piece) {
    JudgingTask<R> task = new JudgingTask<>(piece, limit);
    pool.execute(task);
    return task.result();
  }

  /** Waits for a piece, and replaces threads whose rules take too long. */
  <R> R await(Future<R> piece) throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return piece.get(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        for (JudgingTask.Worker thread : threads) {
          thread.again().ifPresent(this::replace);
        }
      }
    }
  }

  private void replace(JudgingTask<?> again) {
    hire(again).start();
    pool.setCorePoolSize(pool.getCorePoolSize() + 1);
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
