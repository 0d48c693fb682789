package io.rungate.fact;

import java.util.Locale;

/** Whether the run may be published. */
public record Verdict(Outcome outcome) {

  /** The two answers. */
  public enum Outcome {
    ACCEPTED,
    REJECTED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Verdict accepted() {
    return new Verdict(Outcome.ACCEPTED);
  }

  public static Verdict rejected() {
    return new Verdict(Outcome.REJECTED);
  }

  @Override
  public String toString() {
    return outcome.toString();
  }
}
