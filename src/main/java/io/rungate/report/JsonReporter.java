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

  private final Printer out;

  /** Whether the document of two packs is open, of which that of runs is a member. */
  private boolean packs;

  /** What goes before the next change. */
  private String before = "{\"changes\": [\n";

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
    } else {
      out.json(JsonText.pretty(item.tree()) + "\n");
      out.flush();
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
    out.json(packs ? "}\n" : "");
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
