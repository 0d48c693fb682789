package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.report.CacheList;
import io.rungate.rules.CacheInventory;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The cache at a glance. */
record CacheListCommand(Console console) implements Command {
  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of("Lists what is kept: compiled packs, and what was left over."),
        List.of(),
        List.of(SharedOptions.CACHE_DIR, SharedOptions.FORMAT),
        CommandSpec.exits("listed", "there is a folder, but it cannot be used"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException {
    Path folder = Packs.cache(console, arguments);
    console.answer(SharedOptions.format(arguments), new CacheList(folder, items(folder)));
    return ExitCode.ACCEPTED;
  }

  /** What lies in the folder; empty where there is none yet. */
  static List<CacheInventory.Item> items(Path folder) throws UsageException {
    try {
      return new CacheInventory(folder).items(Instant.now());
    } catch (FileSystemException e) { // it tells the file alone
      throw new UsageException("the cache is not used: " + folder + " cannot be read as a folder");
    } catch (IOException e) {
      throw new UsageException("the cache is not used: " + e.getMessage());
    }
  }
}
