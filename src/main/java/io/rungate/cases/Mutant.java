package io.rungate.cases;

/**
 * A pack with one thing in it that is wrong on purpose.
 *
 * @param file the file of the pack that is changed
 * @param line where
 * @param where the rule, or the entry of the mapping
 * @param change what is changed, in words
 * @param text the whole file with the change
 */
public record Mutant(String file, int line, String where, String change, String text) {

  /** The change without its place: what an excuse names, so that it outlives added lines. */
  public String what() {
    return where + " | " + change;
  }
}
