package io.rungate.pack;

import io.rungate.pack.Mapping.Alias;
import io.rungate.pack.Mapping.Constant;
import io.rungate.pack.Mapping.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the keys of a block that no field and no rule gives: constants, and aliases of others. */
final class SaidKeys {
  private static final String TWICE = " stands in the document twice";

  private SaidKeys() {}

  /** {@code constants: { schema_version: 3 }}. */
  static List<Constant> constants(ConfigTable block, Predicate<String> isTaken) {
    List<Constant> constants = new ArrayList<>();
    try (ConfigTable section = block.section("constants")) {
      if (section.keys().isEmpty() && !section.isBroken()) {
        block.faultAt("constants", " names none");
      }
      for (String key : section.keys()) {
        if (isTaken.test(key)) {
          section.faultAt(key, ": the key " + key + TWICE);
        }
        Object value = value(section, key);
        if (value != null) {
          constants.add(new Constant(key, value, section.lineOf(key)));
        }
      }
    }
    return constants;
  }

  /** A number or truth value as JSON writes it; what is in quotes is a text. Null with a fault. */
  private static Object value(ConfigTable section, String key) {
    String text = section.text(key);
    if (text == null || section.node(key) instanceof YamlNode.Scalar scalar && scalar.quoted()) {
      return text;
    }
    if (text.matches("|~|null|Null|NULL|[-+]?(\\.(nan|NaN|NAN|inf|Inf|INF)|NaN|Infinity)")) {
      section.faultAt(key, " must be a text, a number, true or false");
      return null;
    }
    if (!text.matches("[-+.]?[0-9].*|true|false")) {
      return text;
    }
    try {
      return PythonJsonReader.read(text);
    } catch (JsonProblem e) {
      section.faultAt(key, " is no number as JSON writes one; a text stands in quotes: " + text);
      return null;
    }
  }

  /** {@code also-as: { key: other }}: the key of the block, and its other name. */
  static List<Alias> aliases(
      ConfigTable block, List<Entry> keys, List<Entry> whenGiven, Predicate<String> isTaken) {
    Set<String> known = new LinkedHashSet<>();
    keys.forEach(entry -> known.add(entry.key()));
    whenGiven.forEach(entry -> known.add(entry.key()));
    List<Alias> aliases = new ArrayList<>();
    try (ConfigTable section = block.section("also-as")) {
      if (section.keys().isEmpty() && !section.isBroken()) {
        block.faultAt("also-as", " names none");
      }
      for (String key : section.keys()) {
        String alias = section.filled(key);
        if (!known.contains(key)) {
          section.faultAt(key, ": the block has no key " + key + Spelling.hint(key, known));
        } else if (alias != null && isTaken.test(alias)) {
          section.faultAt(key, ": the key " + alias + TWICE);
        } else if (alias != null) {
          aliases.add(new Alias(alias, key, section.lineOf(key)));
        }
      }
    }
    return aliases;
  }
}
