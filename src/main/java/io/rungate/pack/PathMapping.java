package io.rungate.pack;

import com.google.re2j.Pattern;
import io.rungate.pack.FamilyPath.Part;
import io.rungate.pack.ResultPath.Reduction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what {@code fields.yaml} says of places inside of a result file. */
final class PathMapping {
  private static final Set<String> REDUCTIONS = Set.of("count", "sum", "min", "max");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9.]+");

  private PathMapping() {}

  /** Null for a key of the top level, and for what is no path, which is told. */
  static ResultPath field(ConfigTable entry, String key) {
    String word = entry.oneOf("reduce", REDUCTIONS);
    entry.onlyWith("reduce", entry.has(key), "a " + key + " key or path");
    List<Object> steps =
        entry.node(key) instanceof YamlNode.Sequence
            ? steps(entry, key, entry.items(key))
            : top(entry, key);
    Reduction reduction = word == null ? null : Reduction.valueOf(word.toUpperCase(Locale.ROOT));
    return steps.isEmpty() || steps.size() == 1 && reduction == null
        ? null
        : new ResultPath(steps, reduction);
  }

  private static List<Object> top(ConfigTable entry, String at) {
    String key = entry.text(at);
    if (key != null && key.indexOf('.') >= 0) {
      refuseDots(entry, at, key);
    }
    return key == null ? List.of() : List.of(key);
  }

  /** The key that stands alone between brackets, because it holds a dot; else null. */
  static String literal(ConfigTable entry, String at) {
    List<YamlNode> items = entry.items(at);
    return items.size() == 1 && !entry.has("reduce") && items.get(0) instanceof YamlNode.Scalar key
        ? key.text()
        : null;
  }

  static void refuseDots(ConfigTable entry, String at, String key) {
    String path = String.join(", ", key.split("\\."));
    entry.faultAt(
        at, " must be a path, [%s], or for a key of this very name [%s]".formatted(path, key));
  }

  /** The type that comes of a reduction; a mapping does not say it again. */
  static String type(ConfigTable entry, ResultPath path) {
    String type = path.reduction() == Reduction.COUNT ? "integer" : "number";
    if (entry.has("type")) {
      entry.faultAt("type", " does not go with reduce: a " + path.reduction() + " is " + type);
    }
    return type;
  }

  /** Null for what is none, which is told. */
  static FamilyPath family(ConfigTable entry) {
    List<Object> steps = steps(entry, "path", entry.items("path"));
    for (String other : List.of("keys", "remove", "replace")) {
      entry.onlyWith(other, false, "result keys, and here is a path");
    }
    FamilyPath path = new FamilyPath(steps, entry.require("key"));
    Set<String> parts = path.parts().keySet();
    if (steps.size() == 1) {
      entry.faultAt("path", " has one step; keys of the top level are a family by keys");
    } else if (!steps.isEmpty() && parts.isEmpty()) {
      entry.faultAt("path", " has no part that is known by pattern; one value is a field");
    }
    Set<String> unnamed = new LinkedHashSet<>(parts);
    for (String name : FamilyPath.placeholders(path.key())) {
      if (!parts.contains(name)) {
        entry.faultAt("key", ": the path has no part " + name + Spelling.hint(name, parts));
      }
      unnamed.remove(name);
    }
    for (String name : entry.has("key") ? unnamed : Set.<String>of()) {
      entry.faultAt("key", " must hold {%s}, so that two keys do not become one".formatted(name));
    }
    return path;
  }

  /** What of a path can be read; the rest is told. */
  private static List<Object> steps(ConfigTable entry, String key, List<YamlNode> items) {
    List<Object> steps = new ArrayList<>();
    Set<String> parts = new LinkedHashSet<>();
    for (YamlNode item : items) {
      Object step = step(entry, key, item);
      if (step instanceof Part part && !parts.add(part.name())) {
        entry.fault(item.line(), entry.at(key) + " has two parts called " + part.name());
      }
      if (step != null) {
        steps.add(step);
      }
    }
    boolean family = key.equals("path");
    if (items.isEmpty()) {
      entry.faultAt(key, " is empty");
    } else if (!family && !parts.isEmpty()) {
      entry.faultAt(key, " must name one place; patterns go into a family");
    } else if (!steps.isEmpty() && steps.get(0) instanceof Integer) {
      entry.faultAt(key, " must begin with a name: a result file is an object");
    } else if (!family && isPlain(items)) {
      entry.faultAt(key, " is a key of the top level, which is written without brackets");
    }
    return steps;
  }

  private static boolean isPlain(List<YamlNode> items) {
    return items.size() == 1
        && items.get(0) instanceof YamlNode.Scalar key
        && key.text().indexOf('.') < 0;
  }

  private static Object step(ConfigTable entry, String key, YamlNode item) {
    if (item instanceof YamlNode.Scalar scalar) {
      return step(entry, key, scalar);
    }
    if (item instanceof YamlNode.Table table
        && table.entries().size() == 1
        && table.entries().values().iterator().next() instanceof YamlNode.Scalar pattern) {
      String name = table.entries().keySet().iterator().next();
      if (!NAME.matcher(name).matches()) {
        String what = ": a name is made of letters, digits and _, not " + name;
        entry.fault(item.line(), entry.at(key) + what);
      }
      Pattern compiled = entry.pattern(key, pattern.line(), pattern.text());
      return compiled == null ? null : new Part(name, compiled);
    }
    String what = " must hold names and indices, or a part and its pattern, { part: '^p[0-9]+$' }";
    entry.fault(item.line(), entry.at(key) + what);
    return null;
  }

  private static Object step(ConfigTable entry, String key, YamlNode.Scalar scalar) {
    String text = scalar.text();
    if (text.isEmpty()) {
      entry.fault(scalar.line(), entry.at(key) + " holds an empty name");
      return null;
    }
    if (scalar.quoted() || !NUMBER.matcher(text).matches()) {
      return text;
    }
    if (!INDEX.matcher(text).matches()) {
      String what = " holds %1$s: an index counts from 0, and a name of digits is quoted: \"%1$s\"";
      entry.fault(scalar.line(), entry.at(key) + what.formatted(text));
      return null;
    }
    return Integer.valueOf(text);
  }
}
