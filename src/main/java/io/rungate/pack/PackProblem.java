package io.rungate.pack;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One thing that is wrong with a rule pack, in words for the person who wrote it.
 *
 * @param line counted from 1; less than 1 where no line is known
 * @param rule the name of the rule at fault, or null where the fault is in no rule
 */
public record PackProblem(String file, int line, String rule, String message) {
  public PackProblem {
    Objects.requireNonNull(file);
    Objects.requireNonNull(message);
  }

  /** A fault in no rule. */
  public PackProblem(String file, int line, String message) {
    this(file, line, null, message);
  }

  /** The same fault with a path that people can open: inside a pack, files go by their names. */
  public PackProblem under(Path folder) {
    return new PackProblem(folder.resolve(file).toString(), line, rule, message);
  }

  /**
   * Prints like a compiler, {@code file:line: rule "name": message}, so that editors can jump to
   * the place.
   */
  @Override
  public String toString() {
    String place = line >= 1 ? file + ":" + line : file;
    return place + ": " + (rule == null ? "" : "rule \"" + rule + "\": ") + message;
  }
}
