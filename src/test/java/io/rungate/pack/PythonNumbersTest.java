package io.rungate.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.fact.DecimalText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonNumbersTest {

  private static final BigInteger FIRST_TOO_LARGE =
      BigInteger.TWO.pow(1024).subtract(BigInteger.TWO.pow(970));

  @ParameterizedTest
  @CsvSource({
    "8, 8",
    "'  8\n', 8",
    "'\u00a0\u30008\u2028\u0085', 8",
    "+8, 8",
    "-8, -8",
    "-0, 0",
    "007, 7",
    "1_000, 1000",
    "\u0661\u0662, 12",
    "\uff11\u0966, 10",
    "\ud835\udfd8\ud835\udfd9, 1",
    "123456789012345678901234567890, 123456789012345678901234567890",
  })
  void an_integer_is_read_as_int_reads_it(String text, BigInteger expected) {
    assertThat(PythonNumbers.parseInt(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "+", "abc", "8.0", "1e1", "0x8", "1__6", "_8", "8_", "+-8", "- 8", "1 2", "\u00b2",
        "\u22128", "\u200b8", "\ufeff8", "\u001c8", "8\u001f", "\ud835", "8\0"
      })
  void a_text_that_int_refuses_is_no_integer(String text) {
    assertThat(PythonNumbers.parseInt(text)).isEmpty();
  }

  @Test
  void an_integer_may_have_4300_digits_counting_zeros_but_not_underscores() {
    assertThat(PythonNumbers.parseInt("-" + "9".repeat(4300))).isPresent();
    assertThat(PythonNumbers.parseInt("0_".repeat(4299) + "1")).contains(BigInteger.ONE);
    assertThat(PythonNumbers.parseInt("9".repeat(4301))).isEmpty();
    assertThat(PythonNumbers.parseInt("0".repeat(4301))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "' 12.5\n', 12.5",
    "1_0.5, 10.5",
    ".5, 0.5",
    "5., 5.0",
    "-0, -0.0",
    "1E5, 100000.0",
    "1e1_0, 10000000000.0",
    "\u0661.\u0665, 1.5",
    "nan, NaN",
    "-NaN, NaN",
    "+INF, Infinity",
    "-infinity, -Infinity",
    "1e400, Infinity",
    "-1e400, -Infinity",
    "1e-400, 0.0",
  })
  void a_number_is_read_as_float_reads_it(String text, String expected) {
    assertThat(PythonNumbers.parseFloat(text).stream().mapToObj(DecimalText::of))
        .containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "e5",
        "1e",
        "1e+",
        "1.5f",
        "1.5d",
        "1L",
        "0x1p3",
        "1e_5",
        "1_e5",
        "1_.5",
        "1._5",
        "_1",
        "1_",
        "1__0",
        "infinit",
        "nan(1)",
        "+-1",
        "1,5",
        "\u001c1.5"
      })
  void a_text_that_float_refuses_is_no_number(String text) {
    assertThat(PythonNumbers.parseFloat(text)).isEmpty();
  }

  @Test
  void number_texts_give_what_python_gave() {
    SoftAssertions softly = new SoftAssertions();
    for (String line : Golden.lines("number-texts.jsonl")) {
      Map<?, ?> golden = Golden.object(line);
      String text = (String) golden.get("text");
      Optional<String> integer = PythonNumbers.parseInt(text).map(BigInteger::toString);
      softly.assertThat(integer.orElse("null")).as(line).isEqualTo(expected(golden, "int"));
      OptionalDouble number = PythonNumbers.parseFloat(text);
      softly
          .assertThat(number.isPresent() ? DecimalText.of(number.getAsDouble()) : "null")
          .as(line)
          .isEqualTo(expected(golden, "float"));
    }
    softly.assertAll();
  }

  private static String expected(Map<?, ?> golden, String key) {
    return golden.get(key).toString();
  }

  @Test
  void an_integer_becomes_the_nearest_double_and_a_tie_the_even_one() {
    assertThat(PythonNumbers.toDouble(new BigInteger("9007199254740993"))).hasValue(0x1p53);
    assertThat(PythonNumbers.toDouble(new BigInteger("9007199254740995"))).hasValue(0x1p53 + 4);
  }

  @Test
  void an_integer_that_would_round_to_infinity_is_refused() {
    assertThat(PythonNumbers.toDouble(FIRST_TOO_LARGE.subtract(BigInteger.ONE)))
        .hasValue(Double.MAX_VALUE);
    assertThat(PythonNumbers.toDouble(FIRST_TOO_LARGE)).isEmpty();
    assertThat(PythonNumbers.toDouble(FIRST_TOO_LARGE.negate())).isEmpty();
  }

  @Test
  void a_double_is_cut_towards_zero_and_exactly() {
    assertThat(PythonNumbers.truncate(64.9)).isEqualTo("64");
    assertThat(PythonNumbers.truncate(-64.9)).isEqualTo("-64");
    assertThat(PythonNumbers.truncate(-0.0)).isZero();
    assertThat(PythonNumbers.truncate(1e22)).isEqualTo("10000000000000000000000");
    assertThat(PythonNumbers.truncate(1e23)).isEqualTo("99999999999999991611392");
    assertThatThrownBy(() -> PythonNumbers.truncate(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1e3, 1000.0",
    "1e15, 1000000000000000.0",
    "9999999999999998, 9999999999999998.0",
    "1e16, 1e+16",
    "1.25e100, 1.25e+100",
    "1e-4, 0.0001",
    "9.9e-5, 9.9e-05",
    "1.5e-7, 1.5e-07",
    "5e-324, 5e-324",
    "-0.0, -0.0",
    "2e23, 2e+23",
    "NaN, NaN",
    "-Infinity, -Infinity",
  })
  void a_double_is_printed_as_json_dump_prints_it(double number, String expected) {
    assertThat(DecimalText.of(number)).isEqualTo(expected);
  }

  @Test
  void doubles_are_printed_as_python_printed_them() {
    SoftAssertions softly = new SoftAssertions();
    for (String line : Golden.lines("doubles.txt")) {
      double number = Double.longBitsToDouble(Long.parseUnsignedLong(line.substring(0, 16), 16));
      softly.assertThat(DecimalText.of(number)).as(line).isEqualTo(line.substring(17));
    }
    softly.assertAll();
  }

  @Test
  void what_is_printed_reads_back_as_the_same_bits_and_nothing_shorter_does() {
    Random random = new Random(17);
    for (int i = 0; i < 100_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (!Double.isFinite(number)) {
        continue;
      }
      String text = DecimalText.of(number);
      assertThat(Double.doubleToRawLongBits(PythonNumbers.parseFloat(text).orElseThrow()))
          .as(text)
          .isEqualTo(Double.doubleToRawLongBits(number));
      int digits = new BigDecimal(text).stripTrailingZeros().precision();
      if (digits > 1) {
        String shorter = String.format("%." + (digits - 2) + "e", number);
        assertThat(Double.parseDouble(shorter)).as("%s for %s", shorter, text).isNotEqualTo(number);
      }
    }
  }
}
