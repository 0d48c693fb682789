package io.rungate.report;

import io.rungate.json.JsonNull;
import io.rungate.json.JsonWriter;
import io.rungate.rules.CacheInventory;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What lies in a cache folder. */
public final class CacheList {
  private static final int SHORT_DIGEST = 12;

  private CacheList() {}

  /** For people: a line for each. */
  public static String text(Path folder, List<CacheInventory.Item> items) {
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
          item.used().atZone(ZoneOffset.UTC).toLocalDate().toString(),
          item.goes() ? "to be removed" : "");
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i <= items.size(); i++) {
      out.append(columns.row(i)).append('\n');
    }
    return out.append(files(items)).append(" in ").append(folder).append('\n').toString();
  }

  /** For programs. */
  public static String json(Path folder, List<CacheInventory.Item> items) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("folder", folder.toString());
    tree.put("entries", items.stream().map(CacheList::tree).toList());
    return JsonWriter.pretty(tree) + "\n";
  }

  /** What was removed, or would be. */
  public static String removal(List<CacheInventory.Item> items, boolean dryRun) {
    if (items.isEmpty()) {
      return "nothing to remove\n";
    }
    StringBuilder out = new StringBuilder();
    for (CacheInventory.Item item : items) {
      out.append(dryRun ? "would remove  " : "removed  ").append(item.file()).append('\n');
    }
    return out.append(files(items)).append('\n').toString();
  }

  private static Map<String, Object> tree(CacheInventory.Item item) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", kind(item));
    tree.put("of", item.what());
    tree.put("digest", orNull(item.digest()));
    tree.put("java", orNull(item.java()));
    tree.put("bytes", BigInteger.valueOf(item.bytes()));
    tree.put("used", item.used().atZone(ZoneOffset.UTC).toLocalDate().toString());
    tree.put("goes", item.goes());
    tree.put("file", item.file().toString());
    return tree;
  }

  private static Object orNull(String text) {
    return text == null ? JsonNull.NULL : text;
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
