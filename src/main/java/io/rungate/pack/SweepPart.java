package io.rungate.pack;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What a pack says of rows and sweeps. A run needs none of it, so it is read when it is first asked
 * for.
 */
public final class SweepPart {
  private final FutureTask<SweepMapping> reading;

  private SweepPart(Callable<SweepMapping> reader) {
    this.reading = new FutureTask<>(reader);
  }

  static SweepPart of(PackReader.PackFiles files, Mapping mapping) {
    return new SweepPart(() -> PackReader.sweep(files, mapping));
  }

  /** What {@code sweep.yaml} says; the same for all threads. */
  SweepMapping get() {
    reading.run(); // only the first to come here reads
    try {
      return reading.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the pack was not compiled: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the wait for the mapping was interrupted", e);
    }
  }
}
