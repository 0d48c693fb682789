package io.rungate.cli;

import io.rungate.report.Printer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs the program in this process, from the project's folder. */
final class Shell {
  private Shell() {}

  /** What a call prints, and its exit code. */
  record Answer(int code, String out, String err) {}

  static Answer run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Path here = Path.of("").toAbsolutePath();
    Console console = new Console(printer(out), printer(err), Map.of(), here, here, false, false);
    int code = Main.run(console, arguments);
    return new Answer(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** A copy of a shipped pack, to be changed. */
  static Path copyOf(String pack, Path to) {
    try {
      return PackCopy.of(pack, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Printer printer(ByteArrayOutputStream bytes) {
    return new Printer(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  }
}
