package io.rungate.fact;

import java.util.Map;

/**
 * A double, finite or not. Rules that compute match this; rules that compare match {@link
 * RealField}, which is never NaN.
 */
public sealed interface NumberField extends MappedField, Quantity
    permits RealField, NonFiniteField {

  /** The number as IEEE 754 has it. */
  double amount();

  @Override
  default double real() {
    return amount();
  }

  /**
   * This quantity spread over GPUs: the divisor becomes a double first, as in the consumer's
   * Python.
   *
   * @throws ArithmeticException when the denominator is zero or too large for a double; a rule asks
   *     for {@code Denominator( usable )} first
   */
  default double over(Denominator denominator) {
    return amount() / denominator.divisor();
  }

  static NumberField of(String field, String group, double amount, Source source) {
    return of(field, group, amount, source, Map.of());
  }

  static NumberField of(
      String field, String group, double amount, Source source, Map<String, String> parts) {
    return Double.isFinite(amount)
        ? new RealField(field, group, amount, source, parts)
        : new NonFiniteField(field, group, amount, source, parts);
  }
}
