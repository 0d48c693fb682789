package io.rungate.rules;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Lets one process or thread compile a pack while others that need the same one wait for its entry:
 * jobs that start together after an edit would otherwise slow each other down, each compiling what
 * the first has nearly done.
 *
 * <p>A courtesy, not a safeguard: where there can be no lock, or the one that compiles takes too
 * long, everybody compiles. Locks end with the process that holds them, however it ends. They all
 * are in one file, a byte for each pack, so that there is nothing to tidy up.
 */
final class CompileLock implements AutoCloseable {
  static final String FILE = "lock";
  private static final int LOOK_AGAIN_MILLIS = 20;

  private final FileChannel locks;
  private final boolean waited;

  private CompileLock(FileChannel locks, boolean waited) {
    this.locks = locks;
    this.waited = waited;
  }

  /** Waits until nobody else compiles this pack, but not longer than told. */
  static CompileLock take(Path directory, String identity, Duration patience) {
    FileChannel locks = null;
    boolean waited = false;
    try {
      try (CacheFolder folder = CacheFolder.make(directory)) {
        locks = folder.locks(FILE);
      }
      long end = System.nanoTime() + patience.toNanos();
      while (!isMine(locks, identity) && System.nanoTime() < end) {
        waited = true;
        Thread.sleep(LOOK_AGAIN_MILLIS);
      }
    } catch (IOException | RuntimeException e) {
      // No folder that could hold locks.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new CompileLock(locks, waited);
  }

  private static boolean isMine(FileChannel locks, String identity) throws IOException {
    try {
      long place = Integer.toUnsignedLong(identity.hashCode());
      FileLock lock = locks.tryLock(place, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // another thread of this process
    }
  }

  /** Whether somebody else had the turn before, and so may have left an entry. */
  boolean waited() {
    return waited;
  }

  @Override
  public void close() {
    if (locks != null) {
      try {
        locks.close();
      } catch (IOException e) {
        // The lock goes with the process.
      }
    }
  }
}
