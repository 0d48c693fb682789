package io.rungate.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What changed in many runs, grouped by the kind of change. */
public final class ChangeTable {
  private final Map<Object, ChangeGroup> groups = new LinkedHashMap<>();
  private final List<ReplayResult.Unreadable> unreadable = new ArrayList<>();
  private final int kept;
  private int runs;
  private int changed;

  /** Of the runs that change in one way, so many are kept by name. */
  public ChangeTable(int kept) {
    this.kept = kept;
  }

  public void add(ReplayResult result) {
    if (result instanceof ReplayResult.Unreadable record) {
      unreadable.add(record);
    } else if (result instanceof ReplayResult.Replayed run) {
      add(run);
    }
  }

  private void add(ReplayResult.Replayed run) {
    runs++;
    changed += run.changes().isEmpty() ? 0 : 1;
    for (Change change : run.changes()) {
      groups
          .computeIfAbsent(key(change), key -> new ChangeGroup(change, kept))
          .add(run.run(), change);
    }
  }

  /**
   * Runs change in the same way when the same thing changes, and, where its values are few, between
   * the same values; a finding is gained, lost, or worded otherwise.
   */
  private static Object key(Change change) {
    List<Object> key = new ArrayList<>();
    key.add(change.kind());
    key.add(change.what());
    key.add(change.before() == null);
    key.add(change.after() == null);
    if (change.isDiscrete()) {
      key.add(String.valueOf(change.before()));
      key.add(String.valueOf(change.after()));
    }
    return key;
  }

  /** Gravest kind first, and of a kind the most frequent. */
  public List<ChangeGroup> groups() {
    List<ChangeGroup> sorted = new ArrayList<>(groups.values());
    sorted.sort(
        Comparator.comparing((ChangeGroup group) -> group.example().kind())
            .thenComparing(group -> -group.count())
            .thenComparing(group -> group.example().what()));
    return sorted;
  }

  /** The records that could not be read, in order. */
  public List<ReplayResult.Unreadable> unreadable() {
    return List.copyOf(unreadable);
  }

  public int runs() {
    return runs;
  }

  public int changed() {
    return changed;
  }
}
