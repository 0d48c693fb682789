package io.rungate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.fact.JsonNull;
import io.rungate.run.PythonJsonWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reports are written as Python writes JSON, which is how documents are written. */
class JsonTextTest {
  private final Random random = new Random(42);

  @Test
  void numbers_and_texts_are_those_of_python() {
    List<Object> values =
        List.of(562.5, 1e16, 1e-5, 1e300, Double.NaN, Double.NEGATIVE_INFINITY, -0.0, true);
    assertThat(JsonText.compact(values))
        .isEqualTo("[562.5,1e+16,1e-05,1e+300,NaN,-Infinity,-0.0,true]");
    assertThat(JsonText.compact("a\"\\/\b\f\n\r\t\u0001\u007f\u00e9\u20ac\ud83d\ude00\ud800"))
        .isEqualTo(
            "\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u007f\\u00e9\\u20ac\\ud83d\\ude00\\ud800\"");
  }

  private record Measured(String name, double relativeShare, Object value, List<String> all) {}

  @Test
  void a_record_is_an_object_with_its_parts_in_their_order() {
    assertThat(JsonText.pretty(new Measured("x", 0.5, null, List.of())))
        .isEqualTo(
            """
            {
              "name": "x",
              "relative_share": 0.5,
              "value": null,
              "all": []
            }""");
  }

  @Test
  void any_tree_is_written_as_documents_are() {
    for (int i = 0; i < 2_000; i++) {
      Object tree = tree(4);
      assertThat(JsonText.compact(tree)).isEqualTo(PythonJsonWriter.compact(tree));
      assertThat(JsonText.pretty(tree)).isEqualTo(PythonJsonWriter.pretty(tree));
    }
  }

  @Test
  void what_is_no_json_is_refused() {
    assertThatThrownBy(() -> JsonText.compact(new Object()))
        .hasMessage("java.lang.Object is not JSON");
  }

  private Object tree(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> JsonNull.NULL;
      case 1 -> random.nextBoolean();
      case 2 -> new BigInteger(90, random);
      case 3 -> Double.longBitsToDouble(random.nextLong());
      case 4 -> random.nextDouble();
      case 5 -> text();
      case 6 -> {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(tree(depth - 1));
        }
        yield items;
      }
      default -> {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.put(text(), tree(depth - 1));
        }
        yield members;
      }
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append((char) (random.nextBoolean() ? random.nextInt(0x90) : random.nextInt(0x10000)));
    }
    return text.toString();
  }
}
