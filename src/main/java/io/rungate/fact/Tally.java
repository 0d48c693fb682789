package io.rungate.fact;

import java.math.BigInteger;
import java.util.List;

/**
 * What came of counting or adding up what a rule collected, and of what: reasons and evidence are
 * the facts themselves, and not the number that stands for them.
 *
 * @param number the result, without a field: an integer for a count, and for a sum of integers
 * @param facts what was counted
 */
public record Tally(Quantity number, List<Object> facts) implements Quantity {
  @Override
  public double real() {
    return number.real();
  }

  @Override
  public BigInteger whole() {
    return number.whole();
  }

  @Override
  public String toString() {
    return whole() == null ? DecimalText.of(real()) : Shown.number(whole());
  }
}
