package io.rungate.fact;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number that rules compute and compare with, whichever type it was read as: integers are
 * unlimited and exact among themselves, and become doubles as soon as a double is among them.
 *
 * <p>The methods are named, and no operators, because the engine makes decimals of both sides of an
 * operator for every pair of facts that it looks at. A question about NaN is answered with no.
 */
public sealed interface Quantity permits IntegerField, NumberField, Metric, Tally {

  /** Integers of so many bits are doubles. */
  int DOUBLE_BITS = 53;

  /** As a double; an integer is rounded half to even, to infinity where it is too large. */
  double real();

  /** The integer that it is; null for what was read or converted as a double. */
  default BigInteger whole() {
    return null;
  }

  default NumberField plus(Quantity other) {
    return computed(real() + other.real());
  }

  default NumberField minus(Quantity other) {
    return computed(real() - other.real());
  }

  default NumberField times(Quantity other) {
    return computed(real() * other.real());
  }

  /** The quotient as IEEE 754 has it: an infinity or NaN where the other one is zero. */
  default NumberField over(Quantity other) {
    return computed(real() / other.real());
  }

  /** Exact, also between an integer of any size and a double. */
  default boolean moreThan(Quantity other) {
    return order(this, other) > 0;
  }

  /** Exact, as {@link #moreThan(Quantity)}. */
  default boolean lessThan(Quantity other) {
    return order(other, this) > 0;
  }

  /** True for the same number, whatever field it is of. */
  default boolean sameAs(Quantity other) {
    return order(this, other) == 0 && !Double.isNaN(real()) && !Double.isNaN(other.real());
  }

  default boolean moreThan(double other) {
    return moreThan(computed(other));
  }

  default boolean lessThan(double other) {
    return lessThan(computed(other));
  }

  /**
   * Whether the two differ by no more than a share of the larger one.
   *
   * @param tolerance the share: 0.001 for one in a thousand
   */
  default boolean near(Quantity other, double tolerance) {
    double larger = Math.max(Math.abs(real()), Math.abs(other.real()));
    boolean near = Math.abs(real() - other.real()) <= tolerance * larger;
    return sameAs(other) || near && Double.isFinite(larger);
  }

  private static NumberField computed(double amount) {
    return NumberField.of("", "", amount, Source.PACK);
  }

  /** Positive when the first one is greater, zero when none is. */
  private static int order(Quantity one, Quantity other) {
    if (one.whole() != null && other.whole() != null) {
      return one.whole().compareTo(other.whole());
    }
    if (isDouble(one) && isDouble(other)) { // as nearly all are, and decimals take long
      return order(one.real(), other.real());
    }
    if (isFinite(one) && isFinite(other)) {
      return decimal(one).compareTo(decimal(other));
    }
    double left = one.whole() == null ? one.real() : 0; // as good as any against an infinity
    double right = other.whole() == null ? other.real() : 0;
    return order(left, right);
  }

  private static int order(double left, double right) {
    return left > right ? 1 : left < right ? -1 : 0;
  }

  /** Whether it is the very number that it is as a double. */
  private static boolean isDouble(Quantity one) {
    return one.whole() == null || one.whole().bitLength() <= DOUBLE_BITS;
  }

  private static boolean isFinite(Quantity one) {
    return one.whole() != null || Double.isFinite(one.real());
  }

  private static BigDecimal decimal(Quantity one) {
    return one.whole() != null ? new BigDecimal(one.whole()) : new BigDecimal(one.real());
  }
}
