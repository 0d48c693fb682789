package io.rungate.serve;

import java.io.IOException;
import java.nio.file.Path;

/** The client, built the way the program folder gets it. */
public final class CompiledClient {
  private CompiledClient() {}

  /**
   * Compiles it into a folder, with all warnings as faults; null where there is no C compiler.
   *
   * @param patience how many milliseconds it waits for a server's first word: many, where a test
   *     must not depend on how busy the machine is
   */
  public static Path in(Path folder, int patience) throws IOException, InterruptedException {
    Path client = folder.resolve("client");
    ProcessBuilder compiler =
        new ProcessBuilder(
            "cc",
            "-std=c11",
            "-O2",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-DPATIENCE_MS=" + patience,
            "-o",
            client.toString(),
            "src/main/client/client.c");
    Process process;
    try {
      process = compiler.redirectErrorStream(true).start();
    } catch (IOException e) {
      return null;
    }
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new AssertionError(said);
    }
    return client;
  }
}
