package io.rungate.pack;

import io.rungate.pack.Mapping.Block;
import io.rungate.pack.Mapping.Entry;
import io.rungate.pack.Mapping.Family;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads what a document has under a key where that is no single value. */
final class NestedMapping {
  private final ConfigTable block;
  private final String key;

  private NestedMapping(ConfigTable block, String key) {
    this.block = block;
    this.key = key;
  }

  /** The key of the mapping that names it. */
  static String kind(Nested nested) {
    return nested instanceof Nested.Group
        ? "object"
        : nested instanceof Nested.Items ? "list" : "map";
  }

  /** Null for one without a key, which is told. */
  static Nested read(
      ConfigTable block, Map<String, Family> families, Function<ConfigTable, List<Block>> blocks) {
    List<String> kinds = new ArrayList<>(List.of("object", "list", "map"));
    kinds.removeIf(kind -> !block.has(kind));
    if (kinds.size() > 1) {
      block.faultAt(kinds.get(1), " and " + kinds.get(0) + " exclude each other");
    }
    String kind = kinds.get(0);
    String key = block.filled(kind);
    NestedMapping reader = new NestedMapping(block, String.valueOf(key));
    Nested read =
        switch (kind) {
          case "object" -> reader.group(blocks);
          case "list" -> reader.list();
          default -> reader.map(families);
        };
    return key == null ? null : read;
  }

  private Nested group(Function<ConfigTable, List<Block>> blocks) {
    for (String inside :
        List.of("keys", "when-given", "families", "when-not-finite", "constants", "also-as")) {
      if (block.has(inside)) {
        block.faultAt(inside, " goes into the blocks of the object");
      }
    }
    if (!block.has("blocks") || block.items("blocks").isEmpty()) {
      block.lacks("blocks", " is missing: what is in the object?");
    }
    return new Nested.Group(key, blocks.apply(block));
  }

  private Nested list() {
    String of = block.require("of");
    return new Nested.Items(key, of, entries(of, Set.of()));
  }

  /**
   * The fields of a word that an object shows.
   *
   * @param families the names that may be meant where nothing is shown
   */
  private List<Entry> entries(String of, Set<String> families) {
    List<Entry> entries = DocumentMapping.entries(block, "keys");
    Set<String> seen = new LinkedHashSet<>();
    for (Entry entry : entries) {
      if (!seen.add(entry.key())) {
        DocumentMapping.twice(block, entry.line(), "keys", entry.key());
      }
    }
    if (!block.has("keys") || block.items("keys").isEmpty()) {
      String hint = Spelling.hint(of, families);
      block.lacks("keys", " is missing: which fields are shown of the word " + of + hint);
    }
    return entries;
  }

  private Nested map(Map<String, Family> families) {
    String of = block.require("of");
    List<String> by = block.texts("by");
    if (by.isEmpty()) {
      block.lacks("by", " is missing: what gives the keys of the map?");
    }
    if (by.size() > Set.copyOf(by).size()) {
      block.faultAt("by", " names one twice");
    }
    if (families.containsKey(of)) {
      family(families.get(of), by);
      return new Nested.ByPath(key, of, by);
    }
    String value = block.filled("value");
    if (value == null) {
      return new Nested.ByWord(key, of, by, entries(of, families.keySet()), false);
    }
    if (block.has("keys")) {
      block.faultAt("value", " and keys exclude each other");
    }
    Entry entry = new Entry("", value, value, block.lineOf("value"));
    return new Nested.ByWord(key, of, by, List.of(entry), true);
  }

  private void family(Family family, List<String> by) {
    for (String other : List.of("keys", "value")) {
      block.onlyWith(other, false, "a word, and " + family.name() + " is a family");
    }
    if (family.path() == null) {
      String what = ": the keys of the family " + family.name();
      block.faultAt("of", what + " have no parts; show them in an object");
      return;
    }
    Set<String> parts = new LinkedHashSet<>(family.path().parts().keySet());
    for (String name : by) {
      if (!family.path().parts().containsKey(name)) {
        String hint = Spelling.hint(name, family.path().parts().keySet());
        block.faultAt("by", ": the path has no part " + name + hint);
      }
      parts.remove(name);
    }
    for (String name : by.isEmpty() ? Set.<String>of() : parts) {
      block.faultAt("by", " must hold " + name + ", so that two keys do not become one");
    }
  }
}
