package io.rungate.pack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the word that was meant, and knows how messages offer it. */
public final class Spelling {
  private Spelling() {}

  /** So many letters may be a slip of the hand in a name. */
  private static final int FEW_LETTERS = 2;

  /** No name that a mapping has is as long. */
  private static final int LONGEST_NAME = 100;

  private static final String OR = " or ";

  /**
   * The nearest known words as an appendix to a message, such as {@code ; did you mean name?};
   * empty if none is near enough to be more help than noise.
   */
  public static String hint(String word, Collection<String> known) {
    List<String> best = allNearest(word, known);
    return best.isEmpty() ? "" : "; did you mean " + String.join(OR, best) + "?";
  }

  /** The word that a message offers; empty if it offers none, or more than one. */
  public static Optional<String> suggested(String message) {
    Matcher one = Pattern.compile("(?s).*; did you mean (.+)\\?").matcher(message);
    return one.matches() && !one.group(1).contains(OR)
        ? Optional.of(one.group(1))
        : Optional.empty();
  }

  /** Whether a word is another with one letter too many, missing, wrong or swapped. */
  public static boolean isSlip(String word, String meant) {
    return distance(word.toLowerCase(Locale.ROOT), meant.toLowerCase(Locale.ROOT)) <= 1;
  }

  /**
   * Whether a name was perhaps meant for another: at most two letters differ, and no more than one
   * in three.
   */
  public static boolean isNear(String name, String meant) {
    int longer = Math.max(name.length(), meant.length());
    boolean other =
        Math.abs(name.length() - meant.length()) > FEW_LETTERS
            || Integer.bitCount(letters(name) ^ letters(meant)) > 2 * FEW_LETTERS;
    if (other) {
      return false; // which most names are told by, and long before their distance is counted
    }
    int distance = distance(name.toLowerCase(Locale.ROOT), meant.toLowerCase(Locale.ROOT));
    return distance <= FEW_LETTERS && distance * 3 <= longer;
  }

  /** The letters that it has, as bits; one that is replaced changes no more than two. */
  private static int letters(String name) {
    int letters = 0;
    for (int i = 0; i < name.length(); i++) {
      letters |= 1 << (name.charAt(i) & 31);
    }
    return letters;
  }

  /**
   * Whether two names are made of the same words, in any order, but for one word that only one of
   * them has and one slip: {@code mean_e2e_latency_ms} and {@code mean_e2el_ms}.
   */
  public static boolean haveSameWords(String name, String other) {
    if (Math.max(name.length(), other.length()) > LONGEST_NAME) {
      return false;
    }
    List<String> some = words(name);
    List<String> others = words(other);
    List<String> more = some.size() < others.size() ? others : some;
    List<String> fewer = more == some ? others : some;
    fewer.removeIf(more::remove);
    boolean slip = fewer.size() == 1 && more.removeIf(word -> isSlip(word, fewer.get(0)));
    return more.size() <= 1 && (fewer.isEmpty() || slip);
  }

  private static List<String> words(String name) {
    return new ArrayList<>(List.of(name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")));
  }

  /** The nearest of the known words that is not the word itself; empty if none is near enough. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    return allNearest(word, known).stream().findFirst();
  }

  /** All that are equally near, in order. */
  private static List<String> allNearest(String word, Collection<String> known) {
    int letters = word.startsWith("$") ? word.length() - 1 : word.length();
    List<String> best = new ArrayList<>();
    int least =
        Math.min(Math.max(1, letters / 3) + 1, letters); // of a single letter nothing would be left
    for (String candidate : new TreeSet<>(known)) {
      if (Math.abs(word.length() - candidate.length()) > least) {
        continue; // so many letters differ at least
      }
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      boolean nearer = distance < least;
      if ((nearer || distance == least && !best.isEmpty()) && !candidate.equals(word)) {
        if (nearer) {
          best.clear();
        }
        least = distance;
        best.add(candidate);
      }
    }
    return best;
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
