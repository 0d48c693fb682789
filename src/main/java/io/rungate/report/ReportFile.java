package io.rungate.report;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that a report is written to, whole or not at all: it lies beside its place until it is
 * complete. What is no regular file, such as a pipe, is written to as it is.
 */
public final class ReportFile implements AutoCloseable {
  private final Path place;

  /** Where it is written to; null where that is its place. */
  private final Path temporary;

  private final Remembering bytes;
  private final Printer printer;
  private boolean open = true;

  private ReportFile(Path place, Path temporary, OutputStream bytes) {
    this.place = place;
    this.temporary = temporary;
    this.bytes = new Remembering(bytes);
    this.printer =
        new Printer(
            new PrintStream(
                new BufferedOutputStream(this.bytes, 1 << 16), false, StandardCharsets.UTF_8));
  }

  /** Begins to write it. */
  public static ReportFile open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a folder");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return new ReportFile(file, null, Files.newOutputStream(file, StandardOpenOption.WRITE));
    }
    Path place = Files.exists(file) ? file.toRealPath() : file; // so that a link stays one
    Path temporary = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID());
    try {
      return new ReportFile(
          place, temporary, Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no such folder", e);
    } catch (AccessDeniedException e) {
      throw new IOException("the folder may not be written to", e);
    }
  }

  public Printer printer() {
    return printer;
  }

  /** Puts the complete file in its place. */
  public void publish() throws IOException {
    printer.flush();
    open = false;
    bytes.close();
    try {
      if (bytes.lost != null) {
        throw bytes.lost;
      }
      if (temporary != null) {
        Files.move(
            temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      remove();
    }
  }

  private void remove() throws IOException {
    if (temporary != null) {
      Files.deleteIfExists(temporary);
    }
  }

  /** Gives it up, if it was not published. */
  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      try {
        bytes.close();
      } finally {
        remove();
      }
    }
  }

  /** A stream that remembers why something could not be written; a printer forgets it. */
  private static final class Remembering extends FilterOutputStream {
    private IOException lost;

    Remembering(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      try {
        out.write(from, offset, length);
      } catch (IOException e) {
        lost = lost == null ? e : lost;
        throw e;
      }
    }
  }
}
