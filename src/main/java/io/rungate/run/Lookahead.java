package io.rungate.run;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Things that are looked for one by one, and only when the next one is asked for. */
public abstract class Lookahead<T> implements Iterator<T> {
  /** What is found already; null where that is still to be done. */
  private T next;

  /** The next one; null when there is none any more. */
  protected abstract T find();

  @Override
  public final boolean hasNext() {
    if (next == null) {
      next = find();
    }
    return next != null;
  }

  @Override
  public final T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    T current = next;
    next = null;
    return current;
  }
}
