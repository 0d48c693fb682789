package io.rungate.cli;

import io.rungate.pack.PackException;
import io.rungate.pack.PackLoader;
import io.rungate.pack.RulePack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the pack that a command judges by, and the folder of compiled packs. */
final class Packs {
  private Packs() {}

  /** {@code --rules}, else {@code RUNGATE_RULES}, else the newest released pack that is shipped. */
  static RulePack load(Console console, String rules, String cacheDir)
      throws UsageException, PackException {
    return new PackLoader(cache(console, cacheDir)).load(folder(console, rules));
  }

  /** The folder of the pack that a command works on, as messages show it. */
  static Path folder(Console console, String rules) throws UsageException {
    String given = rules != null ? rules : console.environment().get("RUNGATE_RULES");
    Path folder = given == null || given.isEmpty() ? shipped(console) : Path.of(given);
    return folder.isAbsolute() ? folder : relative(console, folder);
  }

  /** Messages show a path as it was given, so it stays relative where that means the same. */
  private static Path relative(Console console, Path folder) {
    boolean same = console.folder().equals(Path.of("").toAbsolutePath());
    return same ? folder : console.folder().resolve(folder);
  }

  private static Path shipped(Console console) throws UsageException {
    Path rules = console.home().resolve("rules");
    try (Stream<Path> folders = Files.list(rules)) {
      Optional<Path> newest =
          folders
              .filter(folder -> Files.isRegularFile(folder.resolve("pack.yaml")))
              .filter(Packs::isReleased)
              .max(Comparator.comparingInt(Packs::number));
      return newest.orElseThrow(() -> new UsageException("no released rule pack under " + rules));
    } catch (IOException e) {
      throw new UsageException("no rule packs at " + rules + "; name one with --rules");
    }
  }

  private static boolean isReleased(Path folder) {
    try (Stream<String> lines = Files.lines(folder.resolve("pack.yaml"))) {
      return lines.anyMatch(line -> line.strip().equals("status: released"));
    } catch (IOException | java.io.UncheckedIOException e) {
      return false;
    }
  }

  /** Shipped packs are {@code v1}, {@code v2}, ... */
  private static int number(Path folder) {
    try {
      return Integer.parseInt(folder.getFileName().toString().substring(1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * {@code --cache-dir}, {@code RUNGATE_CACHE}, {@code XDG_CACHE_HOME}, {@code ~/.cache}, in this
   * order.
   */
  static Path cache(Console console, String cacheDir) {
    if (cacheDir != null) {
      return console.resolve(cacheDir);
    }
    String own = console.environment().get("RUNGATE_CACHE");
    if (own != null && !own.isEmpty()) {
      return console.resolve(own);
    }
    String xdg = console.environment().get("XDG_CACHE_HOME");
    if (xdg != null && !xdg.isEmpty()) {
      return console.resolve(xdg).resolve("rungate");
    }
    return Path.of(System.getProperty("user.home"), ".cache", "rungate");
  }
}
