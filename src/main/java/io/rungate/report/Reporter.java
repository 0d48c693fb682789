package io.rungate.report;

import java.util.List;

/**
 * Tells what a command found out, item by item, in one format. A command reports as it goes, so
 * that a million runs take no more memory than one; what a format has at its end is written when
 * the reporter is closed.
 */
public interface Reporter extends AutoCloseable {

  /**
   * Tells an item.
   *
   * @throws IllegalArgumentException when the format has no form for it, so that a command must not
   *     offer it
   */
  void report(ReportItem item);

  @Override
  default void close() {}

  /** Tells everything to each of several. */
  static Reporter toAll(List<Reporter> reporters) {
    return new Reporter() {
      @Override
      public void report(ReportItem item) {
        reporters.forEach(reporter -> reporter.report(item));
      }

      @Override
      public void close() {
        reporters.forEach(Reporter::close);
      }
    };
  }
}
