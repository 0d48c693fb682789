package io.rungate.pack;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * The text of one rule file.
 *
 * @param file the path as messages show it, such as {@code rules/v2/topology.drl}
 * @param text what the file holds
 */
public record RuleSource(String file, String text) {
  public RuleSource {
    Objects.requireNonNull(file);
    Objects.requireNonNull(text);
  }

  /** The first line that is such, from 1; 0 if none is. */
  int lineWhere(Predicate<String> test) {
    return 1 + text.lines().map(test::test).toList().indexOf(true);
  }

  /** How many line ends lie before a place, and one more. */
  int lineOf(int place) {
    return 1 + (int) text.substring(0, place).chars().filter(c -> c == '\n').count();
  }
}
