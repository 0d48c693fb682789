package io.rungate.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rungate.fact.JsonNull;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An object of a record that is being read. What is wrong with a member is collected with the
 * member's place, and something of the right type stands in for it, so that one reading finds
 * everything.
 */
final class RecordMember {
  private final JsonNode node;
  private final String at;
  private final List<String> problems;
  private final Set<String> asked = new LinkedHashSet<>();

  /** What an object of a record that is none stands in for has nothing more to tell. */
  private final boolean standIn;

  private RecordMember(JsonNode node, String at, boolean standIn, List<String> problems) {
    this.node = node;
    this.at = at;
    this.standIn = standIn;
    this.problems = problems;
  }

  static RecordMember top(JsonNode object, List<String> problems) {
    return new RecordMember(object, "", false, problems);
  }

  boolean has(String key) {
    asked.add(key);
    return node.has(key);
  }

  boolean isNull(String key) {
    return has(key) && node.get(key).isNull();
  }

  String text(String key) {
    JsonNode value = value(key);
    if (value.isTextual()) {
      return value.textValue();
    }
    mistyped(key, value, "a text");
    return "";
  }

  Optional<String> textOrNull(String key) {
    return isNull(key) ? Optional.empty() : Optional.of(text(key));
  }

  BigInteger integer(String key) {
    JsonNode value = value(key);
    if (value.isIntegralNumber()) {
      return value.bigIntegerValue();
    }
    mistyped(key, value, "an integer");
    return BigInteger.ZERO;
  }

  /** The number of a line, from 1. */
  int line(String key) {
    BigInteger line = integer(key);
    if (line.signum() <= 0 || line.bitLength() >= Integer.SIZE) {
      if (node.path(key).isIntegralNumber()) {
        problems.add(place(key) + ": no file has a line " + line);
      }
      return 1;
    }
    return line.intValue();
  }

  <T> T oneOf(String key, T[] values, Function<T, String> word) {
    String text = text(key);
    List<String> words = Stream.of(values).map(word).toList();
    if (!words.contains(text) && node.path(key).isTextual()) {
      problems.add(place(key) + ": \"" + text + "\" is none of " + String.join(", ", words));
    }
    return values[Math.max(0, words.indexOf(text))];
  }

  /** Any JSON value, as texts, numbers, maps and lists of the platform. */
  Object tree(String key) {
    JsonNode value = value(key);
    return value.isMissingNode() ? JsonNull.NULL : plain(value, key);
  }

  private Object plain(JsonNode value, String key) {
    if (value.isObject()) {
      Map<String, Object> members = new LinkedHashMap<>();
      value.properties().forEach(one -> members.put(one.getKey(), plain(one.getValue(), key)));
      return members;
    }
    if (value.isArray()) {
      List<Object> items = new ArrayList<>(value.size());
      value.forEach(item -> items.add(plain(item, key)));
      return items;
    }
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isIntegralNumber()) {
      return value.bigIntegerValue();
    }
    if (value.isNumber()) {
      if (!Double.isFinite(value.doubleValue())) {
        problems.add(place(key) + ": it holds a number that is too large for a document");
      }
      return value.doubleValue();
    }
    return value.isBoolean() ? value.booleanValue() : JsonNull.NULL;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : array(key, "a list of texts")) {
      if (item.isTextual()) {
        texts.add(item.textValue());
      } else {
        mistyped(key, item, "a list of texts");
      }
    }
    return texts;
  }

  <T> List<T> list(String key, Function<RecordMember, T> read) {
    List<T> items = new ArrayList<>();
    for (JsonNode item : array(key, "a list of objects")) {
      RecordMember member = child(item, place(key) + "/" + items.size());
      items.add(read.apply(member));
      member.close();
    }
    return items;
  }

  /** An object whose members all mean the same. */
  <T> Map<String, T> table(String key, BiFunction<RecordMember, String, T> read) {
    RecordMember table = object(key);
    Map<String, T> entries = new LinkedHashMap<>();
    table.node.fieldNames().forEachRemaining(name -> entries.put(name, read.apply(table, name)));
    return entries;
  }

  RecordMember object(String key) {
    return child(value(key), place(key));
  }

  /** Tells of the members that the form does not have. */
  void close() {
    Set<String> others = new LinkedHashSet<>();
    node.fieldNames().forEachRemaining(others::add);
    others.removeAll(asked);
    others.forEach(name -> problems.add(place(name) + ": the form has no such member"));
  }

  private RecordMember child(JsonNode value, String place) {
    if (!value.isObject() && !value.isMissingNode()) {
      problems.add(notA(place, "an object"));
    }
    return new RecordMember(value, place, !value.isObject(), problems);
  }

  private JsonNode array(String key, String wanted) {
    JsonNode value = value(key);
    if (value.isArray()) {
      return value;
    }
    mistyped(key, value, wanted);
    return MissingNode.getInstance();
  }

  /** A missing node, and a problem told, when there is no such member. */
  private JsonNode value(String key) {
    if (!has(key) && !standIn) {
      String who = at.isEmpty() ? "it" : at;
      problems.add("this is no complete audit record: " + who + " lacks \"" + key + "\"");
    }
    return node.path(key);
  }

  private void mistyped(String key, JsonNode value, String wanted) {
    if (!value.isMissingNode()) {
      problems.add(notA(place(key), wanted));
    }
  }

  private static String notA(String place, String wanted) {
    return "the member " + place + " of the audit record is not " + wanted;
  }

  /** As a JSON pointer. */
  private String place(String key) {
    return at + "/" + key.replace("~", "~0").replace("/", "~1");
  }
}
