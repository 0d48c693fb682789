package io.rungate.document;

import io.rungate.run.DocumentNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A folder that documents are written to: each whole or not at all. A crash at any point leaves the
 * old file or the new one, never half of one. The disk is not forced, since a power cut ends the
 * job as well.
 */
public final class OutputFolder {
  private static final int PIECE = 1 << 16;
  private static final int PATIENCE_SECONDS = 10;

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  private static final Set<OpenOption> LEFT =
      Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private final Path folder;
  private final String identity;
  private final UnderWay underWay;

  /** A folder, which need not be there yet. */
  public OutputFolder(Path folder, UnderWay underWay) {
    this.folder = folder;
    this.identity = identity(folder);
    this.underWay = underWay;
  }

  /** The same for each path that leads to one folder, and for no other folder. */
  private static String identity(Path folder) {
    try {
      Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
      return key == null ? folder.toRealPath().toString() : key.toString();
    } catch (IOException e) {
      return folder.toAbsolutePath().toString(); // nothing can be written there
    }
  }

  public Path resolve(String name) {
    return folder.resolve(name);
  }

  /** What a file is called that has this name here, by whichever path the folder was reached. */
  public String identify(String name) {
    return identity + "/" + name;
  }

  /**
   * Begins to publish documents and their record, and waits until nobody else does, since all are
   * of one attempt, also where two processes judge the same run.
   *
   * <p>The record's temporary file is the lock. It ends with the process that holds it, and what a
   * killed one left is taken over.
   */
  public Attempt begin(List<String> documents, String record) throws IOException {
    Path temporary = folder.resolve(DocumentNames.temporary(record));
    String name = identify(record);
    underWay.begin(name);
    Attempt attempt = null;
    try {
      attempt = new Attempt(documents, name, temporary, claim(temporary, documents));
      return attempt;
    } finally {
      if (attempt == null) {
        underWay.finish(name);
      }
    }
  }

  private FileChannel claim(Path temporary, List<String> documents) throws IOException {
    long begin = System.nanoTime();
    while (true) {
      FileChannel mine = tryToClaim(temporary, documents);
      if (mine != null) {
        return mine;
      }
      if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        throw new IOException(
            "another call holds " + temporary + ", for more than " + PATIENCE_SECONDS + " s");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** Makes the lock or takes over what a killed process left of it; null while another has it. */
  private FileChannel tryToClaim(Path temporary, List<String> documents) throws IOException {
    FileChannel channel;
    Object left = null;
    try {
      channel = FileChannel.open(temporary, NEW);
    } catch (FileAlreadyExistsException e) {
      left = state(temporary);
      channel = left == null ? null : openLeft(temporary);
      if (channel == null) {
        return null;
      }
    }
    boolean mine = false;
    try {
      if (!isLocked(channel, left == null)) {
        return null;
      }
      if (left == null) {
        mine = channel.size() == 0; // else it was taken over before it was locked
      } else if (left.equals(state(temporary))) { // so it is still what lies there
        for (String document : documents) {
          Files.deleteIfExists(folder.resolve(DocumentNames.temporary(document)));
        }
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(1)); // tells one who has just made it
        channel.position(0);
        mine = true;
      }
      return mine ? channel : null;
    } finally {
      if (!mine) {
        channel.close();
      }
    }
  }

  private static FileChannel openLeft(Path temporary) throws IOException {
    try {
      return FileChannel.open(temporary, LEFT);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Where a file system has no locks, who made the file has it alone all the same. */
  private static boolean isLocked(FileChannel channel, boolean made) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return made;
    }
  }

  /**
   * What tells a file from another one that has its name later; null when there is none.
   *
   * @throws IOException for what is no file, such as a pipe, which would be waited for
   */
  private static Object state(Path file) throws IOException {
    BasicFileAttributes now = look(file, LinkOption.NOFOLLOW_LINKS);
    if (now == null) {
      return null;
    }
    if (!now.isRegularFile()) {
      throw new IOException(file + " is no regular file");
    }
    return List.of(Optional.ofNullable(now.fileKey()), now.lastModifiedTime());
  }

  private static BasicFileAttributes look(Path file, LinkOption... how) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, how);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** One attempt to publish; nobody else writes under its name until it is closed. */
  public final class Attempt implements AutoCloseable {
    private final List<String> documents;
    private final String name;
    private final Path temporary;
    private final FileChannel channel;
    private Optional<Path> aside = Optional.empty();
    private boolean moved;

