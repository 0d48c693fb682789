package io.rungate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rungate.replay.Change;
import io.rungate.replay.ChangeGroup;
import io.rungate.replay.ChangeTable;
import io.rungate.replay.Expectation;
import io.rungate.replay.ReplayResult;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * For programs: one JSON document. The changes of recorded runs, a line each, are written while the
 * runs are judged, so that their number does not matter.
 */
final class JsonReporter implements Reporter {
  private static final String NEXT = ",\n";
  private static final String ROWS = "{\"schema\": \"rungate-report/1\", \"rows\": [\n";

  private final Printer out;

  /** Whether the document of two packs is open, of which that of runs is a member. */
  private boolean packs;

  /** What goes before the next change. */
  private String before = "{\"changes\": [\n";

  /** What goes before the next row; null before the first. */
  private String rows;

  private boolean rowsEnded;

  JsonReporter(Printer out) {
    this.out = out;
  }

  @Override
  public void report(ReportItem item) {
    if (item instanceof ChangeReport.OfRun again) {
      if (again.run() instanceof ReplayResult.Replayed run) { // others are told at the end
        run.changes().forEach(change -> add(run.run(), change));
      }
    } else if (item instanceof ChangeReport totals) {
      out.json(before.equals(NEXT) ? "" : before.stripTrailing());
      out.json("],\n" + JsonText.compact(Totals.of(totals.table())).substring(1) + "\n");
    } else if (item instanceof PackReport) {
      packs = true;
      before = ",\n\"runs\": " + before;
      out.json("{\"rules\": " + JsonText.compact(item.tree()));
    } else if (item.tree() instanceof Lines.Line line) {
      add(line);
    } else {
      out.json(JsonText.pretty(item.tree()) + "\n");
      out.flush();
    }
  }

  /** The runs and rows of a call, then what is found of it as a whole, and the counts. */
  private void add(Lines.Line line) {
    if (line instanceof Lines.Row row) {
      if (!row.verdict().equals("ignored")) { // which are only counted
        out.json((rows == null ? ROWS : rows) + JsonText.compact(row));
        rows = NEXT;
      }
      return;
    }
    endRows();
    String name = line instanceof Lines.Sweep ? "sweep" : "totals";
    out.json(",\n\"" + name + "\": " + JsonText.compact(line));
  }

  private void endRows() {
    if (!rowsEnded) {
      out.json((rows == null ? ROWS.stripTrailing() : "") + "]");
      rowsEnded = true;
    }
  }

  private void add(String run, Change change) {
    Map<String, Object> tree = Expectation.tree(run, change);
    change.relative().ifPresent(share -> tree.put("relative", share));
    out.json(before + JsonText.compact(tree));
    before = NEXT;
  }

  @Override
  public void close() {
    if (rows != null || rowsEnded) {
      endRows();
      out.json("}\n");
    }
    out.json(packs ? "}\n" : "");
    out.flush();
  }

  private record Totals(List<Group> groups, int runs, int changed, List<Unreadable> unreadable) {
    static Totals of(ChangeTable table) {
      List<Unreadable> unreadable =
          table.unreadable().stream()
              .map(run -> new Unreadable(run.place(), run.problem()))
              .toList();
      List<Group> groups = table.groups().stream().map(Group::of).toList();
      return new Totals(groups, table.runs(), table.changed(), unreadable);
    }
  }

  private record Unreadable(String place, String problem) {}

  /** The runs that change in one way; how much a number changes is there for numbers only. */
  private record Group(
      String change,
      String what,
      int runs,
      @JsonInclude(JsonInclude.Include.NON_NULL) Double leastRelative,
      @JsonInclude(JsonInclude.Include.NON_NULL) Double mostRelative,
      Map<String, Object> example) {
    static Group of(ChangeGroup group) {
      return new Group(
          group.example().kind().label(),
          group.example().what(),
          group.count(),
          number(group.least()),
          number(group.most()),
          Expectation.tree(group.runs().get(0), group.example()));
    }

    private static Double number(OptionalDouble share) {
      return share.isPresent() ? share.getAsDouble() : null;
    }
  }
}
