package io.rungate.report;

import io.rungate.rules.CacheInventory;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** What lies in a cache folder. */
final class CacheList {
  private static final int SHORT_DIGEST = 12;

  private CacheList() {}

  /** For people: a line for each. */
  static String text(Path folder, List<CacheInventory.Item> items) {
    if (items.isEmpty()) {
      return "nothing is kept in " + folder + "\n";
    }
    Columns columns = new Columns();
    columns.add("KIND", "OF", "DIGEST", "JAVA", "SIZE", "LAST USED", "");
    for (CacheInventory.Item item : items) {
      columns.add(
          kind(item),
          item.what(),
          item.digest() == null ? "-" : item.digest().substring(0, SHORT_DIGEST),
          item.java() == null ? "-" : item.java(),
          size(item.bytes()),
          day(item),
          item.goes() ? "to be removed" : "");
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i <= items.size(); i++) {
      out.append(columns.row(i)).append('\n');
    }
    return out.append(files(items)).append(" in ").append(folder).append('\n').toString();
  }

  /** For programs. */
  static Content tree(Path folder, List<CacheInventory.Item> items) {
    return new Content(folder.toString(), items.stream().map(Entry::of).toList());
  }

  /** The whole folder. */
  record Content(String folder, List<Entry> entries) {}

  private record Entry(
      String kind,
      String of,
      String digest,
      String java,
      long bytes,
      String used,
      boolean goes,
      String file) {
    static Entry of(CacheInventory.Item item) {
      return new Entry(
          CacheList.kind(item),
          item.what(),
          item.digest(),
          item.java(),
          item.bytes(),
          day(item),
          item.goes(),
          item.file().toString());
    }
  }

  /** What was removed, or would be. */
  static String removal(List<CacheInventory.Item> items, boolean dryRun) {
    if (items.isEmpty()) {
      return "nothing to remove\n";
    }
    StringBuilder out = new StringBuilder();
    for (CacheInventory.Item item : items) {
      out.append(dryRun ? "would remove  " : "removed  ").append(item.file()).append('\n');
    }
    return out.append(files(items)).append('\n').toString();
  }

  private static String day(CacheInventory.Item item) {
    return item.used().atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static String kind(CacheInventory.Item item) {
    return item.kind().name().toLowerCase(Locale.ROOT);
  }

  private static String files(List<CacheInventory.Item> items) {
    long bytes = items.stream().mapToLong(CacheInventory.Item::bytes).sum();
    return items.size() + (items.size() == 1 ? " file, " : " files, ") + size(bytes);
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
