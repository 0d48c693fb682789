package io.rungate.pack;

import java.util.LinkedHashSet;
import java.util.Set;

/** The words of a flag: a slip in one of them turns the flag round, and nobody is told. */
final class FlagWords {
  private static final String TRUE = "true";
  private static final String FALSE = "false";

  private FlagWords() {}

  /**
   * Tells words that were meant for others.
   *
   * @param fallback what the flag is where it is absent; null where that is not said
   */
  static void check(ConfigTable entry, String fallback) {
    Set<String> yes = new LinkedHashSet<>(entry.texts("yes"));
    boolean ignoreCase = entry.flag("ignore-case");
    for (String word : yes) {
      boolean form = word.equals("True") || word.equals("TRUE");
      if (!word.equals(TRUE) && Spelling.isSlip(word, TRUE) && !(form && yes.contains(TRUE))) {
        entry.faultAt("yes", " holds " + word + "; did you mean true?");
      }
    }
    if (fallback == null || yes.contains(fallback)) {
      return;
    }
    String near = Spelling.hint(fallback, yes);
    if (!yes.isEmpty() && !near.isEmpty() && !ignoreCase) {
      entry.faultAt("default", " is none of yes, and means false: " + fallback + near);
    }
    if (!fallback.equals(FALSE) && Spelling.nearest(fallback, Set.of(FALSE)).isPresent()) {
      entry.faultAt("default", " is neither yes nor false: " + fallback + "; did you mean false?");
    }
  }
}
