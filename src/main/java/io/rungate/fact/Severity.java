package io.rungate.fact;

import java.util.Locale;

/** The weight of a finding, heaviest first. */
public enum Severity {
  ERROR,
  WARNING,
  NOTE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
