package io.rungate.pack;

import java.util.regex.Pattern;

/** Tells patterns that compile and were not meant so. */
public final class PatternForm {
  /** One of the signs for the start and the end, said more than once or not at all. */
  private static final Pattern REPEATED_PLACE =
      Pattern.compile("(?<![\\\\\\[])(?:[\\^$][*+?{]|\\^\\^|\\$\\$)");

  private PatternForm() {}

  /** Whether the start or the end of a text is repeated, where a point before it was forgotten. */
  public static boolean repeatsPlace(String pattern) {
    return REPEATED_PLACE.matcher(pattern).find();
  }
}