    private Attempt(List<String> documents, String name, Path temporary, FileChannel channel) {
      this.documents = documents;
      this.name = name;
      this.temporary = temporary;
      this.channel = channel;
      underWay.add(temporary);
    }

    /** Takes what an earlier attempt published away, so that no upload takes it for this run's. */
    public void setAside() throws IOException {
      boolean told = false;
      for (String document : documents) {
        Optional<Path> place = setAside(document);
        aside = place.isPresent() && !told ? place : aside;
        told |= place.isPresent();
      }
    }

    /** Where the earlier document was put, of several the first; empty when there was none. */
    public Optional<Path> aside() {
      return aside;
    }

    /** Takes a file away under a name that is free, so that nothing is lost. */
    public Optional<Path> setAside(String file) throws IOException {
      BasicFileAttributes there = look(folder.resolve(file));
      return there != null && there.isRegularFile()
          ? Optional.of(moveAside(file))
          : Optional.empty();
    }

    private Path moveAside(String file) throws IOException {
      for (int attempt = 1; ; attempt++) {
        Path free = folder.resolve(DocumentNames.stale(file, attempt));
        if (look(free, LinkOption.NOFOLLOW_LINKS) == null) {
          return Files.move(folder.resolve(file), free, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    }

    /** Writes the record alone. */
    public void write(String record, byte[] content) throws IOException {
      fill(channel, content);
      moveTo(record);
    }

    /**
     * Writes all. They are complete beside their places before the first one is moved there, so
     * that a full disk spoils none of them; and at no time is the document of one attempt beside
     * the record of another.
     */
    public void write(List<byte[]> contents, String record, byte[] recordContent)
        throws IOException {
      List<Path> written = new ArrayList<>();
      boolean published = false;
      try {
        for (int i = 0; i < documents.size(); i++) {
          Path other = folder.resolve(DocumentNames.temporary(documents.get(i)));
          written.add(other);
          underWay.add(other);
          try (FileChannel out = FileChannel.open(other, NEW)) {
            fill(out, contents.get(i));
          }
        }
        fill(channel, recordContent);
        requireNoFolder(record);
        if (documents.size() > 1) {
          for (String document : documents) {
            requireNoFolder(document);
          }
        }
        List<Path> earlier = new ArrayList<>();
        if (look(folder.resolve(record)) != null) {
          earlier.add(moveAside(record));
        }
        moveIn(written, earlier);
        published = true;
        moveTo(record);
        for (Path one : earlier) {
          Files.delete(one);
        }
      } finally {
        for (Path other : written) {
          if (!published) {
            Files.deleteIfExists(other);
          }
          underWay.remove(other);
        }
      }
    }

    /**
     * Moves the documents to their places, the agg document last. Several cannot be moved at once:
     * so what an earlier attempt published is taken away before, and no two attempts ever mix.
     */
    private void moveIn(List<Path> written, List<Path> earlier) throws IOException {
      if (documents.size() == 1) {
        move(written.get(0), documents.get(0));
        return;
      }
      int open = documents.size();
      try {
        for (String document : documents) {
          Optional<Path> place = setAside(document);
          aside = aside.isPresent() ? aside : place;
          place.ifPresent(earlier::add);
        }
        while (open > 0) {
          move(written.get(open - 1), documents.get(open - 1));
          open--;
        }
        aside = Optional.empty(); // which is deleted once the record is there
      } finally {
        for (int i = open; open > 0 && i < documents.size(); i++) {
          Files.deleteIfExists(folder.resolve(documents.get(i)));
        }
      }
    }

    private void requireNoFolder(String name) throws IOException {
      BasicFileAttributes there = look(folder.resolve(name));
      if (there != null && there.isDirectory()) {
        throw new IOException(folder.resolve(name) + " is a directory");
      }
    }

    private void moveTo(String record) throws IOException {
      move(temporary, record);
      moved = true;
    }

    @Override
    public void close() throws IOException {
      try (channel) {
        if (!moved) {
          Files.deleteIfExists(temporary);
        }
      } finally {
        underWay.remove(temporary);
        underWay.finish(name);
      }
    }
  }

  private void move(Path from, String name) throws IOException {
    Path target = folder.resolve(name);
    try {
      Files.move(from, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Files.isDirectory(target) ? new IOException(target + " is a directory") : e;
    }
  }

  private static void fill(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.position() < content.length) {
      // The platform copies what it is given at once, so that must not be all of a large one.
      bytes.limit(Math.min(content.length, bytes.position() + PIECE));
      channel.write(bytes);
    }
  }
}
