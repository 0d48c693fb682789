package io.rungate.pack;

import com.google.re2j.Pattern;
import io.rungate.fact.TimeField;
import io.rungate.pack.Table.Column;
import io.rungate.pack.Table.Of;
import io.rungate.pack.TableRows.Row;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a table of a pack. What it has to fit to, fields and other words, is asked elsewhere. */
final class TableReader {

  /** Each is tried on the value of each run. */
  private static final int MOST_PATTERNS = 500;

  /** Each is a fact of each run. */
  private static final int MOST_OF_EVERY_RUN = 50;

  private static final String EVERY_RUN = "every run";

  /** What is no name in a condition or in generated code, and what every row has already. */
  private static final Set<String> TAKEN =
      Set.of(
          """
          field source of result or and not in when then end rule query unit import package extends \
          true false null abstract assert boolean break byte case catch char class const continue \
          default do double else enum final finally float for goto if implements instanceof int \
          interface long native new private protected public return short static strictfp super \
          switch synchronized record this throw throws transient try void volatile while"""
              .split(" "));

  private final ConfigTable top;
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private String key;

  private TableReader(ConfigTable top) {
    this.top = top;
  }

  /** The table; with faults, something that nobody may use. */
  static Table read(String file, YamlNode tree, List<PackProblem> problems) {
    try (ConfigTable top = ConfigTable.of(file, tree, problems)) {
      return new TableReader(top).table(Table.nameOf(file), "");
    }
  }

  /** A table of a profile, which is a part of its file. */
  static Table read(ConfigTable section, String name, String profile) {
    return new TableReader(section).table(name, profile);
  }

  private Table table(String name, String profile) {
    String about = top.require("about");
    String word = top.require("word");
    if (!word.isEmpty() && !word.matches("[A-Z][A-Za-z0-9]*")) {
      top.faultAt("word", ": the type of a row is called such as GpuModel, not " + word);
    }
    readColumns();
    readKey();
    List<Of> of = of();
    boolean whole = key != null && !columns.containsValue(null);
    List<Row> rows = top.has("rows") && whole ? rows() : List.of();
    if (!top.has("rows")) {
      top.lacks("rows", " is missing: a table without rows knows nothing");
    }
    return new Table(
        name,
        profile,
        about,
        word,
        top.lineOf("word"),
        key,
        of,
        columns,
        whole ? TableRows.of(columns, key, rows) : null);
  }

  private void readColumns() {
    Set<String> types = Stream.of(Column.values()).map(Column::label).collect(Collectors.toSet());
    try (ConfigTable section = top.section("columns")) {
      for (String column : section.keys()) {
        if (!column.matches("[a-z][a-z0-9_]*")) {
          section.faultAt(column, ": a column is named in lower-case letters, digits and _");
        } else if (TAKEN.contains(column)) {
          section.faultAt(column, ": " + column + " is a word that rules cannot use for a column");
        }
        String type = section.oneOf(column, types);
        columns.put(column, type == null ? null : Column.of(type));
      }
      if (columns.isEmpty()) {
        top.lacks("columns", " is missing: which columns has the table, and of which types?");
      }
    }
  }

  private void readKey() {
    String named = top.require("key");
    if (!named.isEmpty() && !columns.isEmpty() && !columns.containsKey(named)) {
      String hint = Spelling.hint(named, columns.keySet());
      top.faultAt("key", ": the table has no column " + named + hint);
    } else if (columns.containsKey(named)) {
      key = named;
    }
    columns.forEach(
        (column, type) -> {
          if (type == Column.PATTERN && !column.equals(named)) {
            top.faultAt("columns", "." + column + ": only the key can be a pattern");
          } else if (column.equals(named) && (type == Column.NUMBER || type == Column.TIME)) {
            top.faultAt("key", " must be a text, an integer or a pattern, not a " + type.label());
          } else if (type != null && type.isCaptured() && columns.get(named) != Column.PATTERN) {
            top.faultAt("columns", "." + column + ": only a pattern captures something");
          }
        });
  }

