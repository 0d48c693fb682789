package io.rungate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command puts the documents. */
final class OutOption {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the documents go (default: beside the result).")
  String out;

  /** The folder, which is made; empty for that of each result. */
  Optional<Path> folder(Console console) throws UsageException {
    if (out == null) {
      return Optional.empty();
    }
    Path folder = console.resolve(out);
    try {
      Files.createDirectories(folder);
      return Optional.of(folder);
    } catch (IOException e) {
      throw new UsageException("the output folder " + folder + " cannot be made");
    }
  }
}
