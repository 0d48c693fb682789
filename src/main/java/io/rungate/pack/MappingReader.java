package io.rungate.pack;

import io.rungate.pack.Mapping.Block;
import io.rungate.pack.Mapping.Bound;
import io.rungate.pack.Mapping.Document;
import io.rungate.pack.Mapping.Entry;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.Mapping.Formula;
import io.rungate.pack.Mapping.NamePart;
import io.rungate.pack.Mapping.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code fields.yaml}, and says everything that is wrong with it at once. */
final class MappingReader {
  private static final Set<String> TYPES =
      Set.of("text", "integer", "number", "boolean", "object", "json");

  private final String file;
  private final List<PackProblem> problems;
  private final Map<String, Set<String>> absentWhen = new HashMap<>();

  private MappingReader(String file, List<PackProblem> problems) {
    this.file = file;
    this.problems = problems;
  }

  static Mapping read(String file, Node root, List<PackProblem> problems) {
    return new MappingReader(file, problems).mapping(root);
  }

  private Mapping mapping(Node root) {
    try (Section top = Section.of(file, root, problems)) {
      readGroups(top);
      List<Field> fields = fields(top);
      List<Family> families = families(top);
      requireUse(top, fields, families);
      Document document = document(top, families);
      return new Mapping(file, fields, families, document, top.textTable("summary"));
    }
  }

  /** What counts as not given is often the same for a whole group, and is then said once. */
  private void readGroups(Section top) {
    try (Section groups = top.section("groups")) {
      for (String name : groups.keys()) {
        try (Section group = groups.section(name)) {
          absentWhen.put(name, new LinkedHashSet<>(group.texts("absent-when")));
        }
      }
    }
  }

  private void requireUse(Section top, List<Field> fields, List<Family> families) {
    Set<String> used = new LinkedHashSet<>();
    fields.forEach(field -> used.add(field.group()));
    families.forEach(family -> used.add(family.group()));
    try (Section groups = top.section("groups")) {
      for (String name : groups.keys()) {
        if (groups.has(name) && !used.contains(name)) {
          groups.fault(
              groups.lineOf(name),
              groups.at(name) + ": no field is in this group" + Spelling.hint(name, used));
        }
      }
    }
  }

  /** An entry's own texts, else its group's; an empty list of its own means none. */
  private Set<String> absentWhen(Section entry) {
    return entry.has("absent-when")
        ? new LinkedHashSet<>(entry.texts("absent-when"))
        : absentWhen.getOrDefault(entry.text("group"), Set.of());
  }

