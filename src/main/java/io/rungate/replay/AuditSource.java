package io.rungate.replay;

import io.rungate.json.Utf8Reader;
import io.rungate.run.DocumentNames;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
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
public final class Recordings implements Iterator<Recording>, AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Deque<Path> paths;
  private Path linesOf;
  private BufferedReader lines;
  private int line;
  private Recording next;

  public Recordings(List<Path> paths) {
    this.paths = new ArrayDeque<>(paths);
    next = find();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Recording next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Recording found = next;
    next = find();
    return found;
  }

  private Recording find() {
    while (true) {
      if (lines != null) {
        Recording found = nextLine();
        if (found != null) {
          return found;
        }
      } else if (paths.isEmpty()) {
        return null;
      } else {
        Recording found = open(paths.poll());
        if (found != null) {
          return found;
        }
      }
    }
  }

  private Recording open(Path path) {
    try {
      if (Files.isDirectory(path)) {
        List<Path> records = recordsBelow(path);
        for (int i = records.size() - 1; i >= 0; i--) {
          paths.addFirst(records.get(i));
        }
        return null;
      }
      if (holdsLines(path)) {
        lines = new BufferedReader(new Utf8Reader(bytes(path)), BUFFER);
        linesOf = path;
        line = 0;
        return null;
      }
      return new Recording(path.toString(), Files.readString(path), null);
    } catch (IOException | UncheckedIOException e) {
      return new Recording(path.toString(), null, reason(e));
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

  private Recording nextLine() {
    try {
      String text = lines.readLine();
      line++;
      while (text != null && text.isBlank()) {
        text = lines.readLine();
        line++;
      }
      if (text != null) {
        return new Recording(linesOf + ":" + line, text, null);
      }
      close();
      return null;
    } catch (IOException e) {
      Recording broken = new Recording(linesOf + ":" + (line + 1), null, reason(e));
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
