package io.rungate.pack;

import io.rungate.fact.Source;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.SweepMapping.Reading;
import io.rungate.pack.SweepMapping.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads {@code sweep.yaml}, and says everything that is wrong with it at once. */
final class SweepReader {
  private static final Reading NOTHING_OF_POINTS =
      new Reading(Source.Kind.MATRIX, List.of(), List.of());
  private static final Reading NOTHING_OF_SWEEP =
      new Reading(Source.Kind.SWEEP, List.of(), List.of());

  private final String file;
  private final List<PackProblem> problems;
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  private SweepReader(String file, List<PackProblem> problems) {
    this.file = file;
    this.problems = problems;
  }

  static SweepMapping read(String file, YamlNode root, List<PackProblem> problems) {
    return new SweepReader(file, problems).mapping(root);
  }

  private SweepMapping mapping(YamlNode root) {
    try (ConfigTable top = ConfigTable.of(file, root, problems)) {
      if (!top.has("rows")) {
        top.require("rows");
      }
      Reading rows = reading(top, "rows", Source.Kind.ROW);
      Reading points = NOTHING_OF_POINTS;
      String each = "";
      if (top.has("points")) {
        try (ConfigTable section = top.section("points")) {
          each = section.require("each");
          points = MappingReader.reading(file, Source.Kind.MATRIX, section, problems);
          requireRead(section, each, points);
        }
      }
      for (String entry : List.of("partition", "keep")) {
        lines.put(entry, top.lineOf(entry));
      }
      Reading info = top.has("info") ? reading(top, "info", Source.Kind.SWEEP) : NOTHING_OF_SWEEP;
      SweepMapping mapping =
          new SweepMapping(
              file,
              signatures(top),
              rows,
              points,
              each,
              info,
              names(top, "partition"),
              groups(top),
              names(top, "keep"),
              lines);
      requireOneType(mapping);
      return mapping;
    }
  }

  private Reading reading(ConfigTable top, String name, Source.Kind place) {
    try (ConfigTable section = top.section(name)) {
      return MappingReader.reading(file, place, section, problems);
    }
  }

  /** The points of a job differ in this key, so a field has to say it. */
  private static void requireRead(ConfigTable section, String each, Reading points) {
    List<String> keys = new ArrayList<>();
    points.fields().stream()
        .filter(field -> field.path() == null && field.resultKey() != null)
        .forEach(field -> keys.add(field.resultKey()));
    if (!each.isEmpty() && !keys.contains(each)) {
      section.faultAt("each", ": no field reads the key " + each + Spelling.hint(each, keys));
    }
  }

  private static Map<String, Signature> signatures(ConfigTable top) {
    Map<String, Signature> signatures = new LinkedHashMap<>();
    if (!top.has("signatures")) {
      top.require("signatures");
      return signatures;
    }
    try (ConfigTable table = top.section("signatures")) {
      for (String kind : List.of(SweepMapping.ROW, SweepMapping.RESULT)) {
        if (!table.has(kind)) {
          table.require(kind);
          continue;
        }
        try (ConfigTable entry = table.section(kind)) {
          entry.require("at-least");
          Set<String> keys = new LinkedHashSet<>(names(entry, "keys"));
          Double least = entry.number("at-least");
          boolean fits = least != null && least == Math.rint(least) && least >= 1;
          if (least != null && !(fits && least <= keys.size())) {
            String all = keys.isEmpty() ? "" : ", of " + keys.size() + " keys";
            entry.faultAt("at-least", " must be a number of keys, at least 1" + all);
          }
          signatures.put(
              kind, new Signature(fits ? least.intValue() : 1, keys, table.lineOf(kind)));
        }
      }
    }
    return signatures;
  }

  private Map<String, List<String>> groups(ConfigTable top) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    try (ConfigTable table = top.section("groups")) {
      for (String name : table.keys()) {
        groups.put(name, names(table, name));
        lines.put("groups." + name, table.lineOf(name));
      }
    }
    return groups;
  }

  /** A list in which nothing stands twice; one that is there holds something. */
  private static List<String> names(ConfigTable table, String key) {
    if (!table.has(key)) {
      return List.of();
    }
    Set<String> names = new LinkedHashSet<>();
    for (String name : table.texts(key)) {
      if (name.isEmpty()) {
        table.faultAt(key, " holds an empty name");
      } else if (!names.add(name)) {
        table.faultAt(key, " names " + name + " twice");
      }
    }
    if (table.items(key).isEmpty() && table.node(key) instanceof YamlNode.Sequence) {
      table.faultAt(key, " is empty");
    }
    return new ArrayList<>(names);
  }

  /** Rules speak of a field by its name alone, whatever it was read from. */
  private void requireOneType(SweepMapping mapping) {
    Map<String, Field> first = new LinkedHashMap<>();
    for (Reading reading : List.of(mapping.rows(), mapping.points(), mapping.info())) {
      for (Field field : reading.fields()) {
        Field other = first.putIfAbsent(field.name(), field);
        if (other != null) {
          differ(file, field, file, other, problems);
        }
      }
    }
  }

  /** The same for the fields of runs. */
  static void requireOneType(SweepMapping sweep, Mapping runs, List<PackProblem> problems) {
    Map<String, Field> known = new LinkedHashMap<>();
    runs.fields().forEach(field -> known.put(field.name(), field));
    for (Field field : sweep.fields()) {
      Field other = known.get(field.name());
      if (other != null) {
        differ(sweep.file(), field, runs.file(), other, problems);
      }
    }
  }

  private static void differ(
      String file, Field field, String otherFile, Field other, List<PackProblem> problems) {
    if (field.type() != other.type()) {
      String what =
          "the field %s is %s here and %s at %s:%d; give one of them another name"
              .formatted(
                  field.name(), named(field.type()), named(other.type()), otherFile, other.line());
      problems.add(new PackProblem(file, field.line(), what));
    }
  }

  private static String named(Mapping.Type type) {
    return "type: " + type.name().toLowerCase(Locale.ROOT);
  }
}
