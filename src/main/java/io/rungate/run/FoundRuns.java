package io.rungate.run;

import java.util.NoSuchElementException;

/** Runs that are looked for one by one, and only when the next one is asked for. */
public abstract class FoundRuns implements Runs {
  /** What is found already; null where that is still to be done. */
  RunRequest next;

  /** The next run; null when there is none any more. */
  abstract RunRequest find();

  @Override
  public final boolean hasNext() {
    if (next == null) {
      next = find();
    }
    return next != null;
  }

  @Override
  public final RunRequest next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    RunRequest current = next;
    next = null;
    return current;
  }

  /** Nobody knows before the end. */
  @Override
  public final boolean single() {
    return false;
  }
}
