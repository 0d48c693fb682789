package io.rungate.cli;

import io.rungate.report.Paint;
import io.rungate.report.ReportFormat;
import io.rungate.report.ReportItem;
import io.rungate.report.ReportTarget;
import io.rungate.report.Reporter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the reports of commands go. */
final class Reports {
  private Reports() {}

  /**
   * A report on standard output.
   *
   * @param paint of a text
   */
  static Reporter answer(Console console, ReportFormat format, Paint paint) {
    return format.to(new ReportTarget(console.out(), console.err(), paint, console.folder()));
  }

  /** One item as the text of a file. */
  static String text(ReportFormat format, ReportItem item) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    try (Reporter reporter = format.to(new ReportTarget(out, out, Paint.PLAIN, Path.of("")))) {
      reporter.report(item);
    }
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
