package io.rungate.pack;

import io.rungate.fact.JsonNull;
import io.rungate.pack.ResultPath.Reduction;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Reduces an array of numbers, one element after another, and keeps none of them. */
public final class Reducer {
  private long count;
  private double sum;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private String fault;

  /** What comes of an array that was read: a number, or a text that says why there is none. */
  public static Object reduce(List<?> array, Reduction reduction) {
    Reducer reducer = new Reducer();
    array.forEach(reducer::add);
    return reducer.result(reduction);
  }

  void add(Object element) {
    OptionalDouble number =
        element instanceof Double real
            ? OptionalDouble.of(real)
            : element instanceof BigInteger whole
                ? PythonNumbers.toDouble(whole)
                : OptionalDouble.empty();
    if (number.isEmpty()) {
      refuse(element instanceof BigInteger ? "too large a number" : kind(element));
      return;
    }
    add(number.getAsDouble());
  }

  /** NaN and infinities are numbers, and come out as what they make of the others. */
  void add(double number) {
    count++;
    sum += number;
    min = Math.min(min, number);
    max = Math.max(max, number);
  }

  /** An element that is no number; the first one is told. */
  void refuse(String kind) {
    fault = fault != null ? fault : "has no value: element " + count + " is " + kind;
    count++;
  }

  Object result(Reduction reduction) {
    if (fault != null) {
      return fault;
    }
    return switch (reduction) {
      case COUNT -> BigInteger.valueOf(count);
      case SUM -> sum;
      case MIN -> count == 0 ? "has no value: the array is empty" : (Object) min;
      case MAX -> count == 0 ? "has no value: the array is empty" : (Object) max;
      case KIND -> throw new IllegalArgumentException("no mapping asks for it");
    };
  }

  Map<Reduction, Object> results(Iterable<Reduction> reductions) {
    Map<Reduction, Object> results = new EnumMap<>(Reduction.class);
    reductions.forEach(one -> results.put(one, result(one)));
    return results;
  }

  /** What a value is, in a sentence. */
  public static String kind(Object tree) {
    if (tree instanceof Excerpt excerpt) {
      return excerpt.array() ? "an array" : "an object";
    }
    return tree == JsonNull.NULL
        ? "null"
        : tree instanceof Map
            ? "an object"
            : tree instanceof List
                ? "an array"
                : tree instanceof String
                    ? "a text"
                    : tree instanceof Boolean ? "a boolean" : "a number";
  }
}
