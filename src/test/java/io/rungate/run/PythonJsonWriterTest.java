package io.rungate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.fact.JsonNull;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonJsonWriterTest {

  private static Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("none", JsonNull.NULL);
    tree.put("flags", List.of(true, false));
    tree.put("numbers", List.of(BigInteger.TEN.pow(20), 1, 2L, 1.0, -0.0, Double.NaN));
    tree.put("empty", List.of(List.of(), Map.of(), ""));
    return tree;
  }

  @Test
  void pretty_indents_by_two_closes_up_what_is_empty_and_ends_without_a_newline() {
    assertThat(PythonJsonWriter.pretty(tree()))
        .isEqualTo(
            """
            {
              "none": null,
              "flags": [
                true,
                false
              ],
              "numbers": [
                100000000000000000000,
                1,
                2,
                1.0,
                -0.0,
                NaN
              ],
              "empty": [
                [],
                {},
                ""
              ]
            }""");
  }

  @Test
  void compact_is_one_line_without_spaces() {
    assertThat(PythonJsonWriter.compact(tree()))
        .isEqualTo(
            "{\"none\":null,\"flags\":[true,false],"
                + "\"numbers\":[100000000000000000000,1,2,1.0,-0.0,NaN],\"empty\":[[],{},\"\"]}");
  }

  @ParameterizedTest
  @CsvSource({
    "'\b\f\n\r\t', \\b\\f\\n\\r\\t",
    "'\"\\', \\\"\\\\",
    "'\0\u001f', \\u0000\\u001f",
    "/<>&', /<>&'",
    "~\u007f, ~\\u007f",
    "\u00e9\u2028, \\u00e9\\u2028",
    "\ud83d\ude00, \\ud83d\\ude00",
    "\udead, \\udead",
  })
  void only_printable_ascii_is_written_plainly(String text, String expected) {
    assertThat(PythonJsonWriter.compact(text)).isEqualTo('"' + expected + '"');
    assertThat(PythonJsonWriter.compact(Map.of(text, 1))).isEqualTo("{\"" + expected + "\":1}");
  }

  @Test
  void a_tree_as_deep_as_the_reader_gives_can_be_written() {
    Object tree = new ArrayList<>();
    for (int i = 1; i < 1000; i++) {
      tree = i % 2 == 0 ? List.of(tree) : Map.of("a", tree);
    }
    assertThat(PythonJsonWriter.compact(tree)).hasSize(2 * 1000 + 4 * 500);
    assertThat(PythonJsonWriter.pretty(tree)).contains("[]");
  }

  @Test
  void a_value_that_is_not_json_is_a_mistake_of_the_caller() {
    assertThatThrownBy(() -> PythonJsonWriter.compact(List.of('c')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("java.lang.Character is not JSON");
    assertThatThrownBy(() -> PythonJsonWriter.pretty(null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PythonJsonWriter.pretty(Map.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
