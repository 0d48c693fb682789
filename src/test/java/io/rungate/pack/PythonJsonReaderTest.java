package io.rungate.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonJsonReaderTest {

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> readMembers(byte[] utf8, Predicate<String> wanted)
      throws JsonProblem, IOException {
    return PythonJsonReader.readMembers(new ByteArrayInputStream(utf8), wanted, null);
  }

  private static Map<String, Object> readNothing(String text) throws JsonProblem, IOException {
    return readMembers(utf8(text), name -> false);
  }

  @ParameterizedTest
  @CsvSource({
    "1, BigInteger, 1",
    "-0, BigInteger, 0",
    "123456789012345678901234567890, BigInteger, 123456789012345678901234567890",
    "-123456789012345678, BigInteger, -123456789012345678",
    "1.0, Double, 1.0",
    "-0.0, Double, -0.0",
    "1E5, Double, 100000.0",
    "1e400, Double, Infinity",
    "NaN, Double, NaN",
    "-Infinity, Double, -Infinity",
    "true, Boolean, true",
    "null, JsonNull, null",
    "' \t\r\n\"a\" ', String, a",
    "[], ArrayList, []",
    "{}, LinkedHashMap, {}",
  })
  void each_kind_of_value_has_its_java_type(String text, String type, String value)
      throws Exception {
    Object read = PythonJsonReader.read(text);
    assertThat(read.getClass().getSimpleName()).isEqualTo(type);
    assertThat(read).hasToString(value);
    assertThat(PythonJsonReader.read(utf8(text))).isEqualTo(read);
    assertThat(readMembers(utf8("{\"a\":" + text + "}"), name -> true))
        .isEqualTo(Map.of("a", read));
  }

  @Test
  void of_repeated_keys_the_last_value_wins_and_the_first_position_stays() throws Exception {
    String text = "{\"a\":1,\"b\":2,\"a\":3}";
    assertThat(PythonJsonReader.read(text)).hasToString("{a=3, b=2}");
    assertThat(readMembers(utf8(text), name -> true)).hasToString("{a=3, b=2}");
  }

  @Test
  void lone_surrogates_are_read_from_escapes_in_texts_and_names() throws Exception {
    assertThat(PythonJsonReader.read(utf8("{\"\\udead\":\"\\ud800\\ud83d\\ude00\"}")))
        .isEqualTo(Map.of("\udead", "\ud800\ud83d\ude00"));
  }

  @Test
  void only_wanted_members_of_the_top_level_are_kept() throws Exception {
    String text = "{\"x\":{\"a\":1},\"a\":[1,{\"x\":2}],\"y\":[[\"a\"],{}],\"z\":\"\",\"b\":1.5}";
    assertThat(readMembers(utf8(text), List.of("a", "b")::contains))
        .hasToString("{a=[1, {x=2}], b=1.5}");
  }

  /** Text, then line and column of the fault, then what it is in words close to Python's. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, 1, 1, Expecting value",
        "`  `, 1, 3, Expecting value",
        "nul, 1, 1, Expecting value",
        "nullx, 1, 1, Expecting value",
        "`[1,]`, 1, 4, Expecting value",
        "`[1\n,x]`, 2, 2, Expecting value",
        "+1, 1, 2, Invalid number",
        "[+Infinity], 1, 2, Expecting value",
        "[-INF], 1, 2, Expecting value",
        "INF, 1, 1, Expecting value",
        "[+NaN], 1, 3, Invalid number",
        ".5, 1, 1, Expecting value",
        "/**/1, 1, 1, Expecting value",
        "\u00a01, 1, 1, Expecting value",
        "\u0661, 1, 1, Expecting value",
        "[\f1], 1, 2, Expecting value",
        "`{\"a\":1,}`, 1, 8, Expecting property name enclosed in double quotes",
        "{a:1}, 1, 2, Expecting property name enclosed in double quotes",
        "{'a':1}, 1, 2, Expecting property name enclosed in double quotes",
        "{\"a\" 1}, 1, 6, Expecting ':' delimiter",
        "[1 2], 1, 4, `Expecting ',' delimiter`",
        "`{\"a\":1 \"b\":2}`, 1, 8, `Expecting ',' delimiter`",
        "1 2, 1, 3, Extra data",
        "{} x, 1, 4, Extra data",
        "[]], 1, 3, Extra data",
        "\"a\"\"b\", 1, 4, Extra data",
        "1x, 1, 2, Extra data",
        "[01], 1, 3, Invalid number",
        "[-01], 1, 4, Invalid number",
        "[1.], 1, 3, Invalid number",
        "[1e], 1, 3, Invalid number",
        "[-], 1, 3, Invalid number",
        "\"\u0001\", 1, 2, Invalid control character",
        "`\"a\nb\"`, 1, 3, Invalid control character",
        "\"\\x\", 1, 3, Invalid \\escape",
        "\"\\u12\", 1, 6, Invalid \\uXXXX escape",
        "\"\\u 123\", 1, 4, Invalid \\uXXXX escape",
        "\"\\u+123\", 1, 4, Invalid \\uXXXX escape",
        "\"\\u004\u0130\", 1, 7, Invalid \\uXXXX escape",
        "\"\\\\\\u\u0661\", 1, 6, Invalid \\uXXXX escape",
        "\ufeff1, 1, 1, Unexpected UTF-8 BOM",
        "\"abc, 1, 5, Unexpected end of the text",
        "[1, 1, 3, Unexpected end of the text",
        "`[1,`, 1, 4, Unexpected end of the text",
        "{], 1, 2, Expecting property name enclosed in double quotes",
        "[}, 1, 2, Expecting value",
        "{\"a\":1], 1, 7, `Expecting ',' delimiter`",
        "{\"a\":1 /**/}, 1, 8, `Expecting ',' delimiter`",
      })
  void what_python_refuses_is_a_problem_with_a_place_and_a_plain_sentence(
      String text, int line, int column, String message) {
    JsonProblem problem =
        catchThrowableOfType(JsonProblem.class, () -> PythonJsonReader.read(text));
    assertThat(problem).as("problem of <%s>", text).isNotNull();
    assertThat(problem.line() + ":" + problem.column() + " " + problem.getMessage())
        .isEqualTo(line + ":" + column + " " + message);
    String skipped = "{\"a\":" + text + "}";
    if (!message.equals("Extra data")) {
      assertThatThrownBy(() -> readNothing(skipped)).isInstanceOf(JsonProblem.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00ff", // no UTF-8 byte
        "\u0080", // a continuation without a start
        "\u00c0\u00af", // overlong
        "\u00e0\u0080\u00af", // overlong
        "\u00ed\u00a0\u0080", // a surrogate
        "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080", // a surrogate pair, as CESU-8 writes it
        "\u00f4\u0090\u0080\u0080", // beyond U+10FFFF
        "\u00e2\u0082", // cut off
      })
  void bytes_that_are_not_utf_8_are_refused_where_they_stand(String bad) {
    for (String text :
        List.of("{\n\"a\": \"" + bad + "\"}", "{\n\"" + bad + "\": 1}", "{}\n " + bad)) {
      JsonProblem problem =
          catchThrowableOfType(
              JsonProblem.class,
              () -> readMembers(text.getBytes(StandardCharsets.ISO_8859_1), name -> false));
      assertThat(problem).hasMessage("Not UTF-8");
      assertThat(problem.line()).isEqualTo(2);
      assertThat(problem.column()).isEqualTo(text.indexOf(bad) - text.indexOf('\n'));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
  void other_encodings_are_not_guessed(String charset) {
    byte[] data = "{\"a\": 1}".getBytes(Charset.forName(charset));
    assertThatThrownBy(() -> PythonJsonReader.read(data)).isInstanceOf(JsonProblem.class);
  }

  @Test
  void an_escape_is_followed_across_every_boundary_of_the_buffers() throws Exception {
    for (int padding = 3980; padding < 4010; padding++) {
      String start = "\"" + "\u00e9".repeat(padding);
      assertThat(PythonJsonReader.read(start + "\\\\u\u0661\\u0041\""))
          .isEqualTo(start.substring(1) + "\\u\u0661A");
      JsonProblem problem =
          catchThrowableOfType(
              JsonProblem.class, () -> PythonJsonReader.read(utf8(start + "\\u004\u0130\"")));
      assertThat(problem).hasMessage("Invalid \\uXXXX escape");
      assertThat(problem.column()).isEqualTo(padding + 7);
    }
  }

  @Test
  void integers_of_more_than_4300_digits_are_refused_even_where_they_are_skipped()
      throws Exception {
    String longest = "-" + "9".repeat(4300);
    assertThat(PythonJsonReader.read(longest)).isEqualTo(new BigInteger(longest));
    assertThat(readNothing("{\"a\":[" + longest + "]}")).isEmpty();
    String tooLong = "9".repeat(4301);
    assertThatThrownBy(() -> PythonJsonReader.read(tooLong))
        .isInstanceOf(JsonProblem.class)
        .hasMessage("Exceeds the limit (4300 digits) for integers");
    assertThatThrownBy(() -> readNothing("{\"a\":[" + tooLong + "]}"))
        .isInstanceOf(JsonProblem.class);
    assertThat(PythonJsonReader.read(tooLong + ".0")).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void nesting_is_limited_before_the_stack_is() throws Exception {
    assertThat(PythonJsonReader.read("[".repeat(990) + "]".repeat(990))).isInstanceOf(List.class);
    for (String open : List.of("[".repeat(991), "[".repeat(100_000), "{\"a\":".repeat(100_000))) {
      assertThatThrownBy(() -> PythonJsonReader.read(open))
          .isInstanceOf(JsonProblem.class)
          .hasMessage("Nested deeper than 990 levels");
      assertThatThrownBy(() -> readNothing("{\"a\":" + open)).isInstanceOf(JsonProblem.class);
    }
  }

  @Test
  void texts_names_and_numbers_may_be_as_long_as_they_like() throws Exception {
    String name = "n".repeat(100_000);
    String text = "t".repeat(21_000_000);
    String number = "1." + "0".repeat(100_000);
    assertThat(PythonJsonReader.read("{\"" + name + "\":[\"" + text + "\"," + number + "]}"))
        .isEqualTo(Map.of(name, List.of(text, 1.0)));
  }

  @Test
  void a_top_level_that_is_not_an_object_has_no_members() {
    for (String text : List.of("[]", "1", "\"a\"", "null")) {
      assertThatThrownBy(() -> readNothing(text))
          .isInstanceOf(JsonProblem.class)
          .hasMessage("Expecting an object at the top level");
    }
  }

  @Test
  void a_stream_that_fails_is_not_a_problem_of_the_text() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk on fire");
          }
        };
    InputStream start = new ByteArrayInputStream(utf8("{\"a\":"));
    InputStream whole = new SequenceInputStream(start, broken);
    assertThatThrownBy(() -> PythonJsonReader.readMembers(whole, name -> true, null))
        .isInstanceOf(IOException.class)
        .hasMessage("disk on fire");
  }

  @Test
  void the_stream_stays_open_for_the_one_who_opened_it() throws Exception {
    boolean[] closed = {false};
    InputStream stream =
        new ByteArrayInputStream(utf8("{}")) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    PythonJsonReader.readMembers(stream, name -> true, null);
    assertThat(closed).containsExactly(false);
  }
}
