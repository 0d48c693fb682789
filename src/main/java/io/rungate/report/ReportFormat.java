package io.rungate.report;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;

/** The formats of reports; a command offers those that have a form for what it tells. */
public enum ReportFormat {
  TEXT(TextReporter::new),
  JSON(JsonReporter::new),
  JSONL(JsonLinesReporter::new),
  JUNIT(JUnitReporter::new),
  MARKDOWN(RulesMarkdown::to);

  private final Function<ReportTarget, Reporter> reporter;

  ReportFormat(Function<ReportTarget, Reporter> reporter) {
    this.reporter = reporter;
  }

  /** A report in this format. */
  public Reporter to(ReportTarget target) {
    return reporter.apply(target);
  }

  /** One item as the text of a file. */
  public String text(ReportItem item) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    try (Reporter one = to(new ReportTarget(out, out, Paint.PLAIN, Path.of("")))) {
      one.report(item);
    }
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
