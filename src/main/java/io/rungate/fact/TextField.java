package io.rungate.fact;

/** A field whose value is copied as it was given, white space and all. */
public record TextField(String field, String group, String value, Source source)
    implements MappedField {
  @Override
  public String toString() {
    return field + " = \"" + value + '"';
  }
}
