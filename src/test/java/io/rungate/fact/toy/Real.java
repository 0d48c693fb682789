package io.rungate.fact.toy;

/** A real number, as rules meet it in tests. */
public record Real(String field, double value) implements Quantity {
  @Override
  public boolean isZero() {
    return value == 0;
  }
}
