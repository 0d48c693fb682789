package io.rungate.pack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fields that are written once for several values: a loop such as {@code for side in [left, right]}
 * holds fields in whose names and texts {@code {side}} stands for each value in turn, and {@code
 * {SIDE}} for the same in upper case.
 */
final class FieldLoops {
  private static final Pattern LOOP = Pattern.compile("for +([^ ]+) +in +\\[(.*)]");
  private static final Pattern VARIABLE = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]+");

  /** In a pattern, {@code \p{Greek}} is no placeholder, and {@code x{2}} neither. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("(?<!\\\\[pP])\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final ConfigTable table;
  private final LinkedHashMap<String, YamlNode> entries = new LinkedHashMap<>();
  private final LinkedHashMap<String, Integer> lines = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> parts = new LinkedHashMap<>();

  /** What is told once, and not for every value. */
  private final Set<String> told = new LinkedHashSet<>();

  /** Writes all loops of a table out; what is wrong with one is told. */
  FieldLoops(ConfigTable table) {
    this.table = table;
    for (String key : table.keys()) {
      if (key.startsWith("for ")) {
        loop(key);
      } else {
        add(key, table.lineOf(key), table.node(key), Map.of());
      }
    }
  }

  /** The table as if there were no loops; each entry knows the line that it was written on. */
  ConfigTable writtenOut() {
    return table.with(entries, lines);
  }

  /** The value of the loop that a field was written in, by the loop's variable. */
  Map<String, String> partsOf(String field) {
    return parts.getOrDefault(field, Map.of());
  }

  private void loop(String key) {
    Matcher form = LOOP.matcher(key);
    if (!form.matches()) {
      table.faultAt(key, ": a loop is written: for role in [one, other]");
      table.has(key);
      return;
    }
    String variable = form.group(1);
    if (!VARIABLE.matcher(variable).matches()) {
      String what = ": a loop variable is made of lower-case letters, digits and _, not ";
      table.faultAt(key, what + variable);
      table.has(key);
      return;
    }
    List<String> values = values(key, form.group(2));
    try (ConfigTable body = table.section(key)) {
      body.keys().forEach(body::has);
      if (body.keys().isEmpty() && !body.isBroken()) {
        table.faultAt(key, ": the loop holds no field");
      }
      Body texts = new Body(key, body, variable);
      for (String value : values) {
        texts.writeOut(value);
      }
      if (!texts.used && !body.keys().isEmpty() && !values.isEmpty()) {
        table.faultAt(key, ": nothing in the loop names {" + variable + "}");
      }
    }
  }

  private List<String> values(String key, String list) {
    List<String> values = new ArrayList<>();
    if (list.isBlank()) {
      table.faultAt(key, ": the loop has no value");
      return values;
    }
    for (String part : list.split(",", -1)) {
      String value = part.strip();
      if (!VALUE.matcher(value).matches()) {
        String what = ": a value is made of letters, digits, _ and -, not \"";
        table.faultAt(key, what + value + '"');
      } else if (values.contains(value)) {
        table.faultAt(key, ": the loop has the value " + value + " twice");
      } else {
        values.add(value);
      }
    }
    return values;
  }

  private void add(String name, int line, YamlNode node, Map<String, String> by) {
    Integer other = lines.putIfAbsent(name, line);
    if (other == null) {
      entries.put(name, node);
      parts.put(name, by);
    } else if (told.add(name + line)) {
      String where = other == line ? " for another value of the loop" : " on line " + other;
      table.fault(line, table.at(name) + ": there is a field of this name" + where);
    }
  }

  /** What stands in one loop. */
  private final class Body {
    private final String loop;
    private final ConfigTable body;
    private final String variable;
    private final String inCapitals;

    private boolean used;

    Body(String loop, ConfigTable body, String variable) {
      this.loop = loop;
      this.body = body;
      this.variable = variable;
      this.inCapitals = variable.toUpperCase(Locale.ROOT);
    }

    void writeOut(String value) {
      for (String key : body.keys()) {
        YamlNode node = body.node(key);
        if (key.startsWith("for ")) {
          if (told.add(key)) {
            body.faultAt(key, ": a loop does not hold another one");
          }
          continue;
        }
        String name = filled(key, value, body.lineOf(key));
        add(name, body.lineOf(key), filled(node, value), Map.of(variable, value));
      }
    }

    private YamlNode filled(YamlNode node, String value) {
      if (node instanceof YamlNode.Scalar scalar) {
        String text = filled(scalar.text(), value, scalar.line());
        return new YamlNode.Scalar(scalar.line(), text, scalar.quoted());
      }
      if (node instanceof YamlNode.Sequence list) {
        return new YamlNode.Sequence(
            list.line(), list.items().stream().map(item -> filled(item, value)).toList());
      }
      YamlNode.Table table = (YamlNode.Table) node;
      LinkedHashMap<String, YamlNode> filled = new LinkedHashMap<>();
      table.entries().forEach((key, item) -> filled.put(key, filled(item, value)));
      return new YamlNode.Table(table.line(), filled, table.lines());
    }

    private String filled(String text, String value, int line) {
      StringBuilder filled = new StringBuilder();
      Matcher place = PLACEHOLDER.matcher(text);
      while (place.find()) {
        String name = place.group(1);
        boolean upper = name.equals(inCapitals);
        if (upper || name.equals(variable)) {
          used = true;
          String by = upper ? value.toUpperCase(Locale.ROOT) : value;
          place.appendReplacement(filled, Matcher.quoteReplacement(by));
        } else if (told.add(line + name)) {
          boolean small = name.equals(name.toLowerCase(Locale.ROOT));
          boolean capitals = name.equals(name.toUpperCase(Locale.ROOT));
          // Of a name in both, nobody knows which was meant.
          List<String> near =
              small
                  ? List.of(variable)
                  : capitals ? List.of(inCapitals) : List.of(variable, inCapitals);
          String hint = Spelling.hint(name, near);
          table.fault(line, table.at(loop) + ": the loop has no {" + name + "}" + hint);
        }
      }
      return place.appendTail(filled).toString();
    }
  }
}
