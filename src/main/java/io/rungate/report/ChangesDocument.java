package io.rungate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rungate.replay.Change;
import io.rungate.replay.ChangeGroup;
import io.rungate.replay.ChangeTable;
import io.rungate.replay.Expectation;
import io.rungate.replay.ReplayResult;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What changed in recorded runs, as one JSON document. Its changes, a line each, are written while
 * the runs are judged, so that their number does not matter.
 */
final class ChangesDocument {
  private final PrintStream out;
  private String before = "{\"changes\": [\n";

  ChangesDocument(PrintStream out) {
    this.out = out;
  }

  void add(ReplayResult result) {
    if (!(result instanceof ReplayResult.Replayed run)) {
      return; // it is told at the end
    }
    for (Change change : run.changes()) {
      Map<String, Object> tree = Expectation.tree(run.run(), change);
      change.relative().ifPresent(share -> tree.put("relative", share));
      out.print(before + JsonText.compact(tree));
      before = ",\n";
    }
  }

  /** The end of the document: groups, counts, unreadable records. */
  void end(ChangeTable table) {
    out.print(before.startsWith("{") ? before.strip() : "");
    List<Unreadable> unreadable =
        table.unreadable().stream().map(run -> new Unreadable(run.place(), run.problem())).toList();
    List<Group> groups = table.groups().stream().map(Group::of).toList();
    Totals totals = new Totals(groups, table.runs(), table.changed(), unreadable);
    out.print("],\n" + JsonText.compact(totals).substring(1) + "\n");
  }

  private record Totals(List<Group> groups, int runs, int changed, List<Unreadable> unreadable) {}

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