  private List<Of> of() {
    List<Of> of = new ArrayList<>();
    if (top.node("of") instanceof YamlNode.Scalar text) {
      if (!text.text().equals(EVERY_RUN)) {
        String hint = Spelling.hint(text.text(), List.of(EVERY_RUN));
        top.faultAt("of", " must be a list of fields, or " + EVERY_RUN + hint);
      } else if (columns.get(key) == Column.PATTERN) {
        top.faultAt("of", ": a pattern is found in the value of a field, so name the field");
      }
      return of;
    }
    for (YamlNode item : top.items("of")) {
      if (item instanceof YamlNode.Scalar field && !field.text().isEmpty()) {
        of.add(new Of(field.text(), field.line()));
      } else {
        top.fault(item.line(), "of must be a list of fields");
      }
    }
    if (!top.has("of")) {
      top.lacks("of", " is missing: the value of which field chooses a row?");
    } else if (of.isEmpty() && top.node("of") instanceof YamlNode.Sequence) {
      top.faultAt("of", " names no field");
    }
    return of;
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Map<String, Integer> lines = new TreeMap<>();
    List<ConfigTable> sections = top.sections("rows");
    if (columns.get(key) == Column.PATTERN && sections.size() > MOST_PATTERNS) {
      String many = ": a table of patterns holds at most %s rows, and these are %s";
      top.faultAt("rows", many.formatted(MOST_PATTERNS, sections.size()));
    }
    if (isOfEveryRun() && sections.size() > MOST_OF_EVERY_RUN) {
      String many = ": of every run are at most %s rows, and these are %s; ";
      String advice = "of: [field] takes only those that the run's own value chooses";
      top.faultAt("rows", many.formatted(MOST_OF_EVERY_RUN, sections.size()) + advice);
    }
    for (ConfigTable section : sections) {
      try (section) {
        List<Object> cells = cells(section);
        if (section.isBroken() || cells.contains(null)) {
          continue; // which was told
        }
        Row row = new Row(section.line(), cells);
        String name = cells.get(List.copyOf(columns.keySet()).indexOf(key)).toString();
        Integer other = lines.putIfAbsent(name, row.line());
        if (other != null) {
          section.faultAt(key, ": line " + other + " has a row for " + name + " already");
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private boolean isOfEveryRun() {
    return top.node("of") instanceof YamlNode.Scalar;
  }

  /** In the order of the columns; null what has a fault. */
  private List<Object> cells(ConfigTable row) {
    List<Object> cells = new ArrayList<>();
    columns.forEach((column, type) -> cells.add(cell(row, column, type)));
    return cells;
  }

  private Object cell(ConfigTable row, String column, Column type) {
    if (type.isCaptured()) {
      if (row.has(column)) {
        row.faultAt(column, ": the pattern captures it, so a row has no cell for it");
      }
      return type.label();
    }
    String text = row.require(column);
    if (text.isEmpty()) {
      return null;
    }
    return switch (type) {
      case TEXT, KEY, FIELD -> text;
      case NUMBER -> row.number(column);
      case PATTERN -> captures(row, column) ? text : null;
      case CAPTURED_TEXT, CAPTURED_INTEGER -> throw new IllegalArgumentException(column);
      case INTEGER -> {
        if (text.matches("-?\\d+")) {
          yield new BigInteger(text);
        }
        row.faultAt(column, " must be an integer, not " + text);
        yield null;
      }
      case TIME -> {
        if (TimeField.parse(text).isPresent()) {
          yield text;
        }
        row.faultAt(column, " must be " + TimeField.FORMS + ", not " + text);
        yield null;
      }
    };
  }

  /** Whether a pattern can be used, and captures what the columns say. */
  private boolean captures(ConfigTable row, String column) {
    Pattern pattern = row.pattern(column);
    if (pattern == null) {
      return false;
    }
    boolean number = columns.containsValue(Column.CAPTURED_INTEGER);
    if (!number && !columns.containsValue(Column.CAPTURED_TEXT)) {
      return true;
    }
    if (pattern.groupCount() != 1 || number && !pattern.pattern().contains("(\\d+)")) {
      String what = number ? "one number, as (\\d+)" : "one text, as (fp4|fp8)";
      row.faultAt(column, " must capture " + what + "; (?:...) groups without capturing");
      return false;
    }
    return true;
  }
}
