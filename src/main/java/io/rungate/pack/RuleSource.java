package io.rungate.pack;

import java.util.Objects;
import java.util.function.Predicate;

/** The text of one rule file, and the path that messages show, such as {@code topology.drl}. */
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
