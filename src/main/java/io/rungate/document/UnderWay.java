package io.rungate.document;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a call is writing: under each name one thread at a time, and nothing new once it ends. */
public final class UnderWay {
  /** What is being written takes milliseconds; a disk that hangs must not keep a process. */
  private static final int PATIENCE_MILLIS = 5_000;

  private final Set<String> names = new HashSet<>();
  private final Set<Path> files = ConcurrentHashMap.newKeySet();
  private boolean ending;

  /** Waits for a name; when the call ends, with the process. */
  synchronized void begin(String name) throws IOException {
    try {
      while (ending || !names.add(name)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("it was interrupted");
    }
  }

  synchronized void finish(String name) {
    names.remove(name);
    notifyAll();
  }

  /** A file that is no document yet. */
  void add(Path file) {
    files.add(file);
  }

  void remove(Path file) {
    files.remove(file);
  }

  /**
   * For a process that is told to end: what is begun is finished, nothing is begun any more, and no
   * file is left that is no document.
   */
  public synchronized void end() {
    ending = true;
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    try {
      for (long left = PATIENCE_MILLIS; left > 0 && !names.isEmpty(); ) {
        wait(left);
        left = deadline - System.currentTimeMillis();
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (InterruptedException | IOException e) {
      // Nobody is left to be told.
    }
  }
}
