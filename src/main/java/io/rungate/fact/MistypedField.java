package io.rungate.fact;

/**
 * A number of the result file that is written as something else and was read all the same, as the
 * consumer's Python reads it.
 *
 * @param name the result key
 * @param found what it is written as, such as {@code text}
 * @param value how it is written
 */
public record MistypedField(
    String field, String group, String name, String found, String value, Source source)
    implements Fact {
  @Override
  public String toString() {
    return name + " is written as " + found + " " + value;
  }
}
