package io.rungate.json;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Writes a JSON tree as Python's {@code json.dumps} does, in ASCII.
 *
 * <p>{@code Integer} and {@code Long} are accepted beside the types that {@link JsonReader} gives.
 * The methods throw {@link IllegalArgumentException} for a value of any other type, Java's null
 * included: a member without a value is {@link JsonNull#NULL}, or left out.
 */
public final class JsonWriter {

  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder(4096);

  /** How deep values stand on lines of their own. */
  private final int lines;

  /** What stands after a comma or colon inside a line. */
  private final String gap;

  private JsonWriter(int lines, String gap) {
    this.lines = lines;
    this.gap = gap;
  }

  /** {@code json.dumps(tree, indent=2)}; there is no newline at the end. */
  public static String pretty(Object tree) {
    return write(tree, new JsonWriter(Integer.MAX_VALUE, " "));
  }

  /** {@code json.dumps(tree, separators=(",", ":"))}: one line, as JSON Lines wants it. */
  public static String compact(Object tree) {
    return write(tree, new JsonWriter(0, ""));
  }

  /**
   * Every member of the tree on a line of its own, and every item of a list or member of an object
   * directly inside it, but nothing deeper: a long record stays readable, and two of them can be
   * compared line by line.
   */
  public static String listed(Object tree) {
    return write(tree, new JsonWriter(2, " "));
  }

  private static String write(Object tree, JsonWriter writer) {
    writer.value(tree, 0);
    return writer.out.toString();
  }

  private void value(Object value, int depth) {
    if (value instanceof String text) {
      string(text);
    } else if (value instanceof Double number) {
      out.append(PythonNumbers.repr(number));
    } else if (value instanceof BigInteger
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Boolean
        || value == JsonNull.NULL) {
      out.append(value);
    } else if (value instanceof JsonObject small) {
      object(small, depth);
    } else if (value instanceof Map<?, ?> members) {
      object(members, depth);
    } else if (value instanceof List<?> items) {
      array(items, depth);
    } else {
      throw notJson(value);
    }
  }

  private void object(JsonObject small, int depth) {
    if (small.isEmpty()) {
      out.append("{}");
      return;
    }
    for (int i = 0; i < small.size(); i++) {
      separate(i == 0 ? '{' : ',', depth + 1);
      string(small.name(i));
      out.append(lines > 0 ? ": " : ":");
      value(small.value(i), depth + 1);
    }
    close('}', depth);
  }

  private void object(Map<?, ?> members, int depth) {
    if (members.isEmpty()) {
      out.append("{}");
      return;
    }
    char before = '{';
    for (Map.Entry<?, ?> member : members.entrySet()) {
      if (!(member.getKey() instanceof String name)) {
        throw notJson(member.getKey());
      }
      separate(before, depth + 1);
      before = ',';
      string(name);
      out.append(lines > 0 ? ": " : ":");
      value(member.getValue(), depth + 1);
    }
    close('}', depth);
  }

  private void array(List<?> items, int depth) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    char before = '[';
    for (Object item : items) {
      separate(before, depth + 1);
      before = ',';
      value(item, depth + 1);
    }
    close(']', depth);
  }

  private void separate(char before, int depth) {
    out.append(before);
    if (depth <= lines) {
      newLine(depth);
    } else if (before == ',') {
      out.append(gap);
    }
  }

  private void close(char bracket, int depth) {
    if (depth < lines) {
      newLine(depth);
    }
    out.append(bracket);
  }

  private void newLine(int depth) {
    out.append('\n');
    for (int i = 0; i < depth; i++) {
      out.append("  ");
    }
  }

  /** Stretches that need no escape are copied whole: that is nearly all of every text. */
  private void string(String text) {
    out.append('"');
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        out.append(text, plain, i);
        character(c);
        plain = i + 1;
      }
    }
    out.append(text, plain, text.length());
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        out.append("\\u")
            .append(HEX.charAt(c >> 12))
            .append(HEX.charAt(c >> 8 & 0xF))
            .append(HEX.charAt(c >> 4 & 0xF))
            .append(HEX.charAt(c & 0xF));
      }
    }
  }

  private static IllegalArgumentException notJson(Object value) {
    return new IllegalArgumentException(
        value == null ? "Java's null is not JSON" : value.getClass().getName() + " is not JSON");
  }
}
