package io.rungate.rules;

import io.rungate.pack.PackException;
import io.rungate.pack.PackFaults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps compiled rules in a folder, so that a pack is compiled once and not in every run.
 *
 * <p>It is a convenience and never a reason to fail: an entry that is damaged is built anew, and a
 * folder that cannot be used is done without. Any number of processes may share one folder: an
 * entry appears at once or not at all.
 *
 * <p>Sums in an entry tell damage. They are no defence against people, and neither would a digest
 * be that lies beside what it covers, or a key that every job can read: who may write here could
 * also change the rules or the program. So the folder is used only if nobody else can write to it
 * ({@link CacheFolder}); and because even then a pack only concludes, classes that come out of it
 * pass the fence around compiled rules each time they are loaded.
 */
final class RuleCache {
  static final int MOST_BYTES = 64 << 20;

  /** Compiling takes three seconds; on a machine full of jobs a few times that. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private RuleCache() {}

  /**
   * Takes the compiled rules from the folder, or compiles them and leaves them there for the next
   * run. A folder that does not exist is made, readable for its owner alone.
   *
   * @param identity names everything that the compiled form depends on, as a file name
   * @param loader makes of the rules what the caller needs; an entry that it refuses is built anew
   */
  static <T> T get(
      Path directory, String identity, PackFaults.Step<CompiledRules> compiler, Loader<T> loader)
      throws PackException {
    return get(directory, identity, compiler, loader, PATIENCE);
  }

  /** The same for a caller that waits longer or shorter for another that compiles the same. */
  static <T> T get(
      Path directory,
      String identity,
      PackFaults.Step<CompiledRules> compiler,
      Loader<T> loader,
      Duration patience)
      throws PackException {
    Optional<T> kept = kept(directory, identity, loader);
    if (kept.isPresent()) {
      return kept.get();
    }
    try (CompileLock turn = CompileLock.take(directory, identity, patience)) {
      kept = turn.waited() ? kept(directory, identity, loader) : Optional.empty();
      if (kept.isPresent()) {
        return kept.get();
      }
      CompiledRules compiled = compiler.take();
      T loaded = loader.load(compiled);
      write(directory, identity, compiled);
      return loaded;
    }
  }

  /** What is done with rules, whether they are new or kept. */
  @FunctionalInterface
  interface Loader<T> {
    T load(CompiledRules rules) throws PackException;
  }

  /** Whether there is an entry that can be read. */
  static boolean has(Path directory, String identity) {
    return read(directory, identity).isPresent();
  }

  /**
   * The rules that were used last, such as those of a pack before it was edited, of the identities
   * with an ending. To look at them is no use of them.
   */
  static List<CompiledRules> latest(Path directory, String ending, int most) {
    List<CompiledRules> latest = new ArrayList<>();
    try (CacheFolder folder = CacheFolder.open(directory)) {
      for (String name : CacheInventory.of(directory).latest(ending + RulesJar.ENDING, most)) {
        byte[] jar = folder.read(name, MOST_BYTES);
        RulesJar.read(jar, RulesJar.identityOf(Path.of(name))).ifPresent(latest::add);
      }
    } catch (IOException | RuntimeException e) {
      return latest; // perhaps fewer than there are: then more is compiled
    }
    return latest;
  }

  private static <T> Optional<T> kept(Path directory, String identity, Loader<T> loader) {
    Optional<CompiledRules> rules = read(directory, identity);
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(loader.load(rules.get()));
    } catch (PackException | RuntimeException | LinkageError e) {
      return Optional.empty(); // whole, but nothing that a compiler leaves here
    }
  }

  /** The entry, if there is one that can be trusted. */
  private static Optional<CompiledRules> read(Path directory, String identity) {
    try (CacheFolder folder = CacheFolder.open(directory)) {
      byte[] jar = folder.read(identity + RulesJar.ENDING, MOST_BYTES);
      folder.touch(identity + RulesJar.ENDING);
      return RulesJar.read(jar, identity);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static void write(Path directory, String identity, CompiledRules rules) {
    try (CacheFolder folder = CacheFolder.make(directory)) {
      folder.write(identity + RulesJar.ENDING, RulesJar.of(identity, rules));
    } catch (IOException | RuntimeException e) {
      return; // Read-only or full: the next run compiles again, this one has its rules.
    }
    try {
      CacheInventory.of(directory).tidy(Instant.now());
    } catch (IOException | RuntimeException e) {
      // Another run tidies up.
    }
  }
}
