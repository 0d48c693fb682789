package io.rungate.compile;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes the place of Java's random identifiers in the engine's classes, by a relocation in the
 * build file; so it has the methods that they call. The engine needs names for its conditions that
 * differ within a process, and nothing secret: rules are judged without a random number.
 */
public final class SerialNumber {
  private static final AtomicLong LAST = new AtomicLong();

  private final long number;

  private SerialNumber(long number) {
    this.number = number;
  }

  /** The next number; called as the method whose place it takes. */
  public static SerialNumber randomUUID() {
    return new SerialNumber(LAST.incrementAndGet());
  }

  @Override
  public String toString() {
    return "rungate-" + number;
  }
}
