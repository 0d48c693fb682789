package io.rungate.pack;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was meant. */
public final class Spelling {
  private Spelling() {}

  /**
   * The nearest known word as an appendix to a message, such as {@code ; did you mean name?}; empty
   * if none is near enough to be more help than noise.
   */
  public static String hint(String word, Collection<String> known) {
    return nearest(word, known).map(best -> "; did you mean " + best + "?").orElse("");
  }

  /** The nearest of the known words that is not the word itself; empty if none is near enough. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    int letters = word.startsWith("$") ? word.length() - 1 : word.length();
    String best = null;
    int least =
        Math.min(Math.max(1, letters / 3) + 1, letters); // of a single letter nothing would be left
    for (String candidate : known.stream().sorted().toList()) {
      if (Math.abs(word.length() - candidate.length()) >= least) {
        continue; // so many letters differ at least
      }
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < least && !candidate.equals(word)) {
        least = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** How many letters have to be typed, taken away, replaced or swapped with their neighbour. */
  static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int same = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(cost[i - 1][j - 1] + same, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[from.length()][to.length()];
  }
}
