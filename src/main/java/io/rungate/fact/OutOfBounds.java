package io.rungate.fact;

import java.util.Map;

/**
 * A number outside the bounds that the mapping gives its field. It stands beside the number itself,
 * and which rule objects depends on the group.
 *
 * @param name the variable or result key that gives it
 * @param value the number, as text
 * @param bound what was asked, such as {@code at least 1}
 */
public record OutOfBounds(
    String field,
    String group,
    String name,
    String value,
    String bound,
    Source source,
    Map<String, String> parts)
    implements Fact {
  public OutOfBounds(
      String field, String group, String name, String value, String bound, Source source) {
    this(field, group, name, value, bound, source, Map.of());
  }

  /** What its field is called for a part of its name; null where it has no such part. */
  public String part(String name) {
    return parts.get(name);
  }

  @Override
  public String toString() {
    return name + " = " + value + ", not " + bound;
  }
}
