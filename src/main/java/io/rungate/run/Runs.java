package io.rungate.run;

import java.util.Iterator;
import java.util.List;

/** Where the runs of a call come from: one by one, each looked for when it is asked for. */
public abstract class Runs extends Lookahead<RunRequest> implements AutoCloseable {
  /** Why there may be no run at all: the rest of a sentence that says that there is none. */
  public abstract String nothing();

  /** What the counts at the end do not show, to be put behind them; mostly empty. */
  public String remark() {
    return "";
  }

  /** True when there is just the one run that the caller is waiting for. */
  public boolean single() {
    return false;
  }

  @Override
  public void close() {}

  public static Runs of(List<RunRequest> requests) {
    Iterator<RunRequest> iterator = requests.iterator();
    return new Runs() {
      @Override
      protected RunRequest find() {
        return iterator.hasNext() ? iterator.next() : null;
      }

      @Override
      public boolean single() {
        return requests.size() == 1;
      }

      @Override
      public String nothing() {
        return "no run is named";
      }
    };
  }
}
