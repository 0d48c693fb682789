package io.rungate.fact;

import java.util.Map;

/**
 * A number of the result file that is written as something else and was read all the same, as the
 * consumer's Python reads it.
 *
 * @param name the result key
 * @param found what it is written as, such as {@code text}
 * @param value how it is written
 */
public record MistypedField(
    String field,
    String group,
    String name,
    String found,
    String value,
    Source source,
    Map<String, String> parts)
    implements Fact {
  public MistypedField(
      String field, String group, String name, String found, String value, Source source) {
    this(field, group, name, found, value, source, Map.of());
  }

  /** What its field is called for a part of its name; null where it has no such part. */
  public String part(String name) {
    return parts.get(name);
  }

  @Override
  public String toString() {
    return name + " is written as " + found + " " + value;
  }
}
