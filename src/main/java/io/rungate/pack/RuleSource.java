package io.rungate.pack;

import java.util.Objects;

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
}
