package io.rungate.report;

/** What a command has to tell: the thing itself, not yet in any format. */
public interface ReportItem {

  /** For people. */
  void text(Printer out);

  /**
   * For programs: what becomes one JSON document.
   *
   * @throws IllegalArgumentException when it has no such form, so that a command must not offer it
   */
  default Object tree() {
    throw new IllegalArgumentException("no JSON of " + getClass().getSimpleName());
  }

  /**
   * For the formats of {@code --report}.
   *
   * @throws IllegalArgumentException when there is none, so that a command must not offer them
   */
  default ReportEntry entry() {
    throw new IllegalArgumentException("no report of " + getClass().getSimpleName());
  }
}
