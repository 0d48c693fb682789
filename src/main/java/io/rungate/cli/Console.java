package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.RulePack;
import io.rungate.report.Printer;
import io.rungate.report.ReportFormat;
import io.rungate.report.ReportItem;
import io.rungate.report.Reporter;
import io.rungate.run.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * @param packs those that this process has loaded, by all that they depend on; gets more
 */
record Console(
    Printer out,
    Printer err,
    Map<String, String> environment,
    Path folder,
    Path home,
    boolean terminal,
    boolean outTerminal,
    Map<String, RulePack> packs) {

  static final Argument COLOR =
      new Argument(
          "--color=WHEN",
          List.of("auto", "always", "never"),
          "auto, always or never (default: auto).");

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
  void write(Path file, String text, String refusal) throws InputException {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new InputException(refusal);
    }
  }

  /** Says on standard error what is wrong with the call. */
  ExitCode refuse(String sentence) {
    err.line("rungate: ", sentence);
    return ExitCode.NOT_JUDGED;
  }

  /** A remark for the person who waits, at once. */
  void remark(String line) {
    err.line(line);
    err.flush();
  }

  /** A report on standard output. */
  Reporter answer(ReportFormat format) {
    return format.to(out, err);
  }

  /** A report of one item on standard output. */
  void answer(ReportFormat format, ReportItem item) {
    try (Reporter reporter = answer(format)) {
      reporter.report(item);
    }
  }

  /** Turns colour on where it is wanted; until then there is none. */
  void colour(ColorChoice choice) {
    out.colour(isColoured(choice, outTerminal));
    err.colour(isColoured(choice, terminal));
  }

  private boolean isColoured(ColorChoice choice, boolean person) {
    boolean plain = variable("NO_COLOR") != null || "dumb".equals(environment.get("TERM"));
    return choice == ColorChoice.ALWAYS || (choice == ColorChoice.AUTO && person && !plain);
  }

  /** When to use colour. */
  enum ColorChoice {
    AUTO,
    ALWAYS,
    NEVER
  }
}
