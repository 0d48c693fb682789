package io.rungate.rules;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * A folder that holds code for later processes, opened: it belongs to the user of this process or
 * to the system's administrator, nobody else can write to it, and it has our mark. So a folder that
 * was named by mistake is left as it is.
 *
 * <p>It is looked at once, after it was opened, and everything goes through what was opened; so
 * nobody can put another folder in its place between the look and the use.
 */
final class CacheFolder implements Closeable {
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
  private static final FileAttribute<?> FOR_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> FOR_READERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

  /** The first file that comes into such a folder, which also holds its locks. */
  static final String MARK = "rungate.lock";

  private final SecureDirectoryStream<Path> folder;
  private final Iterator<Path> files;

  /** A file can be read by whoever can read the folder: an administrator may fill one for all. */
  private final FileAttribute<?> readers;

  private CacheFolder(SecureDirectoryStream<Path> folder, FileAttribute<?> readers) {
    this.folder = folder;
    this.files = folder.iterator();
    this.readers = readers;
  }

  /**
   * Opens a folder, or says in a sentence why it cannot be trusted.
   *
   * @param directory null where there is no place for one
   */
  static CacheFolder open(Path directory) throws IOException {
    if (directory == null) {
      throw new IOException("there is no folder for it");
    }
    DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
    if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
      stream.close();
      throw new IOException(directory + " is on a file system without owners");
    }
    try {
      PosixFileAttributeView view = secure.getFileAttributeView(PosixFileAttributeView.class);
      String fault = fault(view);
      if (fault != null) {
        throw new IOException(directory + fault);
      }
      boolean open = view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
      CacheFolder folder = new CacheFolder(secure, open ? FOR_READERS : FOR_OWNER);
      if (folder.files.hasNext() && !folder.isMarked()) { // in this order: others may make it now
        throw new IOException(directory + " holds other files and no " + MARK);
      }
      return folder;
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /** Opens a folder to write to it; one that is not there is made, for its owner alone. */
  static CacheFolder make(Path directory) throws IOException {
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    CacheFolder folder = open(directory);
    try {
      if (!folder.isMarked()) {
        folder.locks().close();
      }
      return folder;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private boolean isMarked() {
    try {
      return trusted(MARK).isRegularFile();
    } catch (IOException e) {
      return false;
    }
  }

  /** All files that are there, by name; to be asked once. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    files.forEachRemaining(file -> names.add(file.getFileName().toString()));
    return names;
  }

  /** What is known of a file, which need not be ours. */
  PosixFileAttributes attributes(String name) throws IOException {
    return view(name).readAttributes();
  }

  private PosixFileAttributeView view(String name) {
    return folder.getFileAttributeView(
        Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Removes a file; false if it is still there: another one's, or read-only. */
  boolean delete(String name) {
    try {
      folder.deleteFile(Path.of(name));
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a file holds; one that is too large or cannot be trusted is refused. */
  byte[] read(String name, int mostBytes) throws IOException {
    PosixFileAttributes attributes = trusted(name);
    if (!attributes.isRegularFile() || attributes.size() > mostBytes) {
      throw new IOException(name + " is not a file of a sensible size");
    }
    Set<OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (InputStream in = Channels.newInputStream(folder.newByteChannel(Path.of(name), options))) {
      return in.readNBytes((int) attributes.size());
    }
  }

  private PosixFileAttributes trusted(String name) throws IOException {
    String fault = fault(view(name));
    if (fault != null) {
      throw new IOException(name + fault);
    }
    return attributes(name);
  }

  /**
   * Notes that a file was used, by its time stamp. To the day is enough to tell later what nobody
   * uses, and costs a busy machine one write a day.
   */
  void touch(String name) {
    try {
      long now = System.currentTimeMillis();
      long last = attributes(name).lastModifiedTime().toMillis();
      if (now - last > CacheInventory.DAY.toMillis()) {
        view(name).setTimes(FileTime.fromMillis(now), null, null);
      }
    } catch (IOException | RuntimeException e) {
      // Read-only: whoever fills this folder decides how long it keeps what.
    }
  }

  /**
   * Writes a file that appears whole, in place of an earlier one, or not at all. It is not forced
   * to the disk: what a power failure spoils is noticed when it is read, and made anew.
   */
  void write(String name, byte[] bytes) throws IOException {
    Path temporary =
        Path.of(name + "." + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".tmp");
    boolean moved = false;
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    SeekableByteChannel out = folder.newByteChannel(temporary, options, readers);
    try {
      try (OutputStream stream = Channels.newOutputStream(out)) {
        stream.write(bytes);
      }
      folder.move(temporary, folder, Path.of(name));
      moved = true;
    } finally {
      if (!moved) {
        folder.deleteFile(temporary);
      }
    }
  }

  /** The file for locks, made if it is not there. */
  FileChannel locks() throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    SeekableByteChannel channel = folder.newByteChannel(Path.of(MARK), options, FOR_OWNER);
    if (channel instanceof FileChannel file) {
      return file;
    }
    channel.close();
    throw new IOException("no locks here");
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }

  /** Why something is not to be trusted, as the end of a sentence; null if it is. */
  private static String fault(PosixFileAttributeView view) throws IOException {
    PosixFileAttributes attributes = view.readAttributes();
    UserPrincipal owner = attributes.owner();
    // Where no user is called 0 it is taken for the administrator's number.
    if (!owner.equals(user()) && !owner.equals(named("0"))) {
      return " belongs to " + owner.getName();
    }
    if (attributes.permissions().stream().anyMatch(OTHERS_WRITE::contains)) {
      return " can be written to by others";
    }
    return null;
  }

  private static UserPrincipal user() throws IOException {
    Path process = Path.of("/proc/self");
    if (Files.exists(process)) {
      return Files.getOwner(process); // right even for a user without a name, as in containers
    }
    return named(System.getProperty("user.name"));
  }

  private static UserPrincipal named(String name) throws IOException {
    return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
  }
}
