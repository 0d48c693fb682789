package io.rungate.document;

import io.rungate.run.DocumentNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder that documents are written to: each whole or not at all. A crash at any point leaves the
 * old file or the new one, never half of one. The disk is not forced, since a power cut ends the
 * job as well.
 */
public final class OutputFolder {
  private static final int PIECE = 1 << 16;

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /** Names temporary files; two processes that start at one time do not start at one number. */
  private static final AtomicLong NUMBER =
      new AtomicLong(System.nanoTime() ^ System.currentTimeMillis() << 20 & Long.MAX_VALUE);

  private final Path folder;

  public OutputFolder(Path folder) {
    this.folder = folder;
  }

  public Path resolve(String name) {
    return folder.resolve(name);
  }

  /**
   * Writes several files that belong together: all are written beside their places before the first
   * one is moved there, so that a full disk spoils none of them.
   *
   * @param files name to content; the one that others refer to comes last
   * @throws IOException when the folder cannot take them; then none of the temporary files is left
   */
  public void write(Map<String, byte[]> files) throws IOException {
    List<Path> targets = new ArrayList<>(files.size());
    List<Path> temporaries = new ArrayList<>(files.size());
    int moved = 0;
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path target = folder.resolve(file.getKey());
        if (Files.isDirectory(target)) {
          throw new IOException(target + " is a directory");
        }
        targets.add(target);
        writeTemporary(file.getValue(), temporaries);
      }
      for (; moved < targets.size(); moved++) {
        Files.move(
            temporaries.get(moved),
            targets.get(moved),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      for (Path temporary : temporaries.subList(moved, temporaries.size())) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  /**
   * Not Files.createTempFile: its files are for their owner only, and the next step may be another
   * user's. And its random names cost a fresh JVM the start of its secure generator; here a name
   * that somebody else has is just passed over.
   */
  private void writeTemporary(byte[] content, List<Path> temporaries) throws IOException {
    while (true) {
      String number = Long.toString(NUMBER.getAndIncrement(), Character.MAX_RADIX);
      Path temporary = folder.resolve(".rungate-" + number + ".tmp");
      try (WritableByteChannel channel = Files.newByteChannel(temporary, NEW)) {
        temporaries.add(temporary);
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.position() < content.length) {
          // The platform copies what it is given at once, so that must not be all of a large one.
          bytes.limit(Math.min(content.length, bytes.position() + PIECE));
          channel.write(bytes);
        }
        return;
      } catch (FileAlreadyExistsException e) {
        continue; // left by a crash, or another process's
      }
    }
  }

  /**
   * Takes a document of an earlier attempt out of the way, so that no upload takes it for this
   * run's. Nothing is lost: it gets a name that is free.
   *
   * @return its new place, or empty when there was none
   */
  public Optional<Path> setAside(String name) throws IOException {
    Path current = folder.resolve(name);
    if (!Files.isRegularFile(current)) {
      return Optional.empty();
    }
    for (int attempt = 1; ; attempt++) {
      Path free = folder.resolve(DocumentNames.stale(name, attempt));
      if (Files.notExists(free)) {
        Files.move(current, free, StandardCopyOption.ATOMIC_MOVE);
        return Optional.of(free);
      }
    }
  }
}
