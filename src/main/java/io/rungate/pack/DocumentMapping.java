package io.rungate.pack;

import com.google.re2j.Pattern;
import io.rungate.pack.Mapping.Block;
import io.rungate.pack.Mapping.Document;
import io.rungate.pack.Mapping.Entry;
import io.rungate.pack.Mapping.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the documents of a mapping: their blocks, and the keys of each. */
final class DocumentMapping {
  private static final String NAME = "{name}";
  private static final String RECORD = "audit_{name}.json";
  private static final String TITLE = "[A-Za-z_][A-Za-z0-9_-]*";
  private static final String WHEN = "when ";

  /** Tells a family from a key of its name. */
  private static final String FAMILY = "families ";

  private final Map<String, Family> families;

  private DocumentMapping(List<Family> families) {
    this.families = new LinkedHashMap<>();
    families.forEach(family -> this.families.put(family.name(), family));
  }

  /** The agg document. */
  static Document first(ConfigTable top, List<Family> families) {
    if (!top.has("document")) {
      top.fault(top.line(), "the key document is missing");
    }
    DocumentMapping reader = new DocumentMapping(families);
    try (ConfigTable document = top.section("document")) {
      String fileName = document.has("file") ? document.require("file") : "agg_{name}.json";
      requireName(document, fileName);
      if (top.has("document") && !document.has("blocks")) {
        document.lacks("blocks", " is missing");
      }
      return new Document("", fileName, reader.blocks(document, true));
    }
  }

  /** Those that are published beside it. */
  static List<Document> further(ConfigTable top, List<Family> families, Document first) {
    if (!top.has("further-documents")) {
      return List.of();
    }
    List<Document> all = new ArrayList<>(List.of(first));
    try (ConfigTable table = top.section("further-documents")) {
      if (table.keys().isEmpty()) {
        top.faultAt("further-documents", " names none");
      }
      for (String name : table.keys()) {
        if (!Pattern.matches(TITLE, name)) {
          table.faultAt(name, ": a name is made of letters, digits, _ and -");
        }
        try (ConfigTable document = table.section(name)) {
          if (!document.isBroken()) {
            all.add(further(name, document, all, new DocumentMapping(families)));
          }
        }
      }
    }
    return List.copyOf(all.subList(1, all.size()));
  }

  private static Document further(
      String name, ConfigTable document, List<Document> others, DocumentMapping reader) {
    String fileName = document.require("file");
    if (!fileName.isEmpty()) {
      requireName(document, fileName);
      for (Document other : others) {
        if (mayMeet(fileName, other.fileName())) {
          document.faultAt("file", " may be the file of another run, as " + other.fileName());
        }
      }
      if (mayMeet(fileName, RECORD)) {
        document.faultAt("file", " may be the audit record of another run, " + RECORD);
      }
    }
    if (!document.has("blocks")) {
      document.lacks("blocks", " is missing");
    }
    return new Document(name, fileName, reader.blocks(document, false));
  }

  private static void requireName(ConfigTable document, String fileName) {
    if (!fileName.contains(NAME)) {
      document.faultAt("file", " must hold {name}, so that runs do not overwrite each other");
    } else if (fileName.replace(NAME, "").contains("{")) {
      document.faultAt("file", " holds a placeholder other than {name}: " + fileName);
    } else if (fileName.contains("/") || fileName.contains("\\")) {
      document.faultAt("file", " must be a name, and no path");
    }
  }

  /** Whether two runs have names by which these are one file. */
  private static boolean mayMeet(String some, String other) {
    int one = some.indexOf(NAME);
    int two = other.indexOf(NAME);
    if (one < 0 || two < 0) {
      return false; // which has been told
    }
    String start = some.substring(0, one);
    String before = other.substring(0, two);
    String end = some.substring(one + NAME.length());
    String after = other.substring(two + NAME.length());
    return (start.startsWith(before) || before.startsWith(start))
        && (end.endsWith(after) || after.endsWith(end));
  }

