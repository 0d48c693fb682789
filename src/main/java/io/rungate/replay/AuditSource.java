package io.rungate.replay;

import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordException;
import io.rungate.document.AuditRecordReader;
import io.rungate.run.DocumentNames;
import io.rungate.run.Lookahead;
import io.rungate.run.TextLines;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Audit records from files, from folders (every {@code audit_*.json} below them) and from {@code
 * .jsonl} or {@code .jsonl.gz} files with one record a line. They are read one by one, so that it
 * does not matter how many there are, and what cannot be read is an entry like the others.
 */
public final class AuditSource extends Lookahead<AuditSource.Entry> implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_LINE = 1 << 30;

  /**
   * A record that was found and is not read yet.
   *
   * @param place where it lies: a file, or a file and a line
   * @param name the same without where the file or folder that was asked for lies, so that it is
   *     the same in another checkout
   * @param problem why there is no text of it; null when there is
   */
  public record Entry(String place, String name, String text, String problem) {

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

  /** A file or folder; a problem where it is known already that it cannot be read. */
  private record Found(Path path, String name, String problem) {}

  private final Deque<Found> paths = new ArrayDeque<>();
  private Found linesOf;
  private TextLines lines;

  public AuditSource(List<Path> paths) {
    paths.forEach(
        path -> this.paths.add(new Found(path, String.valueOf(path.getFileName()), null)));
  }

  @Override
  protected Entry find() {
    Entry found = null;
    while (found == null && (lines != null || !paths.isEmpty())) {
      found = lines != null ? nextLine() : open(paths.poll());
    }
    return found;
  }

  private Entry open(Found found) {
    Path path = found.path;
    if (found.problem != null) {
      return new Entry(path.toString(), found.name, null, found.problem);
    }
    try {
      if (Files.isDirectory(path)) {
        recordsBelow(path).descendingMap().values().forEach(paths::addFirst);
        return null;
      }
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        return new Entry(path.toString(), found.name, null, "it is no regular file");
      }
      if (holdsLines(path)) {
        lines = new TextLines(bytes(path), LONGEST_LINE);
        linesOf = found;
        return null;
      }
      return new Entry(path.toString(), found.name, Files.readString(path), null);
    } catch (CharacterCodingException e) {
      return new Entry(path.toString(), found.name, null, "it is not UTF-8");
    } catch (ZipException | EOFException e) {
      return new Entry(path.toString(), found.name, null, "it is no complete gzip file");
    } catch (IOException e) {
      return new Entry(path.toString(), found.name, null, "it cannot be read");
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

  /** By path: the records below a folder, and the folders that cannot be looked into. */
  private static NavigableMap<Path, Found> recordsBelow(Path folder) throws IOException {
    NavigableMap<Path, Found> found = new TreeMap<>();
    Set<Path> seen = new HashSet<>();
    Files.walkFileTree(
        folder,
        Set.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          /** Links may lead to one folder twice, or round in a circle. */
          @Override
          public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes what)
              throws IOException {
            return seen.add(below.toRealPath())
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes what) {
            if (DocumentNames.isAudit(file.getFileName().toString())) {
              add(file, what.isRegularFile() ? null : "it is no regular file");
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            if (!(e instanceof FileSystemLoopException)) {
              add(file, "it cannot be read");
            }
            return FileVisitResult.CONTINUE;
          }

          private void add(Path file, String problem) {
            found.put(file, new Found(file, folder.relativize(file).toString(), problem));
          }
        });
    return found;
  }

  private Entry nextLine() {
    if (!lines.hasNext()) {
      close();
      return null;
    }
    TextLines.Line line = lines.next();
    return new Entry(
        linesOf.path + ":" + line.number(),
        linesOf.name + ":" + line.number(),
        line.text(),
        line.problem());
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
