package io.rungate.pack;

import java.util.LinkedHashMap;
import java.util.List;

/**
 * A YAML tree in which everything still knows its line, so that whoever reads it can say where it
 * is wrong. Scalars are text: {@code no}, {@code 1.0} and {@code 0x8} stay what the author wrote,
 * and the field decides what they mean.
 */
public sealed interface YamlNode {

  /** The line in the file, from 1. */
  int line();

  /**
   * A single text.
   *
   * @param quoted whether the author put quotes around it, where that makes a difference
   */
  record Scalar(int line, String text, boolean quoted) implements YamlNode {}

  /** A list. */
  record Sequence(int line, List<YamlNode> items) implements YamlNode {}

  /** A table, in the order of the file. */
  record Table(
      int line, LinkedHashMap<String, YamlNode> entries, LinkedHashMap<String, Integer> lines)
      implements YamlNode {}
}
