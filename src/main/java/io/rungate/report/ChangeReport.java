package io.rungate.report;

import io.rungate.fact.JsonNull;
import io.rungate.replay.Change;
import io.rungate.replay.ChangeGroup;
import io.rungate.replay.ChangeTable;
import io.rungate.replay.ReplayResult;
import io.rungate.run.PythonJsonWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What changed in recorded runs, for people. */
public final class ChangeReport {

  /** So many runs are listed where a verdict or a topology changes. */
  private static final int LISTED = 50;

  private static final int LONGEST_TEXT = 100;

  private final Paint paint;
  private final boolean all;

  /**
   * A report.
   *
   * @param all whether every run is listed for every kind of change
   */
  ChangeReport(Paint paint, boolean all) {
    this.paint = paint;
    this.all = all;
  }

  /** The table of changes. */
  String text(ChangeTable table) {
    StringBuilder out = new StringBuilder();
    out.append(count(table.runs(), "run"))
        .append(" judged again, ")
        .append(table.changed() == 0 ? "none changes" : changed(table.changed()))
        .append('\n');
    for (ReplayResult.Unreadable run : table.unreadable()) {
      out.append("  ")
          .append(paint.bad("unreadable"))
          .append("  ")
          .append(OneLine.of(run.place() + ": " + run.problem()))
          .append('\n');
    }
    Columns columns = new Columns();
    for (ChangeGroup group : table.groups()) {
      columns.add(label(group), what(group), count(group.count(), "run"), detail(group));
    }
    int row = 0;
    for (ChangeGroup group : table.groups()) {
      out.append("  ").append(paintedRow(columns, row++, group)).append('\n');
      if (all || isGrave(group)) {
        list(group, out);
      }
    }
    return out.toString();
  }

  /** All changes of one run, a line each. */
  String text(List<Change> changes) {
    StringBuilder out = new StringBuilder();
    Columns columns = new Columns();
    for (Change change : changes) {
      columns.add(change.kind().label(), OneLine.of(change.what()), fromTo(change));
    }
    for (int row = 0; row < changes.size(); row++) {
      out.append("  ").append(columns.row(row)).append('\n');
    }
    return out.toString();
  }

  /** A line about a change that a reviewed list does not foresee, or foresees in vain. */
  public static String labelled(Paint paint, String label, String change) {
    return "  " + paint.warn(label) + "  " + OneLine.of(change);
  }

  private String paintedRow(Columns columns, int row, ChangeGroup group) {
    String text = columns.row(row);
    return isGrave(group) ? paint.strong(text) : text;
  }

  private static boolean isGrave(ChangeGroup group) {
    return group.example().kind() == Change.Kind.VERDICT
        || group.example().kind() == Change.Kind.TOPOLOGY;
  }

  private void list(ChangeGroup group, StringBuilder out) {
    int listed = all ? group.runs().size() : Math.min(LISTED, group.runs().size());
    for (String run : group.runs().subList(0, listed)) {
      out.append("      ").append(OneLine.of(run)).append('\n');
    }
    if (listed < group.count()) {
      out.append("      and ").append(group.count() - listed).append(" more\n");
    }
  }

  private static String label(ChangeGroup group) {
    Change change = group.example();
    if (change.kind() != Change.Kind.FINDING) {
      return change.kind().label();
    }
    return change.before() == null ? "gained" : change.after() == null ? "lost" : "reworded";
  }

  private static String what(ChangeGroup group) {
    Change change = group.example();
    String what = OneLine.of(change.what());
    if (!group.uniform()) {
      return change.before() == null && change.kind() == Change.Kind.FIELD
          ? what + " appears"
          : change.after() == null && change.kind() == Change.Kind.FIELD
              ? what + " disappears"
              : what;
    }
    return (what + " " + fromTo(change)).strip();
  }

  private static String detail(ChangeGroup group) {
    if (group.uniform() && isGrave(group)) {
      return "";
    }
    StringBuilder detail = new StringBuilder();
    if (group.least().isPresent()) {
      double least = group.least().getAsDouble();
      double most = group.most().getAsDouble();
      detail.append(percent(least));
      if (!percent(least).equals(percent(most))) {
        detail.append(" to ").append(percent(most));
      }
      detail.append("  ");
    }
    detail.append("such as ").append(OneLine.of(group.runs().get(0)));
    Change change = group.example();
    if (group.uniform()) {
      return detail.toString();
    }
    boolean oneSided = change.before() == null || change.after() == null;
    Object side = change.before() == null ? change.after() : change.before();
    return detail + ": " + (oneSided ? shown(side) : fromTo(change));
  }

  private static String fromTo(Change change) {
    if (change.kind() == Change.Kind.FINDING && change.before() == null) {
      return "gained: " + shown(change.after());
    }
    if (change.kind() == Change.Kind.FINDING && change.after() == null) {
      return "lost: " + shown(change.before());
    }
    OptionalDouble relative = change.relative();
    return shown(change.before())
        + " -> "
        + shown(change.after())
        + (relative.isPresent() ? " (" + percent(relative.getAsDouble()) + ")" : "");
  }

  private static String shown(Object value) {
    String text =
        value == null
            ? "none"
            : value instanceof String plain
                ? plain.isEmpty() ? "\"\"" : plain
                : value == JsonNull.NULL ? "null" : PythonJsonWriter.compact(value);
    text = OneLine.of(text);
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 3) + "...";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", share * 100);
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String changed(int number) {
    return number == 1 ? "1 changes" : number + " change";
  }
}
