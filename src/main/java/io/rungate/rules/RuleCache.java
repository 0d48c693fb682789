package io.rungate.rules;

import io.rungate.pack.PackException;
import io.rungate.pack.PackFaults;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
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
 *
 * @param directory made when it is needed, for its owner alone; null where there is no place for it
 * @param patience how long to wait for another process that compiles the same pack
 */
record RuleCache(Path directory, Duration patience) {
  static final int MOST_BYTES = 64 << 20;

  private static final int LOOK_AGAIN_MILLIS = 20;

  /** Compiling takes three seconds; on a machine full of jobs a few times that. */
  RuleCache(Path directory) {
    this(directory, Duration.ofSeconds(10));
  }

  /**
   * Takes the compiled rules from the folder, or compiles them and leaves them there for the next
   * run.
   *
   * <p>Jobs that start together after an edit would slow each other down, each compiling what the
   * first has nearly done, so they wait for it. That is a courtesy, not a safeguard: where there
   * can be no lock, or the one that compiles takes too long, everybody compiles.
   *
   * @param identity names everything that the compiled form depends on, as a file name
   * @param loader makes of the rules what the caller needs; an entry that it refuses is built anew
   */
  <T> T get(String identity, PackFaults.Step<CompiledRules> compiler, Loader<T> loader)
      throws PackException {
    Optional<T> kept = kept(identity, loader);
    if (kept.isPresent()) {
      return kept.get();
    }
    FileChannel locks = null;
    try {
      locks = locks();
      if (locks != null && waitFor(locks, identity)) {
        kept = kept(identity, loader);
      }
      if (kept.isPresent()) {
        return kept.get();
      }
      CompiledRules compiled = compiler.take();
      T loaded = loader.load(compiled);
      write(identity, compiled);
      return loaded;
    } finally {
      close(locks);
    }
  }

  /** What is done with rules, whether they are new or kept. */
  @FunctionalInterface
  interface Loader<T> {
    T load(CompiledRules rules) throws PackException;
  }

  private FileChannel locks() {
    try (CacheFolder folder = CacheFolder.make(directory)) {
      return folder.locks();
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /**
   * Waits until nobody else compiles this pack; true if somebody did, and so may have left an
   * entry. All packs have a byte each of one file, so that there is nothing to tidy up, and a lock
   * ends with the process that holds it, however it ends.
   */
  private boolean waitFor(FileChannel locks, String identity) {
    long end = System.nanoTime() + patience.toNanos();
    boolean waited = false;
    try {
      while (!isMine(locks, identity) && System.nanoTime() < end) {
        waited = true;
        Thread.sleep(LOOK_AGAIN_MILLIS);
      }
    } catch (IOException e) {
      return waited; // a file system without locks
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return waited;
  }

  private static boolean isMine(FileChannel locks, String identity) throws IOException {
    try {
      return locks.tryLock(Integer.toUnsignedLong(identity.hashCode()), 1, false) != null;
    } catch (OverlappingFileLockException e) {
      return false; // another thread of this process
    }
  }

  private static void close(FileChannel locks) {
    try {
      if (locks != null) {
        locks.close();
      }
    } catch (IOException e) {
      // The lock goes with the process.
    }
  }

  /** Whether there is an entry that can be read. */
  boolean has(String identity) {
    return read(identity).isPresent();
  }

  /**
   * The rules that were used last, such as those of a pack before it was edited, of the identities
   * with an ending. To look at them is no use of them.
   */
  List<CompiledRules> latest(String ending, int most) {
    List<CompiledRules> latest = new ArrayList<>();
    try (CacheFolder folder = CacheFolder.open(directory)) {
      for (String name : new CacheInventory(directory).latest(ending + RulesJar.ENDING, most)) {
        CacheInventory.rules(folder, name).ifPresent(latest::add);
      }
    } catch (IOException | RuntimeException e) {
      return latest; // perhaps fewer than there are: then more is compiled
    }
    return latest;
  }

  private <T> Optional<T> kept(String identity, Loader<T> loader) {
    Optional<CompiledRules> rules = read(identity);
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
  private Optional<CompiledRules> read(String identity) {
    try (CacheFolder folder = CacheFolder.open(directory)) {
      Optional<CompiledRules> rules = CacheInventory.rules(folder, identity + RulesJar.ENDING);
      folder.touch(identity + RulesJar.ENDING);
      return rules;
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private void write(String identity, CompiledRules rules) {
    try (CacheFolder folder = CacheFolder.make(directory)) {
      folder.write(identity + RulesJar.ENDING, RulesJar.of(identity, rules));
      new CacheInventory(directory).tidy(Instant.now());
    } catch (IOException | RuntimeException e) {
      // Read-only or full: the next run compiles again, this one has its rules.
    }
  }
}
