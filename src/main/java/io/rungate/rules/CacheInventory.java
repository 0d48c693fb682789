package io.rungate.rules;

import io.rungate.pack.Manifest;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything that lies in a cache folder: compiled packs, and below {@code jvm}, in the folder that
 * bears the path of a program, the archives that a JVM made for it. What does not look like one of
 * these is somebody else's and is left alone.
 *
 * <p>Nothing of it is worth keeping for ever, since each run makes what it misses. So each run that
 * adds something removes what nobody used for a month, and the oldest where there is too much.
 */
public final class CacheInventory {
  static final Duration DAY = Duration.ofDays(1);
  private static final Duration UNUSED = Duration.ofDays(30);

  /** Longer than any compiler or JVM takes to write a file. */
  private static final Duration WRITING = Duration.ofHours(1);

  private static final long MOST_BYTES = 512L << 20;

  private static final Pattern PACK = Pattern.compile("([0-9a-f]{64})(?:-.+-([0-9]+))?\\.rules");
  private static final Pattern TEMPORARY = Pattern.compile("[0-9a-f]{64}.*\\.tmp");
  private static final Pattern ARCHIVE = Pattern.compile("(.+)\\.(?:aot|jsa)");

  /** What the launcher and the maker of archives note beside them. */
  private static final Set<String> MARKERS = Set.of("home", "known", "lock");

  private final Path directory;

  private CacheInventory(Path directory) {
    this.directory = directory;
  }

  /** The stock of a folder, which need not exist. */
  public static CacheInventory of(Path directory) {
    return new CacheInventory(directory);
  }

  /** What a file in the folder is. */
  public enum Kind {
    PACK,
    ARCHIVE,
    /** Of a process that was stopped while it wrote, or spoiled later. */
    LEFTOVER
  }

  /**
   * A file in the folder.
   *
   * @param what name and version of the pack, or the program that a JVM archive is for, or the name
   *     of the file
   * @param digest of the pack; null for the others
   * @param java the Java that can use it: a feature version for a pack, a full one for an archive;
   *     null if any can, or it is not known
   * @param used when it was used last, to the day
   * @param goes whether the next run that adds something removes it
   */
  public record Item(
      Path file,
      Kind kind,
      String what,
      String digest,
      String java,
      long bytes,
      Instant used,
      boolean goes) {}

  /**
   * All files, packs first, in each kind the one used last before the others.
   *
   * @throws IOException when the folder cannot be read, or is not to be trusted and so never used;
   *     then the message is a sentence
   */
  public List<Item> items(Instant now) throws IOException {
    return items(now, true);
  }

  /**
   * The same without looking into packs, so that a run does not read all of them to add one: what
   * is spoiled goes when it is old.
   */
  private List<Item> unread(Instant now) throws IOException {
    return items(now, false);
  }

