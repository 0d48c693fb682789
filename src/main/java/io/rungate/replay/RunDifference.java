package io.rungate.replay;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What differs between two judgements of a run, as far as anybody outside would notice. */
final class RunDifference {
  private final Rejudgement before;
  private final Rejudgement after;
  private final List<Change> changes = new ArrayList<>();

  private RunDifference(Rejudgement before, Rejudgement after) {
    this.before = before;
    this.after = after;
  }

  static List<Change> between(Rejudgement before, Rejudgement after) {
    RunDifference difference = new RunDifference(before, after);
    difference.compare(Change.Kind.VERDICT, "", before.verdict(), after.verdict());
    difference.compare(
        Change.Kind.TOPOLOGY, "", before.topology().orElse(null), after.topology().orElse(null));
    for (String code : union(before.findings().keySet(), after.findings().keySet())) {
      difference.compareFindings(code);
    }
    for (String key : union(before.fields().keySet(), after.fields().keySet())) {
      difference.compare(Change.Kind.FIELD, key, before.fields().get(key), after.fields().get(key));
    }
    difference.compareOrder();
    return difference.changes;
  }

  private void compare(Change.Kind kind, String what, Object was, Object is) {
    if (!Objects.equals(was, is)) {
      changes.add(new Change(kind, what, was, is));
    }
  }

  /** Of the findings of one code, those that both have are no change. */
  private void compareFindings(String code) {
    List<String> was = new ArrayList<>(before.findings().getOrDefault(code, List.of()));
    List<String> is = new ArrayList<>(after.findings().getOrDefault(code, List.of()));
    was.removeIf(is::remove);
    for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
      compare(
          Change.Kind.FINDING,
          code,
          i < was.size() ? was.get(i) : null,
          i < is.size() ? is.get(i) : null);
    }
  }

  private void compareOrder() {
    List<String> was = new ArrayList<>(before.fields().keySet());
    List<String> is = new ArrayList<>(after.fields().keySet());
    was.retainAll(after.fields().keySet());
    is.retainAll(before.fields().keySet());
    compare(Change.Kind.ORDER, "", String.join(" ", was), String.join(" ", is));
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }
}
