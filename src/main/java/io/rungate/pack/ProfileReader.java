package io.rungate.pack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a consumer knows: {@code data/consumers/NAME.yaml}. A rule speaks of the words of all
 * consumers, so that each has to have the same.
 */
final class ProfileReader {
  private ProfileReader() {}

  /** The tables of a profile, in the order of the file. */
  static List<Table> read(String file, YamlNode tree, List<PackProblem> problems) {
    String profile = file.substring(Table.PROFILES.length(), file.length() - Table.ENDING.length());
    List<Table> tables = new ArrayList<>();
    try (ConfigTable top = ConfigTable.of(file, tree, problems)) {
      top.require("about");
      try (ConfigTable all = top.section("tables")) {
        for (String name : all.keys()) {
          if (!name.matches("[a-z][a-z0-9-]*")) {
            all.faultAt(name, ": a table is named in lower-case letters, digits and -");
          }
          try (ConfigTable section = all.section(name)) {
            if (!section.isBroken()) {
              tables.add(TableReader.read(section, name, profile));
            }
          }
        }
      }
      if (!top.has("tables")) {
        top.lacks("tables", " is missing: what does the consumer know?");
      }
    }
    return tables;
  }

  /** Refuses profiles whose tables are not alike: a rule would mean less under one of them. */
  static void requireAlike(List<Table> tables, List<PackProblem> problems) {
    Map<String, Map<String, Table>> profiles = new LinkedHashMap<>();
    for (Table table : tables) {
      if (!table.profile().isEmpty()) {
        profiles
            .computeIfAbsent(table.profile(), profile -> new LinkedHashMap<>())
            .put(table.name(), table);
      }
    }
    Map<String, Table> first = null;
    for (Map<String, Table> one : profiles.values()) {
      if (first == null) {
        first = one;
      } else {
        requireAll(one, first, problems);
        requireAll(first, one, problems);
        compare(first, one, problems);
      }
    }
  }

  private static void requireAll(
      Map<String, Table> some, Map<String, Table> others, List<PackProblem> problems) {
    String file = some.values().iterator().next().file();
    others.forEach(
        (name, other) -> {
          if (!some.containsKey(name)) {
            String what =
                "tables: the profile has no %s, which %s:%d has%s"
                    .formatted(
                        name,
                        other.file(),
                        other.line(),
                        Spelling.hint(name, some.keySet()).replace("did you mean", "is it"));
            problems.add(new PackProblem(file, 1, what));
          }
        });
  }

  private static void compare(
      Map<String, Table> first, Map<String, Table> others, List<PackProblem> problems) {
    others.forEach(
        (name, other) -> {
          Table one = first.get(name);
          if (one != null && !isAlike(one, other)) {
            String what =
                "tables.%s: word, key, of and columns are not those at %s:%d, and rules speak of both"
                    .formatted(name, one.file(), one.line());
            problems.add(new PackProblem(other.file(), other.line(), what));
          }
        });
  }

  private static boolean isAlike(Table one, Table other) {
    return one.word().equals(other.word())
        && one.key() != null
        && one.key().equals(other.key())
        && one.fields().equals(other.fields())
        && List.copyOf(one.columns().entrySet()).equals(List.copyOf(other.columns().entrySet()));
  }
}
