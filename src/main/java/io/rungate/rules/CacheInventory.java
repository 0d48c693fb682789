package io.rungate.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that lies in a cache folder: compiled packs, and what was left over of writing them.
 * What looks like neither is somebody else's and is left alone.
 *
 * <p>Nothing of it is worth keeping for ever, since each run makes what it misses. So each run that
 * adds something removes what nobody used for a month, and the oldest where there is too much.
 *
 * @param directory need not exist
 */
public record CacheInventory(Path directory) {
  static final Duration DAY = Duration.ofDays(1);
  private static final Duration UNUSED = Duration.ofDays(30);

  /** Longer than any compiler or JVM takes to write a file. */
  private static final Duration WRITING = Duration.ofHours(1);

  private static final long MOST_BYTES = 512L << 20;

  private static final Pattern PACK = Pattern.compile("([0-9a-f]{64})(?:-.+-([0-9]+))?\\.jar");
  private static final Pattern TEMPORARY = Pattern.compile("[0-9a-f]{64}.*\\.tmp");

  /** What a file in the folder is. */
  public enum Kind {
    PACK,
    /** Of a process that was stopped while it wrote, or spoiled later. */
    LEFTOVER
  }

  /**
   * A file in the folder.
   *
   * @param what name and version of the pack, or the name of the file
   * @param digest of the pack, as its {@code java}, the feature version that it fits, or null
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
      boolean goes) {
    private Item going() {
      return new Item(file, kind, what, digest, java, bytes, used, true);
    }
  }

  /**
   * All files, packs first, in each kind the one used last before the others.
   *
   * @throws IOException when the folder cannot be read, or is not to be trusted and so never used;
   *     then the message is a sentence
   */
  public List<Item> items(Instant now) throws IOException {
    return items(now, true);
  }

  /** What is spoiled is only told by reading; a run that adds one pack does not read all others. */
  private List<Item> items(Instant now, boolean reading) throws IOException {
    List<Item> items = new ArrayList<>();
    try (CacheFolder folder = CacheFolder.open(directory)) {
      for (String name : folder.names()) {
        Item item = item(folder, name, reading, now);
        if (item != null) {
          items.add(item);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    items.sort(
        Comparator.comparing(Item::kind)
            .thenComparing(Item::used, Comparator.reverseOrder())
            .thenComparing(Item::file));
    long sum = 0; // what was used longest ago goes where there is too much
    for (ListIterator<Item> all = items.listIterator(); all.hasNext(); ) {
      Item item = all.next();
      sum += item.goes() || item.kind() == Kind.LEFTOVER ? 0 : item.bytes();
      if (sum > MOST_BYTES && item.kind() == Kind.PACK) {
        all.set(item.going());
      }
    }
    return items;
  }

  /** The packs that were used last, by file name, of those with such an ending. */
  List<String> latest(String ending, int most) throws IOException {
    return items(Instant.now(), false).stream()
        .filter(item -> item.kind() == Kind.PACK)
        .map(item -> item.file().getFileName().toString())
        .filter(name -> name.endsWith(ending))
        .limit(most)
        .toList();
  }

  /** Removes what is old or too much; gives what was removed. */
  List<Item> tidy(Instant now) throws IOException {
    return remove(items(now, false).stream().filter(Item::goes).toList());
  }

  /** Removes these files, and gives those that are gone, whoever removed them. */
  public List<Item> remove(List<Item> items) {
    List<Item> removed = new ArrayList<>();
    try (CacheFolder folder = CacheFolder.open(directory)) {
      for (Item item : items) {
        if (folder.delete(item.file().getFileName().toString())) {
          removed.add(item);
        }
      }
    } catch (IOException e) {
      return removed; // no longer to be trusted: the caller sees that the others are still there
    }
    return removed;
  }

  /** Null if the file is somebody else's, or another process removed it just now. */
  private Item item(CacheFolder folder, String name, boolean reading, Instant now)
      throws IOException {
    Matcher pack = PACK.matcher(name);
    if (!pack.matches() && !TEMPORARY.matcher(name).matches()) {
      return null;
    }
    BasicFileAttributes attributes;
    try {
      attributes = folder.attributes(name);
    } catch (NoSuchFileException e) {
      return null;
    }
    if (!attributes.isRegularFile()) {
      return null;
    }
    Path file = directory.resolve(name);
    Instant used = attributes.lastModifiedTime().toInstant();
    long bytes = attributes.size();
    if (!pack.matches()) {
      boolean goes = used.isBefore(now.minus(WRITING));
      return new Item(file, Kind.LEFTOVER, name, null, null, bytes, used, goes);
    }
    String title = reading && Files.isReadable(file) ? title(folder, name) : name;
    Kind kind = title == null ? Kind.LEFTOVER : Kind.PACK;
    boolean goes = title == null || used.isBefore(now.minus(UNUSED));
    String what = title == null ? name : title;
    return new Item(file, kind, what, pack.group(1), pack.group(2), bytes, used, goes);
  }

  /** What the pack says it is; null if it cannot be read, or could be somebody else's. */
  private static String title(CacheFolder folder, String name) {
    return rules(folder, name)
        .map(rules -> rules.title().isEmpty() ? "rules without a manifest" : rules.title())
        .orElse(null);
  }

  /** The rules of an entry, if it can be trusted and is whole. */
  static Optional<CompiledRules> rules(CacheFolder folder, String name) {
    try {
      byte[] jar = folder.read(name, RuleCache.MOST_BYTES);
      return RulesJar.read(jar, RulesJar.identityOf(Path.of(name)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
