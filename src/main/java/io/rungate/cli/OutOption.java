package io.rungate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command puts the documents. */
final class OutOption {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the documents go (default: beside the result).")
  String out;

  /** The folder, which is made; null for that of each result. */
  Path folder(Console console) throws UsageException {
    if (out == null) {
      return null;
    }
    Path folder = console.resolve(out);
    try {
      Files.createDirectories(folder);
      return folder;
    } catch (IOException e) {
      throw new UsageException("the output folder " + folder + " cannot be made");
    }
  }
}
