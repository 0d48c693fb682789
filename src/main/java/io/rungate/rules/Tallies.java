package io.rungate.rules;

import static java.util.Comparator.comparing;

import io.rungate.fact.IntegerField;
import io.rungate.fact.NumberField;
import io.rungate.fact.Quantity;
import io.rungate.fact.Source;
import io.rungate.fact.Tally;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.kie.api.runtime.rule.AccumulateFunction;

/**
 * The functions of {@code accumulate}: they keep the facts beside the number. The engine's own give
 * a bare number, of which nobody could say later what was counted.
 */
public final class Tallies {
  /** The name of each function and its class. */
  static final Map<String, Class<?>> FUNCTIONS =
      Map.of(
          "count", Count.class,
          "sum", Sum.class,
          "min", Min.class,
          "max", Max.class,
          "average", Average.class);

  private Tallies() {}

  /** What each function has in common: it keeps the facts until somebody asks. */
  abstract static class Function implements AccumulateFunction<Function.Facts> {

    /** Those that stand now. */
    static final class Facts extends ArrayList<Object> implements Serializable {
      private static final long serialVersionUID = 1;
    }

    /** The number; null where nothing has such a number, and then the rule does not match. */
    abstract Quantity of(List<Object> facts);

    @Override
    public final Facts createContext() {
      return new Facts();
    }

    @Override
    public final void init(Facts facts) {
      facts.clear();
    }

    @Override
    public final void accumulate(Facts facts, Object fact) {
      facts.add(fact);
    }

    @Override
    public final void reverse(Facts facts, Object fact) {
      facts.removeIf(one -> one == fact);
    }

    @Override
    public final boolean supportsReverse() {
      return true;
    }

    @Override
    public final Object getResult(Facts facts) {
      // In an order of their own, since a sum of doubles depends on it.
      List<Object> sorted = facts.stream().sorted(comparing(Object::toString)).toList();
      Quantity number = of(sorted);
      return number == null ? null : new Tally(number, sorted);
    }

    @Override
    public final Class<?> getResultType() {
      return Tally.class;
    }

    @Override
    public final void writeExternal(ObjectOutput out) {}

    @Override
    public final void readExternal(ObjectInput in) {}
  }

  /** How many. */
  public static final class Count extends Function {
    @Override
    Quantity of(List<Object> facts) {
      return integer(BigInteger.valueOf(facts.size()));
    }
  }

  /** Exact where all are integers; zero of nothing. */
  public static final class Sum extends Function {
    @Override
    Quantity of(List<Object> facts) {
      return sum(facts);
    }
  }

  /** The least; NaN where one of them is. */
  public static final class Min extends Function {
    @Override
    Quantity of(List<Object> facts) {
      return outermost(facts, Quantity::lessThan);
    }
  }

  /** The greatest; NaN where one of them is. */
  public static final class Max extends Function {
    @Override
    Quantity of(List<Object> facts) {
      return outermost(facts, Quantity::moreThan);
    }
  }

  /** The sum over the count, as a double. */
  public static final class Average extends Function {
    @Override
    Quantity of(List<Object> facts) {
      IntegerField count = integer(BigInteger.valueOf(facts.size()));
      return facts.isEmpty() ? null : sum(facts).over(count);
    }
  }

  private static Quantity sum(List<Object> facts) {
    if (facts.stream().allMatch(fact -> quantity(fact).whole() != null)) {
      return integer(
          facts.stream()
              .map(fact -> quantity(fact).whole())
              .reduce(BigInteger.ZERO, BigInteger::add));
    }
    double sum = 0;
    for (Object fact : facts) {
      sum += quantity(fact).real();
    }
    return NumberField.of("", "", sum, Source.PACK);
  }

  private static Quantity outermost(
      List<Object> facts, BiPredicate<Quantity, Quantity> isFurtherOut) {
    Quantity best = null;
    for (Object fact : facts) {
      Quantity one = quantity(fact);
      if (best == null || Double.isNaN(one.real()) || isFurtherOut.test(one, best)) {
        best = one;
      }
    }
    return best;
  }

  private static Quantity quantity(Object fact) {
    return (Quantity) fact;
  }

  private static IntegerField integer(BigInteger value) {
    return new IntegerField("", "", value, Source.PACK);
  }
}
