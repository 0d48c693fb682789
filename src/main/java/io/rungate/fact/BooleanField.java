package io.rungate.fact;

import java.util.Map;

/**
 * A yes or no, by the spellings that the mapping accepts.
 *
 * @param value what the spelling means
 * @param given the spelling itself
 */
public record BooleanField(
    String field,
    String group,
    boolean value,
    String given,
    Source source,
    Map<String, String> parts)
    implements MappedField {
  public BooleanField(String field, String group, boolean value, String given, Source source) {
    this(field, group, value, given, source, Map.of());
  }

  @Override
  public String toString() {
    return field + " = " + value;
  }
}
