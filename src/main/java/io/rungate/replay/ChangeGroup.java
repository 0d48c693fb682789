package io.rungate.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.OptionalDouble;

/** The runs that change in one and the same way. */
public final class ChangeGroup {

  private final Change example;
  private final List<String> runs = new ArrayList<>();
  private final DoubleSummaryStatistics relative = new DoubleSummaryStatistics();
  private final int kept;
  private int count;

  /** Of the runs so many are kept by name; of the rest only the number. */
  ChangeGroup(Change example, int kept) {
    this.example = example;
    this.kept = kept;
  }

  void add(String run, Change change) {
    count++;
    if (runs.size() < kept) {
      runs.add(run);
    }
    change.relative().ifPresent(relative);
  }

  /** The change of the first run in the group. */
  public Change example() {
    return example;
  }

  /** True when the change is the same in every run; else only its kind is. */
  public boolean uniform() {
    return example.isDiscrete();
  }

  public int count() {
    return count;
  }

  /** The first runs, in order. */
  public List<String> runs() {
    return Collections.unmodifiableList(runs);
  }

  /** The smallest relative change of a number; empty when no number changes. */
  public OptionalDouble least() {
    return relative.getCount() > 0 ? OptionalDouble.of(relative.getMin()) : OptionalDouble.empty();
  }

  /** The largest relative change of a number. */
  public OptionalDouble most() {
    return relative.getCount() > 0 ? OptionalDouble.of(relative.getMax()) : OptionalDouble.empty();
  }
}