  private List<Item> items(Instant now, boolean reading) throws IOException {
    List<Item> items = new ArrayList<>();
    try (CacheFolder folder = CacheFolder.open(directory);
        DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        addPack(items, reading ? folder : null, file, now);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    for (Path file : belowJvm()) {
      addArchive(items, file, now);
    }
    items.sort(
        Comparator.comparing(Item::kind)
            .thenComparing(Item::used, Comparator.reverseOrder())
            .thenComparing(Item::file));
    return tooMuch(items);
  }

  /** The packs that were used last, by file name, of those with such an ending. */
  List<String> latest(String ending, int most) throws IOException {
    return unread(Instant.now()).stream()
        .filter(item -> item.kind() == Kind.PACK)
        .map(item -> item.file().getFileName().toString())
        .filter(name -> name.endsWith(ending))
        .limit(most)
        .toList();
  }

  /** Removes what is old or too much; gives what was removed. */
  List<Item> tidy(Instant now) throws IOException {
    return remove(unread(now).stream().filter(Item::goes).toList());
  }

  /**
   * Removes these files; one that another process removed already counts as removed.
   *
   * @return those that are gone now
   */
  public List<Item> remove(List<Item> items) {
    List<Item> removed = new ArrayList<>();
    for (Item item : items) {
      try {
        Files.deleteIfExists(item.file());
        removed.add(item);
        if (item.kind() == Kind.ARCHIVE) {
          removeMarkers(item);
        }
      } catch (IOException e) {
        // Another one's, or read-only: the caller sees that it is still there.
      }
    }
    return removed;
  }

  private static void addPack(List<Item> items, CacheFolder readable, Path file, Instant now)
      throws IOException {
    String name = file.getFileName().toString();
    Matcher pack = PACK.matcher(name);
    if (!pack.matches() && !TEMPORARY.matcher(name).matches()) {
      return;
    }
    BasicFileAttributes attributes = attributes(file);
    if (attributes == null) {
      return;
    }
    Instant used = attributes.lastModifiedTime().toInstant();
    if (!pack.matches()) {
      items.add(leftover(file, attributes, now));
      return;
    }
    String title = readable == null || !Files.isReadable(file) ? name : title(readable, name);
    boolean spoiled = title == null;
    items.add(
        new Item(
            file,
            spoiled ? Kind.LEFTOVER : Kind.PACK,
            spoiled ? name : title,
            pack.group(1),
            pack.group(2),
            attributes.size(),
            used,
            spoiled || isOld(used, now)));
  }

  /** What the pack says it is; null if it cannot be read, or could be somebody else's. */
  private static String title(CacheFolder folder, String name) {
    String identity = RuleCache.identityOf(name);
    CompiledRules rules;
    try {
      rules = EntryReader.read(folder.read(name, RuleCache.MOST_BYTES), identity, true);
    } catch (IOException e) {
      return null;
    }
    if (rules == null) {
      return null;
    }
    try {
      Manifest manifest = PackReader.manifest(rules.trees().get(PackReader.MANIFEST));
      return manifest.name() + " " + manifest.version();
    } catch (PackException | RuntimeException e) {
      return "rules without a manifest";
    }
  }

  private void addArchive(List<Item> items, Path file, Instant now) throws IOException {
    String name = file.getFileName().toString();
    Matcher archive = ARCHIVE.matcher(name);
    BasicFileAttributes attributes = attributes(file);
    if (attributes == null) {
      return;
    }
    if (name.endsWith(".tmp")) {
      items.add(leftover(file, attributes, now));
    } else if (archive.matches()) {
      Path program = program(file);
      // Whoever maps a file does not touch it; systems that note at all that a file was read do so
      // once a day, and where none does, a month after it was made it is made again.
      Instant used =
          later(attributes.lastModifiedTime().toInstant(), attributes.lastAccessTime().toInstant());
      Path jar = program.resolve("lib").resolve("rungate.jar");
      boolean outdated =
          Files.exists(jar)
              && Files.getLastModifiedTime(jar).compareTo(attributes.lastModifiedTime()) > 0;
      items.add(
          new Item(
              file,
              Kind.ARCHIVE,
              program.toString(),
              null,
              archive.group(1),
              attributes.size(),
              used,
              outdated || isOld(used, now)));
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The folder of an archive repeats the path of its program. */
  private Path program(Path archive) {
    return Path.of("/").resolve(jvm().relativize(archive.getParent()).toString());
  }

  private Path jvm() {
    return directory.resolve("jvm");
  }

  private List<Path> belowJvm() throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(jvm(), LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(
          jvm(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              found.add(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException fault) {
              return FileVisitResult.CONTINUE; // removed just now, or not for us
            }
          });
    }
    return found;
  }

  private static Item leftover(Path file, BasicFileAttributes attributes, Instant now) {
    Instant used = attributes.lastModifiedTime().toInstant();
    return new Item(
        file,
        Kind.LEFTOVER,
        file.getFileName().toString(),
        null,
        null,
        attributes.size(),
        used,
        used.isBefore(now.minus(WRITING)));
  }

  private static boolean isOld(Instant used, Instant now) {
    return used.isBefore(now.minus(UNUSED));
  }

  /** Marks, from the one used longest ago, what is too much. */
  private static List<Item> tooMuch(List<Item> items) {
    List<Item> byUse = new ArrayList<>(items);
    byUse.removeIf(item -> item.goes() || item.kind() == Kind.LEFTOVER);
    byUse.sort(Comparator.comparing(Item::used).reversed());
    long sum = 0;
    List<Item> over = new ArrayList<>();
    for (Item item : byUse) {
      sum += item.bytes();
      if (sum > MOST_BYTES) {
        over.add(item);
      }
    }
    return items.stream().map(item -> over.contains(item) ? going(item) : item).toList();
  }

  private static Item going(Item item) {
    return new Item(
        item.file(),
        item.kind(),
        item.what(),
        item.digest(),
        item.java(),
        item.bytes(),
        item.used(),
        true);
  }

  /** Without its markers an archive is made anew where it is missed. */
  private void removeMarkers(Item archive) throws IOException {
    Path folder = archive.file().getParent();
    Files.deleteIfExists(folder.resolve(archive.java() + ".tried"));
    try (Stream<Path> left = Files.list(folder)) {
      if (!left.allMatch(file -> MARKERS.contains(file.getFileName().toString()))) {
        return;
      }
    }
    for (String marker : MARKERS) {
      Files.deleteIfExists(folder.resolve(marker));
    }
    for (Path empty = folder; !empty.equals(directory); empty = empty.getParent()) {
      try {
        Files.delete(empty);
      } catch (java.nio.file.DirectoryNotEmptyException e) {
        return; // archives for another program
      }
    }
  }

  /** Null if another process removed it just now, or it is no file. */
  private static BasicFileAttributes attributes(Path file) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile() ? attributes : null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
