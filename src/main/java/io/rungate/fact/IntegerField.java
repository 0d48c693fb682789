package io.rungate.fact;

import java.math.BigInteger;
import java.util.Map;

/**
 * An integer of unlimited size.
 *
 * <p>The arithmetic is for consequences: its results are numbers without a field, to be concluded
 * as something.
 */
public record IntegerField(
    String field, String group, BigInteger value, Source source, Map<String, String> parts)
    implements MappedField, Quantity {
  public IntegerField(String field, String group, BigInteger value, Source source) {
    this(field, group, value, source, Map.of());
  }

  @Override
  public double real() {
    return value.doubleValue();
  }

  @Override
  public BigInteger whole() {
    return value;
  }

  /** The sum; its source is the pack, since no run says it. */
  public IntegerField plus(IntegerField other) {
    return computed(value.add(other.value));
  }

  public IntegerField minus(IntegerField other) {
    return computed(value.subtract(other.value));
  }

  public IntegerField times(IntegerField other) {
    return computed(value.multiply(other.value));
  }

  public IntegerField max(IntegerField other) {
    return computed(value.max(other.value));
  }

  /** This number as the value of another field, for a field that defaults to another's value. */
  public IntegerField as(String otherField, String otherGroup) {
    return new IntegerField(otherField, otherGroup, value, source);
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  public boolean isPositive() {
    return value.signum() > 0;
  }

  public boolean isNegative() {
    return value.signum() < 0;
  }

  private static IntegerField computed(BigInteger value) {
    return new IntegerField("", "", value, Source.PACK);
  }

  @Override
  public String toString() {
    return (field.isEmpty() ? "" : field + " = ") + Shown.number(value);
  }
}