  private List<Field> fields(Section top) {
    List<Field> fields = new ArrayList<>();
    Map<String, String> givenBy = new HashMap<>();
    try (Section table = top.section("fields")) {
      for (String name : table.keys()) {
        try (Section entry = table.section(name)) {
          Field field = field(name, fields.size(), table.lineOf(name), entry);
          if (field.given() != null) {
            String place = (field.variable() != null ? "variable " : "result key ") + field.given();
            String earlier = givenBy.putIfAbsent(place, name);
            if (earlier != null) {
              entry.fault(
                  field.line(), table.at(name) + ": the " + place + " already gives " + earlier);
            }
          }
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private Field field(String name, int order, int line, Section entry) {
    String variable = entry.text("variable");
    String resultKey = entry.text("result");
    if ((variable == null) == (resultKey == null)) {
      entry.fault(line, "fields." + name + " needs either a variable or a result key");
    }
    String type = entry.oneOf("type", TYPES);
    return new Field(
        name,
        order,
        line,
        entry.require("group"),
        type == null ? Type.TEXT : Type.valueOf(type.toUpperCase(Locale.ROOT)),
        variable,
        resultKey,
        nameParts(entry),
        entry.text("default"),
        absentWhen(entry),
        new LinkedHashSet<>(entry.texts("yes")),
        entry.flag("ignore-case"),
        entry.texts("keys"),
        bound(entry, null));
  }

  private List<NamePart> nameParts(Section entry) {
    List<NamePart> parts = new ArrayList<>();
    for (Section part : entry.sections("file-name")) {
      try (part) {
        String value = part.text("value");
        part.require("match");
        Pattern match = part.pattern("match");
        if (match == null) {
          continue;
        }
        if (value == null && match.matcher("").groupCount() < 1) {
          part.fault(
              part.lineOf("match"), part.at("match") + " needs a group, or a value beside it");
          continue;
        }
        parts.add(new NamePart(match, value));
      }
    }
    return parts;
  }

  private static Bound bound(Section entry, Pattern keys) {
    BigDecimal least = entry.number("at-least");
    BigDecimal above = entry.number("above");
    if (least != null && above != null) {
      entry.fault(entry.lineOf("above"), entry.at("above") + " and at-least exclude each other");
    }
    if (least != null) {
      return new Bound(keys, least, true);
    }
    return above == null ? null : new Bound(keys, above, false);
  }

  private List<Family> families(Section top) {
    List<Family> families = new ArrayList<>();
    try (Section table = top.section("families")) {
      for (String name : table.keys()) {
        try (Section entry = table.section(name)) {
          entry.require("keys");
          Pattern keys = entry.pattern("keys");
          List<Bound> bounds = new ArrayList<>();
          for (Section bound : entry.sections("bounds")) {
            try (bound) {
              Bound read = bound(bound, bound.pattern("keys"));
              if (read != null) {
                bounds.add(read);
              }
            }
          }
          families.add(
              new Family(
                  name,
                  table.lineOf(name),
                  entry.require("group"),
                  keys == null ? Pattern.compile("(?!)") : keys,
                  entry.text("remove"),
                  entry.textTable("replace"),
                  formula(entry),
                  bounds,
                  absentWhen(entry)));
        }
      }
    }
    return families;
  }

  private static Formula formula(Section entry) {
    String text = entry.require("value");
    String[] words = text.trim().split("\\s*/\\s*", -1);
    try {
      if (words.length == 2 && words[0].equals("value")) {
        return new Formula(Double.parseDouble(words[1]), false);
      }
      if (words.length == 2 && words[1].equals("value")) {
        return new Formula(Double.parseDouble(words[0]), true);
      }
      if (text.trim().equals("value")) {
        return new Formula(1, false);
      }
    } catch (NumberFormatException e) {
      // said below, with the forms that are understood
    }
    entry.fault(
        entry.lineOf("value"),
        entry.at("value") + " must be value, value / NUMBER or NUMBER / value, not " + text);
    return new Formula(1, false);
  }

  private Document document(Section top, List<Family> families) {
    if (!top.has("document")) {
      top.fault(top.line(), "the key document is missing");
    }
    Set<String> familyNames = new LinkedHashSet<>();
    families.forEach(family -> familyNames.add(family.name()));
    try (Section document = top.section("document")) {
      String fileName = document.has("file") ? document.require("file") : "agg_{name}.json";
      if (!fileName.contains("{name}")) {
        document.fault(
            document.lineOf("file"),
            "document.file must hold {name}, so that runs do not overwrite each other");
      }
      List<Block> blocks = new ArrayList<>();
      Set<String> seen = new LinkedHashSet<>();
      for (Section block : document.sections("blocks")) {
        try (block) {
          List<String> blockFamilies = block.texts("families");
          for (String family : blockFamilies) {
            if (!familyNames.contains(family)) {
              block.fault(
                  block.lineOf("families"),
                  block.at("families")
                      + ": no family "
                      + family
                      + Spelling.hint(family, familyNames));
            }
          }
          Set<String> topologies = new LinkedHashSet<>(block.texts("topology"));
          blocks.add(
              new Block(
                  block.line(),
                  topologies,
                  entries(block, "keys", topologies, seen),
                  entries(block, "when-given", topologies, seen),
                  blockFamilies));
        }
      }
      return new Document(fileName, blocks);
    }
  }

  /** {@code [key, key: field]}: a key shows the field of its own name unless it names another. */
  private List<Entry> entries(
      Section block, String list, Set<String> topologies, Set<String> seen) {
    List<Entry> entries = new ArrayList<>();
    for (Node item : block.items(list)) {
      if (item instanceof Node.Scalar scalar) {
        entries.add(new Entry(scalar.text(), scalar.text(), scalar.line()));
      } else if (item instanceof Node.Table table
          && table.entries().size() == 1
          && table.entries().values().iterator().next() instanceof Node.Scalar field) {
        entries.add(
            new Entry(table.entries().keySet().iterator().next(), field.text(), table.line()));
      } else {
        block.fault(item.line(), block.at(list) + " must hold keys, or key: field");
        continue;
      }
      Entry entry = entries.get(entries.size() - 1);
      Set<String> places = topologies.isEmpty() ? Set.of("") : topologies;
      for (String place : places) {
        if (!seen.add(place + "\n" + entry.key())) {
          block.fault(
              entry.line(),
              block.at(list) + ": the key " + entry.key() + " stands in the document twice");
        }
      }
    }
    return entries;
  }
}
