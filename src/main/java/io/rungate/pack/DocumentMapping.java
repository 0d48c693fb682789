package io.rungate.pack;

import io.rungate.pack.Mapping.Block;
import io.rungate.pack.Mapping.Document;
import io.rungate.pack.Mapping.Entry;
import io.rungate.pack.Mapping.Family;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the document of a mapping: its blocks, and the keys of each. */
final class DocumentMapping {
  private static final String WHEN = "when ";

  /** Tells a family from a key of its name. */
  private static final String FAMILY = "families ";

  private DocumentMapping() {}

  static Document read(ConfigTable top, List<Family> families) {
    if (!top.has("document")) {
      top.fault(top.line(), "the key document is missing");
    }
    Set<String> familyNames = new LinkedHashSet<>();
    families.forEach(family -> familyNames.add(family.name()));
    try (ConfigTable document = top.section("document")) {
      String fileName = document.has("file") ? document.require("file") : "agg_{name}.json";
      if (!fileName.contains("{name}")) {
        document.faultAt("file", " must hold {name}, so that runs do not overwrite each other");
      } else if (fileName.replace("{name}", "").contains("{")) {
        document.faultAt("file", " holds a placeholder other than {name}: " + fileName);
      } else if (fileName.contains("/") || fileName.contains("\\")) {
        document.faultAt("file", " must be a name, and no path");
      }
      if (top.has("document") && !document.has("blocks")) {
        document.lacks("blocks", " is missing");
      }
      List<Block> blocks = new ArrayList<>();
      Set<String> seen = new LinkedHashSet<>();
      for (ConfigTable block : document.sections("blocks")) {
        try (block) {
          List<String> blockFamilies = block.texts("families");
          for (String family : blockFamilies) {
            if (!familyNames.contains(family)) {
              String hint = Spelling.hint(family, familyNames);
              block.faultAt("families", ": no family " + family + hint);
            }
          }
          Set<String> topologies = new LinkedHashSet<>(block.texts("topology"));
          if (block.has("topology") && topologies.isEmpty()) {
            block.faultAt("topology", " names none; leave it out for all");
          }
          String word = block.filled("when");
          if (word != null && block.has("topology")) {
            block.faultAt("when", " and topology exclude each other");
          }
          Set<String> places = word == null ? topologies : Set.of(WHEN + word);
          for (String family : blockFamilies) {
            if (isTaken(FAMILY + family, places, seen)) {
              block.faultAt("families", ": the family " + family + " stands in the document twice");
            }
          }
          if (!block.has("keys") && !block.has("when-given") && !block.has("families")) {
            block.lacks("keys", ", when-given or families is missing: it is empty");
          }
          blocks.add(
              new Block(
                  block.line(),
                  topologies,
                  word,
                  entries(block, "keys", places, seen),
                  entries(block, "when-given", places, seen),
                  blockFamilies,
                  block.oneOf("when-not-finite", Set.of("omit")) != null));
        }
      }
      return new Document(fileName, blocks);
    }
  }

  /** {@code [key, key: field]}: a key shows the field of its own name unless it names another. */
  private static List<Entry> entries(
      ConfigTable block, String list, Set<String> places, Set<String> seen) {
    List<Entry> entries = new ArrayList<>();
    for (YamlNode item : block.items(list)) {
      String key;
      if (item instanceof YamlNode.Scalar scalar) {
        key = scalar.text();
        entries.add(new Entry(key, key, item.line()));
      } else if (item instanceof YamlNode.Table table
          && table.entries().size() == 1
          && table.entries().values().iterator().next() instanceof YamlNode.Scalar field) {
        key = table.entries().keySet().iterator().next();
        entries.add(new Entry(key, field.text(), item.line()));
      } else {
        block.fault(item.line(), block.at(list) + " must hold keys, or key: field");
        continue;
      }
      if (isTaken(key, places, seen)) {
        String what = ": the key " + key + " stands in the document twice";
        block.fault(item.line(), block.at(list) + what);
      }
    }
    return entries;
  }

  /**
   * Whether some run would have the key twice. Two words may exclude each other, which only a run
   * can tell; a topology and a word are not told apart at all.
   */
  private static boolean isTaken(String key, Set<String> places, Set<String> seen) {
    List<String> mine = places.isEmpty() ? List.of("") : List.copyOf(places);
    boolean taken = false;
    for (String place : mine) {
      for (String other : seen) {
        if (other.endsWith("\n" + key)) {
          String there = other.substring(0, other.length() - key.length() - 1);
          boolean apart =
              !place.isEmpty()
                  && !there.isEmpty()
                  && !place.equals(there)
                  && place.startsWith(WHEN) == there.startsWith(WHEN);
          taken |= !apart;
        }
      }
    }
    mine.forEach(place -> seen.add(place + "\n" + key));
    return taken;
  }
}
