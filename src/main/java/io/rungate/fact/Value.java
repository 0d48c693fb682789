package io.rungate.fact;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * A field of the agg document, concluded by a rule.
 *
 * @param key the key of the document
 * @param value String, BigInteger, Double, Boolean, or a JSON tree
 */
public record Value(String key, Object value) {

  public Value {
    boolean number = value instanceof BigInteger || value instanceof Double;
    boolean tree = value instanceof Map || value instanceof List || value instanceof Enum;
    if (!number && !tree && !(value instanceof String) && !(value instanceof Boolean)) {
      throw new IllegalArgumentException(
          key
              + " cannot be "
              + value
              + ": a document holds texts, numbers, booleans and JSON trees");
    }
  }

  public Value(String key, int value) {
    this(key, BigInteger.valueOf(value));
  }

  public Value(String key, double value) {
    this(key, (Object) value);
  }

  public Value(String key, Quantity value) {
    this(key, value.whole() == null ? value.real() : (Object) value.whole());
  }

  /** False for NaN and infinities. */
  public boolean isFinite() {
    return !(value instanceof Double number) || Double.isFinite(number);
  }

  /** True for a number greater than zero; false for NaN and for what is not a number. */
  public boolean isPositive() {
    if (value instanceof Double number) {
      return number > 0;
    }
    return value instanceof BigInteger number && number.signum() > 0;
  }

  @Override
  public String toString() {
    return key + " = " + (value instanceof Double number ? DecimalText.of(number) : value);
  }
}
