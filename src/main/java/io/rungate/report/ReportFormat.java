package io.rungate.report;

/** The formats of reports; a command offers those that have a form for what it tells. */
public enum ReportFormat {
  TEXT,
  JSON,
  JSONL;

  /**
   * A report in this format.
   *
   * @param people what only a person wants to know, where the report is for programs
   */
  public Reporter to(Printer out, Printer people) {
    return switch (this) {
      case TEXT -> new TextReporter(out);
      case JSON -> new JsonReporter(out);
      case JSONL -> new JsonLinesReporter(out, people);
    };
  }
}
