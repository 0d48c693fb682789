package io.rungate.cases;

import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON values as a case writes them: what JSON has a word for, {@code NaN} and {@code Infinity}
 * included, is that value unless it stands in quotes; anything else is a text.
 */
final class JsonValues {
  private JsonValues() {}

  static Object of(YamlNode node) {
    if (node instanceof YamlNode.Table table) {
      Map<String, Object> tree = new LinkedHashMap<>();
      table.entries().forEach((key, value) -> tree.put(key, of(value)));
      return tree;
    }
    if (node instanceof YamlNode.Sequence sequence) {
      List<Object> items = new ArrayList<>();
      sequence.items().forEach(item -> items.add(of(item)));
      return items;
    }
    YamlNode.Scalar scalar = (YamlNode.Scalar) node;
    if (scalar.quoted()) {
      return scalar.text();
    }
    try {
      return PythonJsonReader.read(scalar.text());
    } catch (JsonProblem e) {
      return scalar.text();
    }
  }
}
