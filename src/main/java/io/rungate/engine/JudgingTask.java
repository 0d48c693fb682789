package io.rungate.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Work that judges, and whose rules may take only so long. The engine cannot be stopped between two
 * firings, where rules that join many facts may be for hours. So its thread is left behind, and
 * another does the same work again: that one is told of these rules at once that they are late.
 */
public final class JudgingTask<R> implements Runnable {

  /** A thread for tasks. It does not keep the process alive. */
  public static final class Worker extends Thread {
    private volatile JudgingTask<?> task;

    public Worker(Runnable tasks) {
      super(tasks, "judging");
      setDaemon(true);
    }

    /** Where the rules that it is at are late: the task to be done in place of its own. */
    public Optional<? extends JudgingTask<?>> again() {
      return task == null ? Optional.empty() : task.again();
    }
  }

  /** Rules of a run. */
  interface Rules<T> {
    T judge() throws JudgementException;
  }

  /** Nobody waits any more for the work of a thread, so it must not go on to write a document. */
  private static final class LeftBehind extends Error {}

  private final Callable<R> work;

  /** Null for any time. */
  private final Duration limit;

  private final CompletableFuture<R> result;

  /** What earlier threads were left behind with, by the number of the judgement in the work. */
  private final Map<Integer, JudgementException> known;

  private int judgements;
  private long began;

  /** Says which rule is busy; null while none is. */
  private Function<Duration, JudgementException> busy;

  private boolean leftBehind;

  /**
   * @param work judges the same runs in the same order whenever it is called
   * @param limit how long the rules may take for one run; null for any time
   */
  public JudgingTask(Callable<R> work, Duration limit) {
    this(work, limit, new CompletableFuture<>(), Map.of());
  }

  private JudgingTask(
      Callable<R> work,
      Duration limit,
      CompletableFuture<R> result,
      Map<Integer, JudgementException> known) {
    this.work = work;
    this.limit = limit;
    this.result = result;
    this.known = known;
  }

  /** What the work gives, whichever thread ends it. */
  public Future<R> result() {
    return result;
  }

  @Override
  public void run() {
    ((Worker) Thread.currentThread()).task = this;
    try {
      result.complete(work.call());
    } catch (LeftBehind e) {
      // The result is another thread's.
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  /**
   * Lets rules judge within the time that the task at hand gives them; without one, in any.
   *
   * @param busy says which rule is busy while the rules that took too long still go on
   * @throws JudgementException that of the rules, or that of {@code busy}
   */
  static <T> T judge(Rules<T> rules, Function<Duration, JudgementException> busy)
      throws JudgementException {
    JudgingTask<?> task = Thread.currentThread() instanceof Worker worker ? worker.task : null;
    if (task == null || task.limit == null) {
      return rules.judge();
    }
    task.begin(busy);
    try {
      return rules.judge();
    } finally {
      task.end();
    }
  }

  private synchronized void begin(Function<Duration, JudgementException> busy)
      throws JudgementException {
    judgements++;
    if (known.containsKey(judgements)) {
      throw known.get(judgements);
    }
    this.busy = busy;
    this.began = System.nanoTime();
  }

  private synchronized void end() {
    busy = null;
    if (leftBehind) {
      throw new LeftBehind();
    }
  }

  private synchronized Optional<JudgingTask<R>> again() {
    if (busy == null || System.nanoTime() - began <= limit.toNanos()) {
      return Optional.empty();
    }
    Map<Integer, JudgementException> late = new HashMap<>(known);
    late.put(judgements, busy.apply(limit));
    leftBehind = true;
    busy = null;
    return Optional.of(new JudgingTask<>(work, limit, result, late));
  }
}
