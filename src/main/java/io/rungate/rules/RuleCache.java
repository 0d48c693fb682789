package io.rungate.rules;

import io.rungate.pack.PackException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
  static final String ENTRY = ".rules";
  static final int MOST_BYTES = 64 << 20;

  /** Compiling takes three seconds; on a machine full of jobs a few times that. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private RuleCache() {}

  /**
   * Takes the compiled rules from the folder, or compiles them and leaves them there for the next
   * run.
   *
   * @param directory where entries are kept; it is made if it does not exist, readable for its
   *     owner alone
   * @param identity names everything that the compiled form depends on, as a file name
   * @param loader makes of the rules what the caller needs; an entry that it refuses is built anew
   * @throws PackException if the rules have to be compiled and cannot be
   */
  static <T> T get(Path directory, String identity, Compiler compiler, Loader<T> loader)
      throws PackException {
    return get(directory, identity, compiler, loader, PATIENCE);
  }

  /** The same for a caller that waits longer or shorter for another that compiles the same. */
  static <T> T get(
      Path directory, String identity, Compiler compiler, Loader<T> loader, Duration patience)
      throws PackException {
    T kept = kept(directory, identity, loader);
    if (kept != null) {
      return kept;
    }
    try (CompileLock turn = CompileLock.take(directory, identity, patience)) {
      kept = turn.waited() ? kept(directory, identity, loader) : null;
      if (kept != null) {
        return kept;
      }
      CompiledRules compiled = compiler.compile();
      T loaded = loader.load(compiled);
      write(directory, identity, compiled);
      return loaded;
    }
  }

  /** What is done when there is no entry. */
  @FunctionalInterface
  interface Compiler {
    CompiledRules compile() throws PackException;
  }

  /** What is done with rules, whether they are new or kept. */
  @FunctionalInterface
  interface Loader<T> {
    T load(CompiledRules rules) throws PackException;
  }

  /** Whether there is an entry that can be read. */
  static boolean has(Path directory, String identity) {
    return read(directory, identity) != null;
  }

  /**
   * The rules that were used last, such as those of a pack before it was edited. To look at them is
   * no use of them.
   *
   * @param ending of the identities that fit
   */
  static List<CompiledRules> latest(Path directory, String ending, int most) {
    List<CompiledRules> latest = new ArrayList<>();
    try (CacheFolder folder = CacheFolder.open(directory)) {
      for (String name : CacheInventory.of(directory).latest(ending + ENTRY, most)) {
        CompiledRules rules =
            EntryReader.read(folder.read(name, MOST_BYTES), identityOf(name), true);
        if (rules != null) {
          latest.add(rules);
        }
      }
    } catch (IOException | RuntimeException e) {
      return latest; // perhaps fewer than there are: then more is compiled
    }
    return latest;
  }

  /** What an entry is for, by the name of its file. */
  static String identityOf(String fileName) {
    return fileName.substring(0, fileName.length() - ENTRY.length());
  }

  private static <T> T kept(Path directory, String identity, Loader<T> loader) {
    CompiledRules rules = read(directory, identity);
    try {
      return rules == null ? null : loader.load(rules);
    } catch (PackException | RuntimeException | LinkageError e) {
      return null; // whole, but nothing that a compiler leaves here
    }
  }

  /** The entry, or null if there is none that can be trusted. */
  private static CompiledRules read(Path directory, String identity) {
    try (CacheFolder folder = CacheFolder.open(directory)) {
      byte[] entry = folder.read(identity + ENTRY, MOST_BYTES);
      folder.touch(identity + ENTRY);
      return EntryReader.read(entry, identity, true);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static void write(Path directory, String identity, CompiledRules rules) {
    try (CacheFolder folder = CacheFolder.make(directory)) {
      folder.write(identity + ENTRY, EntryWriter.bytes(identity, rules));
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
