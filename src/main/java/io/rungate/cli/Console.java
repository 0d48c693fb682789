package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.report.Paint;
import io.rungate.report.ReportFormat;
import io.rungate.report.ReportItem;
import io.rungate.report.ReportTarget;
import io.rungate.report.Reporter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The world around a command, so that a test can give it another.
 *
 * @param out answers
 * @param err everything that is for people
 * @param environment the process environment
 * @param folder the working directory
 * @param home where the program is installed: it holds the shipped packs under {@code rules}
 * @param terminal whether standard error is one
 * @param outTerminal whether standard output is one
 */
record Console(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path folder,
    Path home,
    boolean terminal,
    boolean outTerminal) {

  /** A world where standard output is not looked at by a person. */
  Console(
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Path folder,
      Path home,
      boolean terminal) {
    this(out, err, environment, folder, home, terminal, false);
  }

  /** A path that the user gave, against the working directory. */
  Path resolve(String path) {
    return folder.resolve(path);
  }

  /** The value of an environment variable; null where it is not set, or empty. */
  String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** Writes a file that the user named; {@code refusal} is said if that cannot be done. */
  void write(Path file, String text, String refusal) throws UsageException {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UsageException(refusal);
    }
  }

  /** Says on standard error what is wrong with the call. */
  ExitCode refuse(String sentence) {
    err.println("rungate: " + sentence);
    return ExitCode.NOT_JUDGED;
  }

  /** A remark for the person who waits, at once. */
  void remark(String line) {
    err.println(line);
    err.flush();
  }

  /** A report on standard output. */
  Reporter answer(ReportFormat format, Paint paint) {
    return format.to(new ReportTarget(out, err, paint, folder));
  }

  /** A text on standard error. */
  Reporter people(ColorChoice color) {
    return ReportFormat.TEXT.to(new ReportTarget(err, err, paint(color), folder));
  }

  /** A report of one item on standard output. */
  void answer(ReportFormat format, Paint paint, ReportItem item) {
    try (Reporter reporter = answer(format, paint)) {
      reporter.report(item);
    }
  }

  /** How standard error is painted. */
  Paint paint(ColorChoice choice) {
    return paint(choice, terminal);
  }

  /** How standard output is painted, where a command's answer is a text for people. */
  Paint outPaint(ColorChoice choice) {
    return paint(choice, outTerminal);
  }

  private Paint paint(ColorChoice choice, boolean person) {
    boolean plain = environment.containsKey("NO_COLOR") || "dumb".equals(environment.get("TERM"));
    return choice == ColorChoice.ALWAYS || (choice == ColorChoice.AUTO && person && !plain)
        ? Paint.COLOUR
        : Paint.PLAIN;
  }

  /** When to use colour. */
  enum ColorChoice {
    AUTO,
    ALWAYS,
    NEVER
  }
}
