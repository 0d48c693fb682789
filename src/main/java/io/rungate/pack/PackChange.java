package io.rungate.pack;

import java.util.Locale;
import java.util.Map;

/**
 * One difference between two packs.
 *
 * @param kind added, removed, renamed or changed
 * @param what a rule, a word, or an entry of the mapping
 * @param name its name; for a renamed rule the new one
 * @param place file and line in the newer pack, or in the older one for what was removed; empty for
 *     words and entries
 * @param parts what of it changed: its text before and after, null for what is not there
 */
public record PackChange(
    Kind kind, String what, String name, String place, Map<String, Side> parts) {

  /** What became of it. */
  public enum Kind {
    ADDED,
    REMOVED,
    RENAMED,
    CHANGED;

    /** As it stands in reports. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A text before and after. */
  public record Side(String before, String after) {}
}
