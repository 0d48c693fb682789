package io.rungate.run;

import io.rungate.pack.PythonNumbers;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * JSON values as the consumer's Python turns them into numbers: text and booleans are numbers too.
 */
final class JsonNumbers {
  private JsonNumbers() {}

  /** Python's int(): cuts a fraction off; nothing for NaN, infinities, null, lists and objects. */
  static Optional<BigInteger> whole(Object tree) {
    if (tree instanceof BigInteger value) {
      return Optional.of(value);
    }
    if (tree instanceof Double value) {
      return Double.isFinite(value) ? Optional.of(PythonNumbers.truncate(value)) : Optional.empty();
    }
    if (tree instanceof Boolean value) {
      return Optional.of(value ? BigInteger.ONE : BigInteger.ZERO);
    }
    return tree instanceof String text ? PythonNumbers.parseInt(text) : Optional.empty();
  }

  /** Python's float(): nothing for null, lists, objects, and integers that are too large. */
  static OptionalDouble real(Object tree) {
    if (tree instanceof Double value) {
      return OptionalDouble.of(value);
    }
    if (tree instanceof BigInteger value) {
      return PythonNumbers.toDouble(value);
    }
    if (tree instanceof Boolean value) {
      return OptionalDouble.of(value ? 1.0 : 0.0);
    }
    return tree instanceof String text ? PythonNumbers.parseFloat(text) : OptionalDouble.empty();
  }
}
