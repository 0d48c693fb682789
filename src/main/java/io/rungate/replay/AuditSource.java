package io.rungate.replay;

import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordException;
import io.rungate.document.AuditRecordReader;
import io.rungate.run.DocumentNames;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Audit records from files, from folders (every {@code audit_*.json} below them) and from {@code
 * .jsonl} or {@code .jsonl.gz} files with one record a line. They are read one by one, so that it
 * does not matter how many there are.
 */
public final class AuditSource implements Iterator<AuditSource.Entry>, AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /** A record that was found and is not read yet. */
  public sealed interface Entry {

    /** Where it lies: a file, or a file and a line. */
    String place();

    /**
     * Reads it.
     *
     * @throws AuditRecordException when it is no record that can be believed
     */
    AuditRecord read() throws AuditRecordException;
  }

  private record Text(String place, String text) implements Entry {
    @Override
    public AuditRecord read() throws AuditRecordException {
      return AuditRecordReader.read(text);
    }
  }

  /** A file, or the rest of one, that could not be read. */
  private record Broken(String place, String problem) implements Entry {
    @Override
    public AuditRecord read() throws AuditRecordException {
      throw new AuditRecordException(List.of(problem));
    }
  }

  private final Deque<Path> paths;
  private Path linesOf;
  private BufferedReader lines;
  private int line;
  private Entry next;

  public AuditSource(List<Path> paths) {
    this.paths = new ArrayDeque<>(paths);
    next = find();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Entry next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Entry found = next;
    next = find();
    return found;
  }

  private Entry find() {
    while (true) {
      if (lines != null) {
        Entry found = nextLine();
        if (found != null) {
          return found;
        }
      } else if (paths.isEmpty()) {
        return null;
      } else {
        Entry found = open(paths.poll());
        if (found != null) {
          return found;
        }
      }
    }
  }

  private Entry open(Path path) {
    try {
      if (Files.isDirectory(path)) {
        List<Path> records = recordsBelow(path);
        for (int i = records.size() - 1; i >= 0; i--) {
          paths.addFirst(records.get(i));
        }
        return null;
      }
      if (holdsLines(path)) {
        // An InputStreamReader would take what is not UTF-8 for question marks.
        lines =
            new BufferedReader(
                Channels.newReader(Channels.newChannel(bytes(path)), StandardCharsets.UTF_8),
                BUFFER);
        linesOf = path;
        line = 0;
        return null;
      }
      return new Text(path.toString(), Files.readString(path));
    } catch (IOException | UncheckedIOException e) {
      return new Broken(path.toString(), reason(e));
    }
  }

  /** True for a file that holds one record a line. */
  public static boolean holdsLines(Path path) {
    return path.toString().endsWith(".jsonl") || path.toString().endsWith(".jsonl.gz");
  }

  private static InputStream bytes(Path path) throws IOException {
    InputStream bytes = Files.newInputStream(path);
    if (!path.toString().endsWith(".gz")) {
      return bytes;
    }
    try {
      return new GZIPInputStream(bytes, BUFFER);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static List<Path> recordsBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> DocumentNames.isAudit(String.valueOf(file.getFileName())))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private Entry nextLine() {
    try {
      String text = lines.readLine();
      line++;
      while (text != null && text.isBlank()) {
        text = lines.readLine();
        line++;
      }
      if (text != null) {
        return new Text(linesOf + ":" + line, text);
      }
      close();
      return null;
    } catch (IOException e) {
      Entry broken = new Broken(linesOf + ":" + (line + 1), reason(e));
      close();
      return broken;
    }
  }

  private static String reason(Exception e) {
    if (e instanceof CharacterCodingException) {
      return "it is not UTF-8";
    }
    return e instanceof ZipException || e instanceof EOFException
        ? "it is no complete gzip file"
        : "it cannot be read";
  }

  @Override
  public void close() {
    if (lines != null) {
      try {
        lines.close();
      } catch (IOException e) {
        // What was read is complete; that the file cannot be closed changes nothing.
      }
      lines = null;
    }
  }
}
