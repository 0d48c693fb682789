package io.rungate.fact;

import java.util.Map;

/**
 * A field that is given, but not as its type can be read.
 *
 * @param name the variable or result key that gives it
 * @param reason what it must be, as the rest of a sentence that starts with the name
 */
public record MalformedField(
    String field,
    String group,
    String name,
    String reason,
    Source source,
    Map<String, String> parts)
    implements MappedField {
  public MalformedField(String field, String group, String name, String reason, Source source) {
    this(field, group, name, reason, source, Map.of());
  }

  @Override
  public String toString() {
    return name + " " + reason;
  }
}
