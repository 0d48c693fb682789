package io.rungate.cli;

import io.rungate.report.Paint;
import java.io.PrintStream;
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
