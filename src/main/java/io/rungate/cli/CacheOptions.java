package io.rungate.cli;

import io.rungate.rules.CacheInventory;
import io.rungate.rules.PackLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Option;

/** What the commands about the cache have in common. */
final class CacheOptions {
  @Option(
      names = "--cache-dir",
      paramLabel = "DIR",
      description =
          "The folder (else RUNGATE_CACHE, else XDG_CACHE_HOME/rungate, else ~/.cache/rungate).")
  private String cacheDir;

  Path folder(Console console) {
    return Packs.cache(console, cacheDir);
  }

  PackLoader loader(Console console) {
    return Packs.loader(console, cacheDir);
  }

  /** What lies there; empty where there is no folder yet. */
  List<CacheInventory.Item> items(Console console) throws UsageException {
    Path folder = folder(console);
    try {
      return CacheInventory.of(folder).items(Instant.now());
    } catch (IOException e) {
      throw new UsageException("the cache is not used: " + reason(folder, e));
    }
  }

  /** Faults of the file system tell the file alone. */
  private static String reason(Path folder, IOException fault) {
    return fault instanceof java.nio.file.FileSystemException
        ? folder + " cannot be read as a folder"
        : fault.getMessage();
  }
}
