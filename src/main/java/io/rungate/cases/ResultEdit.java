package io.rungate.cases;

import io.rungate.pack.ConfigTable;
import io.rungate.pack.Spelling;
import io.rungate.pack.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a case changes in the result of its base run, which may be nested. */
final class ResultEdit {
  private ResultEdit() {}

  /**
   * The result with the keys under {@code drop} left out, and those under {@code result} in it.
   *
   * @param changed what stands under {@code result}
   */
  static Map<String, Object> of(
      ConfigTable one, Map<String, Object> base, Map<String, Object> changed) {
    Map<String, Object> result = base;
    for (YamlNode item : one.items("drop")) {
      List<String> path = path(item);
      if (path == null) {
        one.fault(item.line(), one.at("drop") + " must hold keys, or paths of keys");
      } else {
        result = without(result, path, one);
      }
    }
    return merged(result, changed);
  }

  /** Null for what is none. */
  private static List<String> path(YamlNode item) {
    if (item instanceof YamlNode.Scalar key) {
      return List.of(key.text());
    }
    List<String> path = new ArrayList<>();
    for (YamlNode step : item instanceof YamlNode.Sequence list ? list.items() : List.of(item)) {
      if (!(step instanceof YamlNode.Scalar key)) {
        return null;
      }
      path.add(key.text());
    }
    return path.isEmpty() ? null : path;
  }

  private static Map<String, Object> without(
      Map<String, Object> tree, List<String> path, ConfigTable one) {
    Map<String, Object> copy = new LinkedHashMap<>(tree);
    String key = path.get(0);
    boolean last = path.size() == 1;
    if (last ? copy.remove(key) == null : !(copy.get(key) instanceof Map)) {
      String what = ": the result of the base run has no ";
      one.faultAt("drop", what + key + Spelling.hint(key, tree.keySet()));
    } else if (!last) {
      copy.put(key, without(object(copy.get(key)), path.subList(1, path.size()), one));
    }
    return copy;
  }

  /** Objects are changed member by member, everything else is replaced. */
  private static Map<String, Object> merged(Map<String, Object> base, Map<String, Object> changed) {
    Map<String, Object> all = new LinkedHashMap<>(base);
    changed.forEach(
        (key, value) -> {
          boolean both = value instanceof Map && all.get(key) instanceof Map;
          all.put(key, both ? merged(object(all.get(key)), object(value)) : value);
        });
    return all;
  }

  @SuppressWarnings("unchecked") // the keys of a JSON object are texts
  private static Map<String, Object> object(Object tree) {
    return (Map<String, Object>) tree;
  }
}
