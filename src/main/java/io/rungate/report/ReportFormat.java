package io.rungate.report;

import java.util.Locale;
import java.util.function.Function;

/** The formats of reports; a command offers those that have a form for what it tells. */
public enum ReportFormat {
  TEXT(TextReporter::new),
  JSON(JsonReporter::new),
  JSONL(JsonLinesReporter::new),
  JUNIT(JUnitReporter::new),
  MARKDOWN(MarkdownReporter::new);

  private final Function<ReportTarget, Reporter> reporter;

  ReportFormat(Function<ReportTarget, Reporter> reporter) {
    this.reporter = reporter;
  }

  /** What the user types. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format of a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static ReportFormat of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** A report in this format. */
  public Reporter to(ReportTarget target) {
    return reporter.apply(target);
  }
}
