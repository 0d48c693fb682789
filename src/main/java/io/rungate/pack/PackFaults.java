package io.rungate.pack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The faults of steps that do not need each other, so that one does not hide those of the next. */
public final class PackFaults {
  private final List<PackProblem> problems = new ArrayList<>();

  /** What makes or reads a part of a pack. */
  @FunctionalInterface
  public interface Step<T> {
    T take() throws PackException;
  }

  /** What a step gives; null when it finds faults. */
  public <T> T of(Step<T> step) {
    try {
      return step.take();
    } catch (PackException e) {
      problems.addAll(e.problems());
      return null;
    }
  }

  public void add(Collection<PackProblem> found) {
    problems.addAll(found);
  }

  /** Throws what there is, by file and line. */
  public void check() throws PackException {
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparing(PackProblem::file).thenComparingInt(PackProblem::line));
      throw new PackException(problems);
    }
  }
}
