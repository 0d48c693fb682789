package io.rungate.fact;

import java.math.BigInteger;

/**
 * The GPU count that divides a throughput.
 *
 * @param of the key of the document whose value is divided
 * @param gpus how many GPUs; unlimited in size, and not yet known to be usable
 */
public record Denominator(String of, BigInteger gpus) {

  public Denominator(String of, IntegerField gpus) {
    this(of, gpus.value());
  }

  /** What was counted, or added up from integers. */
  public Denominator(String of, Tally gpus) {
    this(of, gpus.whole());
  }

  public boolean isZero() {
    return gpus.signum() == 0;
  }

  /** True when it is so large that it has no double (from 2^1024 - 2^970 on). */
  public boolean isTooLarge() {
    return Double.isInfinite(gpus.doubleValue());
  }

  /** True when something can be divided by it. */
  public boolean isUsable() {
    return !isZero() && !isTooLarge();
  }

  /** The divisor as a double, rounded half to even. */
  double divisor() {
    if (!isUsable()) {
      throw new ArithmeticException(of + " cannot be divided by " + Shown.number(gpus) + " GPUs");
    }
    return gpus.doubleValue();
  }

  @Override
  public String toString() {
    return of + " is divided by " + Shown.number(gpus);
  }
}
