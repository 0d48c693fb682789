package io.rungate.cli;

import java.util.function.LongSupplier;

/** How far a long work is, for the person who waits at a terminal; nothing in a pipe. */
final class Progress {
  private static final long NANOS = 300_000_000L;

  private final Console console;
  private final LongSupplier nanos;
  private final long start;
  private long last;

  Progress(Console console) {
    this(console, System::nanoTime);
  }

  Progress(Console console, LongSupplier nanos) {
    this.console = console;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.last = start;
  }

  void show(int runs) {
    long now = nanos.getAsLong();
    if (console.terminal() && now - last >= NANOS) {
      last = now;
      console.err().printf("\r%d runs, %.0f a second ", runs, runs / ((now - start) / 1e9));
      console.err().flush();
    }
  }

  /** Clears the line. */
  void end() {
    if (last != start) {
      console.err().print("\r\u001b[K");
      console.err().flush();
    }
  }
}
