package io.rungate.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder that documents are written to: each whole or not at all. A crash at any point leaves the
 * old file or the new one, never half of one. The disk is not forced, since a power cut ends the
 * job as well.
 */
public final class OutputFolder {
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
   * @param files name to text; the one that others refer to comes last
   * @throws IOException when the folder cannot take them; then none of the temporary files is left
   */
  public void write(Map<String, String> files) throws IOException {
    Map<Path, Path> moves = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path target = folder.resolve(file.getKey());
        if (Files.isDirectory(target)) {
          throw new IOException(target + " is a directory");
        }
        // Not Files.createTempFile: its files are for their owner only, and the next step may be
        // another user's.
        Path temporary = folder.resolve(".rungate-" + UUID.randomUUID() + ".tmp");
        moves.put(temporary, target);
        Files.write(
            temporary,
            file.getValue().getBytes(StandardCharsets.UTF_8),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
      }
      for (Map.Entry<Path, Path> move : moves.entrySet()) {
        Files.move(
            move.getKey(),
            move.getValue(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      for (Path temporary : moves.keySet()) {
        Files.deleteIfExists(temporary);
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
      Path free = folder.resolve(Names.stale(name, attempt));
      if (Files.notExists(free)) {
        Files.move(current, free, StandardCopyOption.ATOMIC_MOVE);
        return Optional.of(free);
      }
    }
  }
}
