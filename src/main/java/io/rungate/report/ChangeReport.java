package io.rungate.report;

import static io.rungate.report.Styled.bad;
import static io.rungate.report.Styled.strong;
import static io.rungate.report.Styled.warn;

import io.rungate.replay.Change;
import io.rungate.replay.ChangeGroup;
import io.rungate.replay.ChangeTable;
import io.rungate.replay.ReplayResult;
import io.rungate.run.PythonJsonWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What changed in recorded runs.
 *
 * @param all whether every run is listed for every kind of change
 */
public record ChangeReport(ChangeTable table, boolean all) implements ReportItem {

  /** So many runs are listed where a verdict or a topology changes. */
  private static final int LISTED = 50;

  private static final int WIDEST = 48;
  private static final int LONGEST_TEXT = 100;

  @Override
  public ReportEntry entry() {
    return new ReportEntry.Changes(table);
  }

  @Override
  public void text(Printer out) {
    int changed = table.changed();
    String changes =
        changed == 0 ? "none changes" : changed == 1 ? "1 changes" : changed + " change";
    out.line(count(table.runs(), "run"), " judged again, ", changes);
    for (ReplayResult.Unreadable run : table.unreadable()) {
      out.line("  ", bad("unreadable"), "  ", run.place(), ": ", run.problem());
    }
    Columns columns = new Columns(WIDEST);
    for (ChangeGroup group : table.groups()) {
      columns.add(label(group), what(group), count(group.count(), "run"), detail(group));
    }
    Iterator<String> rows = columns.rows().iterator();
    for (ChangeGroup group : table.groups()) {
      String row = rows.next();
      out.line("  ", isGrave(group) ? strong(row) : row);
      if (all || isGrave(group)) {
        list(group, out);
      }
    }
  }

  /** All changes of one run, a line each. */
  static void text(List<Change> changes, Printer out) {
    Columns columns = new Columns(WIDEST);
    for (Change change : changes) {
      columns.add(change.kind().label(), change.what(), fromTo(change));
    }
    columns.rows().forEach(row -> out.line("  ", row));
  }

  /** A recorded run that was judged again; people are told of all together. */
  public record OfRun(ReplayResult run) implements ReportItem {
    @Override
    public void text(Printer out) {}

    @Override
    public ReportEntry entry() {
      return new ReportEntry.Replayed(run);
    }
  }

  /** Changes that a reviewed list does not foresee, and those that it foresees in vain. */
  public record Surprises(List<String> unexpected, List<String> absent) implements ReportItem {
    public boolean none() {
      return unexpected.isEmpty() && absent.isEmpty();
    }

    @Override
    public void text(Printer out) {
      unexpected.forEach(change -> out.line("  ", warn("not expected"), "  ", change));
      absent.forEach(change -> out.line("  ", warn("does not come"), "  ", change));
      if (none()) {
        out.line("every change is as expected");
      }
    }
  }

  private static boolean isGrave(ChangeGroup group) {
    return group.example().kind() == Change.Kind.VERDICT
        || group.example().kind() == Change.Kind.TOPOLOGY;
  }

  private void list(ChangeGroup group, Printer out) {
    int listed = all ? group.runs().size() : Math.min(LISTED, group.runs().size());
    group.runs().subList(0, listed).forEach(run -> out.line("      ", run));
    if (listed < group.count()) {
      out.line("      and ", group.count() - listed, " more");
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
    if (group.uniform()) {
      return (change.what() + " " + fromTo(change)).strip();
    }
    if (change.kind() != Change.Kind.FIELD) {
      return change.what();
    }
    String how = change.before() == null ? " appears" : change.after() == null ? " disappears" : "";
    return change.what() + how;
  }

  private static String detail(ChangeGroup group) {
    if (group.uniform() && isGrave(group)) {
      return "";
    }
    String share = "";
    if (group.least().isPresent()) {
      String least = percent(group.least().getAsDouble());
      String most = percent(group.most().getAsDouble());
      share = (least.equals(most) ? least : least + " to " + most) + "  ";
    }
    String example = share + "such as " + group.runs().get(0);
    Change change = group.example();
    if (group.uniform()) {
      return example;
    }
    boolean oneSided = change.before() == null || change.after() == null;
    Object side = change.before() == null ? change.after() : change.before();
    return example + ": " + (oneSided ? shown(side) : fromTo(change));
  }

  static String fromTo(Change change) {
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
                : PythonJsonWriter.compact(value);
    return Printer.shortened(text, LONGEST_TEXT);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", share * 100);
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
