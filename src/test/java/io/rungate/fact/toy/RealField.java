package io.rungate.fact.toy;

/** A real number, as rules meet it in tests. */
public record RealField(String field, double value) implements NumberField {
  @Override
  public boolean isZero() {
    return value == 0;
  }
}
