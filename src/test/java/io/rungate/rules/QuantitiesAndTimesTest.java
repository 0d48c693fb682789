package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.fact.IntegerField;
import io.rungate.fact.NumberField;
import io.rungate.fact.Source;
import io.rungate.fact.TimeField;
import io.rungate.pack.PackException;
import io.rungate.pack.RuleSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How rules compute and compare numbers of either kind, and times. */
class QuantitiesAndTimesTest {
  private static final BigInteger HUGE = BigInteger.TWO.pow(2_000);

  private static IntegerField whole(String field, BigInteger value) {
    return new IntegerField(field, "g", value, Source.PACK);
  }

  private static IntegerField whole(String field, long value) {
    return whole(field, BigInteger.valueOf(value));
  }

  private static NumberField real(String field, double value) {
    return NumberField.of(field, "g", value, Source.PACK);
  }

  private static TimeField time(String field, String given) {
    return new TimeField(field, "g", TimeField.parse(given).orElseThrow(), given, Source.PACK);
  }

  private static List<String> concluded(String when, Object... facts) throws PackException {
    String rules =
        """
        package toy.times;
        import toy.vocabulary.Word;
        import io.rungate.fact.IntegerField;
        import io.rungate.fact.NumberField;
        import io.rungate.fact.TimeField;
        rule "one" when
          %s
        then insertLogical( new Word( "yes" ) ); end
        """;
    CompiledRules compiled =
        ToyPack.compile(
            List.of(
                new RuleSource("vocabulary.drl", ToyPack.VOCABULARY),
                new RuleSource("times.drl", rules.formatted(when))));
    return ToyPack.conclusions(compiled, facts);
  }

  @Test
  void two_measured_numbers_are_held_against_each_other_with_a_tolerance() throws PackException {
    String when =
        """
        $rate : NumberField( field == "rate" )
          $seconds : NumberField( field == "seconds" )
          $tokens : IntegerField( field == "tokens", near( $rate.times( $seconds ), 0.001 ) == false )
        """;
    assertThat(concluded(when, real("rate", 2.5), real("seconds", 400), whole("tokens", 1_001)))
        .isEmpty();
    assertThat(concluded(when, real("rate", 2.5), real("seconds", 400), whole("tokens", 1_002)))
        .containsExactly("yes");
  }

  @Test
  void integers_of_any_size_compare_with_doubles_and_literals() throws PackException {
    String when =
        """
        $real : NumberField()
          IntegerField( moreThan( $real ), moreThan( 4096 ), lessThan( 1.5 ) == false )
        """;
    assertThat(concluded(when, whole("a", HUGE), real("b", Double.MAX_VALUE)))
        .containsExactly("yes");
    assertThat(concluded(when, whole("a", 4096), real("b", -1))).isEmpty();
    assertThat(concluded(when, whole("a", HUGE), real("b", Double.NaN))).isEmpty();
  }

  @Test
  void times_come_before_and_after_each_other() throws PackException {
    String when =
        """
        $start : TimeField( field == "start", isAfter( "2026-07-01" ) )
          TimeField( field == "end", isBefore( $start ) )
        """;
    assertThat(concluded(when, time("start", "20260710-013628"), time("end", "1783647387")))
        .containsExactly("yes");
    assertThat(concluded(when, time("start", "20260710-013628"), time("end", "1783647388")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-10T01:36:28Z,      2026-07-10T01:36:28Z",
    "2026-07-10T03:36:28+02:00, 2026-07-10T01:36:28Z",
    "2026-07-10T01:36:28.5,     2026-07-10T01:36:28.500Z",
    "20260710-013628,           2026-07-10T01:36:28Z",
    "2026-07-10,                2026-07-10T00:00:00Z",
    "1783647388,                2026-07-10T01:36:28Z",
    "1783647388.25,             2026-07-10T01:36:28.250Z",
    "-1,                        1969-12-31T23:59:59Z",
  })
  void a_time_is_read_in_each_of_its_forms(String text, Instant time) {
    assertThat(TimeField.parse(text)).hasValue(time);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "2026-13-01",
    "20260230-000000",
    "yesterday",
    "99999999999999999",
    "1e3",
    "NaN"
  })
  void what_is_no_time_is_none(String text) {
    assertThat(TimeField.parse(text)).isEmpty();
  }

  /** Against exact decimals, with numbers that are near each other and at the limits of doubles. */
  @Test
  void order_is_exact_between_integers_and_doubles() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      BigInteger integer = new BigInteger(1 + random.nextInt(1_100), random);
      double near = Math.min(integer.doubleValue(), Double.MAX_VALUE);
      double number = random.nextBoolean() ? near : Math.nextUp(near);
      int order =
          Double.isInfinite(number)
              ? -1
              : new BigDecimal(integer).compareTo(new BigDecimal(number));
      assertThat(whole("a", integer).moreThan(real("b", number))).isEqualTo(order > 0);
      assertThat(real("b", number).moreThan(whole("a", integer))).isEqualTo(order < 0);
      assertThat(whole("a", integer).sameAs(real("b", number))).isEqualTo(order == 0);
    }
  }

  @Test
  void nan_is_neither_more_nor_less_nor_near_nor_the_same() {
    NumberField nan = real("nan", Double.NaN);
    for (NumberField other : List.of(nan, real("one", 1), real("inf", Double.POSITIVE_INFINITY))) {
      assertThat(nan.moreThan(other) || other.moreThan(nan) || nan.sameAs(other)).isFalse();
      assertThat(nan.near(other, 1) || other.near(nan, 1)).isFalse();
    }
    assertThat(whole("zero", 0).near(real("zero", -0.0), 0)).isTrue();
  }
}
