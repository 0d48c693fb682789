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

  private final StringBuilder out = new StringBuilder(1024);
  private final boolean indented;

  private JsonWriter(boolean indented) {
    this.indented = indented;
  }

  /** {@code json.dumps(tree, indent=2)}; there is no newline at the end. */
  public static String pretty(Object tree) {
    return write(tree, true);
  }

  /** {@code json.dumps(tree, separators=(",", ":"))}: one line, as JSON Lines wants it. */
  public static String compact(Object tree) {
    return write(tree, false);
  }

  private static String write(Object tree, boolean indented) {
    JsonWriter writer = new JsonWriter(indented);
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
    } else if (value instanceof Map<?, ?> members) {
      object(members, depth);
    } else if (value instanceof List<?> items) {
      array(items, depth);
    } else {
      throw notJson(value);
    }
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
      out.append(before);
      before = ',';
      newLine(depth + 1);
      string(name);
      out.append(indented ? ": " : ":");
      value(member.getValue(), depth + 1);
    }
    newLine(depth);
    out.append('}');
  }

  private void array(List<?> items, int depth) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    char before = '[';
    for (Object item : items) {
      out.append(before);
      before = ',';
      newLine(depth + 1);
      value(item, depth + 1);
    }
    newLine(depth);
    out.append(']');
  }

  private void newLine(int depth) {
    if (indented) {
      out.append('\n');
      for (int i = 0; i < depth; i++) {
        out.append("  ");
      }
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
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
        if (c >= ' ' && c <= '~') {
          out.append(c);
        } else {
          out.append("\\u")
              .append(HEX.charAt(c >> 12))
              .append(HEX.charAt(c >> 8 & 0xF))
              .append(HEX.charAt(c >> 4 & 0xF))
              .append(HEX.charAt(c & 0xF));
        }
      }
    }
  }

  private static IllegalArgumentException notJson(Object value) {
    return new IllegalArgumentException(
        value == null ? "Java's null is not JSON" : value.getClass().getName() + " is not JSON");
  }
}
