package io.rungate.report;

import java.util.function.LongSupplier;

/** How far a long work is, for the person who waits at a terminal; nothing in a pipe. */
public final class Progress {
  private static final long NANOS = 300_000_000L;

  private final Printer err;
  private final boolean terminal;
  private final String counted;
  private final LongSupplier nanos;
  private final long start;
  private long last;

  /**
   * Starts now.
   *
   * @param terminal whether somebody looks at the stream
   * @param counted what is counted, in the plural
   */
  public Progress(Printer err, boolean terminal, String counted) {
    this(err, terminal, counted, System::nanoTime);
  }

  Progress(Printer err, boolean terminal, String counted, LongSupplier nanos) {
    this.err = err;
    this.terminal = terminal;
    this.counted = counted;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.last = start;
  }

  /** Tells that so many are done, if the last time is long enough ago. */
  public void show(int done) {
    long now = nanos.getAsLong();
    if (terminal && now - last >= NANOS) {
      last = now;
      err.raw("\r%d %s, %.0f a second ".formatted(done, counted, done / ((now - start) / 1e9)));
      err.flush();
    }
  }

  /** Clears the line. */
  public void end() {
    if (last != start) {
      err.raw("\r\u001b[K");
      err.flush();
    }
  }
}
