package io.rungate.fact.toy;

import java.math.BigInteger;

/** A whole number, as rules meet it in tests. */
public record Whole(String field, BigInteger value) implements Quantity {
  @Override
  public boolean isZero() {
    return value.signum() == 0;
  }
}