  /**
   * The blocks of a document or an object, in which no key stands twice.
   *
   * @param byKey whether a key shows the value of its own name also where it names a field: at the
   *     top of the agg document, of which the rules conclude the values
   */
  private List<Block> blocks(ConfigTable in, boolean byKey) {
    List<Block> blocks = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (ConfigTable block : in.sections("blocks")) {
      try (block) {
        blocks.add(block(block, seen, byKey));
      }
    }
    return blocks;
  }

  private Block block(ConfigTable block, Set<String> seen, boolean byKey) {
    Set<String> topologies = new LinkedHashSet<>(block.texts("topology"));
    if (block.has("topology") && topologies.isEmpty()) {
      block.faultAt("topology", " names none; leave it out for all");
    }
    String word = block.filled("when");
    if (word != null && block.has("topology")) {
      block.faultAt("when", " and topology exclude each other");
    }
    Set<String> places = word == null ? topologies : Set.of(WHEN + word);
    boolean flat = !(block.has("object") | block.has("list") | block.has("map"));
    Nested nested = flat ? null : NestedMapping.read(block, families, one -> blocks(one, false));
    if (nested != null && isTaken(nested.key(), places, seen)) {
      twice(block, block.line(), NestedMapping.kind(nested), nested.key());
    }
    List<Entry> keys = flat ? entries(block, "keys", places, seen, byKey) : List.of();
    List<Entry> whenGiven = flat ? entries(block, "when-given", places, seen, byKey) : List.of();
    return new Block(
        block.line(),
        topologies,
        word,
        keys,
        whenGiven,
        flat ? families(block, places, seen) : List.of(),
        block.oneOf("when-not-finite", Set.of("omit")) != null,
        nested,
        flat && block.has("constants")
            ? SaidKeys.constants(block, key -> isTaken(key, places, seen))
            : List.of(),
        flat && block.has("also-as")
            ? SaidKeys.aliases(block, keys, whenGiven, key -> isTaken(key, places, seen))
            : List.of());
  }

  private List<String> families(ConfigTable block, Set<String> places, Set<String> seen) {
    List<String> names = block.texts("families");
    for (String family : names) {
      if (!families.containsKey(family)) {
        String hint = Spelling.hint(family, families.keySet());
        block.faultAt("families", ": no family " + family + hint);
      }
      if (isTaken(FAMILY + family, places, seen)) {
        block.faultAt("families", ": the family " + family + " stands in the document twice");
      }
    }
    boolean constant = block.has("constants");
    if (!block.has("keys") && !block.has("when-given") && !block.has("families") && !constant) {
      block.lacks("keys", ", when-given or families is missing: it is empty");
    }
    return names;
  }

  private static List<Entry> entries(
      ConfigTable block, String list, Set<String> places, Set<String> seen, boolean byKey) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : entries(block, list)) {
      entries.add(byKey ? new Entry(entry.key(), entry.key(), entry.field(), entry.line()) : entry);
      if (isTaken(entry.key(), places, seen)) {
        twice(block, entry.line(), list, entry.key());
      }
    }
    return entries;
  }

  static void twice(ConfigTable block, int line, String at, String key) {
    block.fault(line, block.at(at) + ": the key " + key + " stands in the document twice");
  }

  /** {@code [key, key: field]}: a key shows what has its own name unless it names another. */
  static List<Entry> entries(ConfigTable block, String list) {
    List<Entry> entries = new ArrayList<>();
    for (YamlNode item : block.items(list)) {
      if (item instanceof YamlNode.Scalar scalar) {
        entries.add(new Entry(scalar.text(), scalar.text(), scalar.text(), item.line()));
      } else if (item instanceof YamlNode.Table table
          && table.entries().size() == 1
          && table.entries().values().iterator().next() instanceof YamlNode.Scalar field) {
        String key = table.entries().keySet().iterator().next();
        entries.add(new Entry(key, field.text(), field.text(), item.line()));
      } else {
        block.fault(item.line(), block.at(list) + " must hold keys, or key: field");
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
