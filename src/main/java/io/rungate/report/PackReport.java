package io.rungate.report;

import io.rungate.replay.PackChange;
import java.util.List;
import java.util.Map;

/** What differs between two packs, for people and for programs. */
final class PackReport {

  private static final int LONGEST_TEXT = 160;

  /** Words of context around the words that differ. */
  private static final int CONTEXT = 4;

  private PackReport() {}

  /** One entry a difference, with the words that changed. */
  static String text(List<PackChange> changes, Paint paint) {
    StringBuilder out = new StringBuilder();
    for (PackChange change : changes) {
      String label = String.format("%-8s", change.kind().label());
      out.append("  ")
          .append(
              switch (change.kind()) {
                case ADDED -> paint.good(label);
                case REMOVED -> paint.bad(label);
                case RENAMED, CHANGED -> paint.warn(label);
              })
          .append(' ')
          .append(change.what())
          .append(' ')
          .append(
              paint.strong(change.place().isEmpty() ? change.name() : '"' + change.name() + '"'))
          .append(change.place().isEmpty() ? "" : paint.dim("  " + change.place()))
          .append('\n');
      change.parts().forEach((name, side) -> part(name, side, paint, out));
    }
    return out.toString();
  }

  /** The same for programs. */
  static List<Difference> tree(List<PackChange> changes) {
    return changes.stream().map(Difference::of).toList();
  }

  /** One of them; the parts have both sides, of which either may be null. */
  record Difference(
      String change, String what, String name, String place, Map<String, PackChange.Side> parts) {
    static Difference of(PackChange change) {
      return new Difference(
          change.kind().label(),
          change.what(),
          change.name(),
          change.place().isEmpty() ? null : change.place(),
          change.parts());
    }
  }

  private static void part(String name, PackChange.Side side, Paint paint, StringBuilder out) {
    String indent = "             ";
    out.append(indent).append(name).append('\n');
    if (side.before() != null) {
      String text = side.after() == null ? side.before() : differing(side.before(), side.after());
      out.append(indent).append(paint.bad("  - " + shortened(text))).append('\n');
    }
    if (side.after() != null) {
      String text = side.before() == null ? side.after() : differing(side.after(), side.before());
      out.append(indent).append(paint.good("  + " + shortened(text))).append('\n');
    }
  }

  private static String shortened(String text) {
    String line = OneLine.of(text);
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT - 3) + "...";
  }

  /** The words that the other text has not, with a few around them. */
  private static String differing(String text, String other) {
    String[] words = text.split(" ");
    String[] others = other.split(" ");
    int same = 0;
    while (same < Math.min(words.length, others.length) && words[same].equals(others[same])) {
      same++;
    }
    int tail = 0;
    while (tail < Math.min(words.length, others.length) - same
        && words[words.length - 1 - tail].equals(others[others.length - 1 - tail])) {
      tail++;
    }
    int from = Math.max(0, same - CONTEXT);
    int to = Math.min(words.length, words.length - tail + CONTEXT);
    String part = String.join(" ", List.of(words).subList(from, to));
    return (from > 0 ? "... " : "") + part + (to < words.length ? " ..." : "");
  }
}
