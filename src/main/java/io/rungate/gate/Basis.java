package io.rungate.gate;

import java.util.Locale;

/** What a verdict on a run or a row rests on. */
public enum Basis {
  /** What the run left behind: its environment and its result. */
  RUN,
  /** The audit record of the run that the row was made of. */
  RECORD,
  /** The row alone. */
  ROW;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
