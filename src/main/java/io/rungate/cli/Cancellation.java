package io.rungate.cli;

import io.rungate.gate.Batch;
import io.rungate.gate.ExitCode;
import java.time.Duration;

/** What a process does that is told to end while it judges: it counts what it has told so far. */
final class Cancellation {
  /** A line is told in microseconds, but whoever reads it may have stopped to. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Thread hook;

  private Cancellation(Thread hook) {
    this.hook = hook;
  }

  /**
   * From now on, and until {@link #end}.
   *
   * @param ending keeps the process from writing documents any more
   * @param counts the last words
   */
  static Cancellation begin(Console console, Batch batch, Runnable ending, Runnable counts) {
    Thread hook =
        new Thread(
            () -> {
              ending.run();
              if (batch.cancel(PATIENCE, counts)) {
                console.out().flush();
                console.err().flush();
                Runtime.getRuntime().halt(ExitCode.NOT_JUDGED.number());
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return new Cancellation(hook);
  }

  void end() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process was told to end, and is about to.
    }
  }
}
