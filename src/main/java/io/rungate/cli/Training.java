package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.report.Printer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs commands one after the other, so that a JVM that is asked to archive what it loads meets all
 * that they need. For the build alone.
 */
public final class Training {
  private Training() {}

  /**
   * Takes the program folder, a folder to work in, and a file there with a command in each line.
   */
  public static void main(String[] args) throws IOException {
    Path home = Path.of(args[0]).toRealPath();
    Path folder = Path.of(args[1]).toRealPath();
    Map<String, String> environment = Map.of("RUNGATE_CACHE", folder.resolve("cache").toString());
    Printer out =
        new Printer(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    Printer err = new Printer(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    for (String command : Files.readAllLines(folder.resolve(args[2]))) {
      Console console =
          new Console(out, err, environment, folder, home, false, false, new HashMap<>());
      if (Main.run(console, command.split(" ")) == ExitCode.NOT_JUDGED.number()) {
        throw new IllegalStateException("the build cannot run: " + command);
      }
    }
  }
}
