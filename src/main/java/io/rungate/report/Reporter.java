package io.rungate.report;

/**
 * Tells what a command found out, item by item, in one format. A command reports as it goes, so
 * that a million runs take no more memory than one; what a format has at its end is written when
 * the reporter is closed.
 */
public interface Reporter extends AutoCloseable {

  /** Tells an item. */
  void report(ReportItem item);

  @Override
  default void close() {}
}
