package io.rungate.fact.toy;

import java.math.BigInteger;

/** A whole number, as rules meet it in tests. */
public record IntegerField(String field, BigInteger value) implements NumberField {
  @Override
  public boolean isZero() {
    return value.signum() == 0;
  }
}
