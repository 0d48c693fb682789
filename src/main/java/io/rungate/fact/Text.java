package io.rungate.fact;

/** A field whose value is copied as it was given, white space and all. */
public record Text(String field, String group, String value, Source source) implements Fact {
  @Override
  public String toString() {
    return field + " = \"" + value + '"';
  }
}
