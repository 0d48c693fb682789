package io.rungate.cli;

import io.rungate.rules.CacheInventory;
import io.rungate.rules.PackLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What the commands about the cache have in common. */
record CacheOptions(Console console, Arguments arguments) {
  static final List<OptionSpec> ALL = List.of(SharedOptions.CACHE_DIR);

  Path folder() {
    return Packs.cache(console, arguments.text(SharedOptions.CACHE_DIR));
  }

  PackLoader loader() {
    return Packs.loader(console, arguments.text(SharedOptions.CACHE_DIR));
  }

  /** What lies there; empty where there is no folder yet. */
  List<CacheInventory.Item> items() throws UsageException {
    Path folder = folder();
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
