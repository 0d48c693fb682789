package io.rungate.report;

import io.rungate.rules.CacheInventory;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** What lies in a cache folder. */
public record CacheList(Path folder, List<CacheInventory.Item> items) implements ReportItem {
  private static final int WIDEST = 48;
  private static final int SHORT_DIGEST = 12;

  /** For people: a line for each. */
  @Override
  public void text(Printer out) {
    if (items.isEmpty()) {
      out.line("nothing is kept in ", folder);
      return;
    }
    Columns columns = new Columns(WIDEST);
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
    columns.rows().forEach(out::line);
    out.line(files(items), " in ", folder);
  }

  @Override
  public Object tree() {
    return new Content(folder.toString(), items.stream().map(Entry::of).toList());
  }

  private record Content(String folder, List<Entry> entries) {}

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
  public record Removal(List<CacheInventory.Item> items, boolean dryRun) implements ReportItem {
    @Override
    public void text(Printer out) {
      items.forEach(item -> out.line(dryRun ? "would remove  " : "removed  ", item.file()));
      out.line(items.isEmpty() ? "nothing to remove" : files(items));
    }
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
