package io.rungate.replay;

import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordException;
import io.rungate.document.AuditRecordReader;
import io.rungate.run.DocumentNames;
import io.rungate.run.Lookahead;
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
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Audit records from files, from folders (every {@code audit_*.json} below them) and from {@code
 * .jsonl} or {@code .jsonl.gz} files with one record a line. They are read one by one, so that it
 * does not matter how many there are.
 */
public final class AuditSource extends Lookahead<AuditSource.Entry> implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /**
   * A record that was found and is not read yet.
   *
   * @param place where it lies: a file, or a file and a line
   * @param problem why there is no text of it; null when there is
   */
  public record Entry(String place, String text, String problem) {

    /**
     * Reads it.
     *
     * @throws AuditRecordException when it is no record that can be believed
     */
    public AuditRecord read() throws AuditRecordException {
      if (problem != null) {
        throw new AuditRecordException(List.of(problem));
      }
      return AuditRecordReader.read(text);
    }
  }

  private final Deque<Path> paths;
  private Path linesOf;
  private BufferedReader lines;
  private int line;

  public AuditSource(List<Path> paths) {
    this.paths = new ArrayDeque<>(paths);
  }

  @Override
  protected Entry find() {
    Entry found = null;
    while (found == null && (lines != null || !paths.isEmpty())) {
      found = lines != null ? nextLine() : open(paths.poll());
    }
    return found;
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
      return new Entry(path.toString(), Files.readString(path), null);
    } catch (IOException | UncheckedIOException e) {
      return new Entry(path.toString(), null, reason(e));
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
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        line++;
        if (!text.isBlank()) {
          return new Entry(linesOf + ":" + line, text, null);
        }
      }
      close();
      return null;
    } catch (IOException e) {
      Entry broken = new Entry(linesOf + ":" + (line + 1), null, reason(e));
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
