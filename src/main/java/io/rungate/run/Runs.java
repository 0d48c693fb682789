package io.rungate.run;

import java.util.Iterator;
import java.util.List;

/** Where the runs of a call come from, one after another. */
public interface Runs extends Iterator<RunRequest>, AutoCloseable {
  /** True when there is just the one run that the caller is waiting for. */
  boolean single();

  /** Why there may be no run at all: the rest of a sentence that says that there is none. */
  String nothing();

  /** What the counts at the end do not show, to be put behind them; mostly empty. */
  default String remark() {
    return "";
  }

  @Override
  void close();

  public static Runs of(List<RunRequest> requests) {
    Iterator<RunRequest> iterator = requests.iterator();
    return new Runs() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public RunRequest next() {
        return iterator.next();
      }

      @Override
      public boolean single() {
        return requests.size() == 1;
      }

      @Override
      public String nothing() {
        return "no run is named";
      }

      @Override
      public void close() {}
    };
  }
}
