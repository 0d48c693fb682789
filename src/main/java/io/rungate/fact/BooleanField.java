package io.rungate.fact;

/**
 * A yes or no, by the spellings that the mapping accepts.
 *
 * @param value what the spelling means
 * @param given the spelling itself
 */
public record BooleanField(String field, String group, boolean value, String given, Source source)
    implements MappedField {
  @Override
  public String toString() {
    return field + " = " + value;
  }
}
