package io.rungate.report;

import static io.rungate.report.Styled.bad;
import static io.rungate.report.Styled.dim;
import static io.rungate.report.Styled.good;
import static io.rungate.report.Styled.strong;
import static io.rungate.report.Styled.warn;

import io.rungate.pack.Manifest;
import io.rungate.pack.PackMeaning.PackChange;
import java.util.List;
import java.util.Map;

/** What differs between two packs. */
public record PackReport(Manifest before, Manifest after, List<PackChange> changes)
    implements ReportItem {

  private static final int LONGEST_TEXT = 160;

  /** Words of context around the words that differ. */
  private static final int CONTEXT = 4;

  /** One entry a difference, with the words that changed. */
  @Override
  public void text(Printer out) {
    out.line(before.title(), " -> ", after.title());
    for (PackChange change : changes) {
      String label = "%-8s".formatted(change.kind().label());
      Styled kind =
          switch (change.kind()) {
            case ADDED -> good(label);
            case REMOVED -> bad(label);
            case RENAMED, CHANGED -> warn(label);
          };
      boolean placed = !change.place().isEmpty();
      out.line(
          "  ",
          kind,
          " " + change.what() + " ",
          strong(placed ? '"' + change.name() + '"' : change.name()),
          placed ? dim("  " + change.place()) : "");
      change.parts().forEach((name, side) -> part(name, side, out));
    }
    if (changes.isEmpty()) {
      out.line("  they mean the same");
    }
  }

  @Override
  public ReportEntry entry() {
    return new ReportEntry.Packs(before, after, changes);
  }

  @Override
  public Object tree() {
    return changes.stream().map(Difference::of).toList();
  }

  /** One of them; the parts have both sides, of which either may be null. */
  private record Difference(
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

  private static void part(String name, PackChange.Side side, Printer out) {
    String indent = "             ";
    out.line(indent, name);
    if (side.before() != null) {
      out.line(indent, bad("  - " + differing(side.before(), side.after())));
    }
    if (side.after() != null) {
      out.line(indent, good("  + " + differing(side.after(), side.before())));
    }
  }

  /** The words that the other text has not, with a few around them; all, if there is no other. */
  private static String differing(String text, String other) {
    if (other == null) {
      return Printer.shortened(text, LONGEST_TEXT);
    }
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
    return Printer.shortened(
        (from > 0 ? "... " : "") + part + (to < words.length ? " ..." : ""), LONGEST_TEXT);
  }
}
