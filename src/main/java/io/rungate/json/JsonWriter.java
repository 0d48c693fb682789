package io.rungate.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

  /** Bytes to start with: a document has some thousand. */
  private static final int DOCUMENT = 8192;

  /** What is written on one line is mostly a single value, and a record holds dozens of them. */
  private static final int VALUE = 64;

  private static final String HEX = "0123456789abcdef";

  /** Bytes, since all of it is ASCII and most of it goes to files. */
  private byte[] out;

  private int length;

  /** How deep values stand on lines of their own. */
  private final int lines;

  /** What stands after a comma or colon inside a line. */
  private final String gap;

  private JsonWriter(int expected, int lines, String gap) {
    this.out = new byte[expected];
    this.lines = lines;
    this.gap = gap;
  }

  /** {@code json.dumps(tree, indent=2)}; there is no newline at the end. */
  public static String pretty(Object tree) {
    return write(tree, new JsonWriter(DOCUMENT, Integer.MAX_VALUE, " "));
  }

  /** {@code json.dumps(tree, separators=(",", ":"))}: one line, as JSON Lines wants it. */
  public static String compact(Object tree) {
    return write(tree, new JsonWriter(VALUE, 0, ""));
  }

  /**
   * Every member of the tree on a line of its own, and every item of a list or member of an object
   * directly inside it, but nothing deeper: a long record stays readable, and two of them can be
   * compared line by line.
   */
  public static String listed(Object tree) {
    return write(tree, new JsonWriter(DOCUMENT, 2, " "));
  }

  /** The bytes of {@link #listed} and of a line end. */
  public static byte[] listedLine(Object tree) {
    JsonWriter writer = new JsonWriter(DOCUMENT, 2, " ");
    writer.value(tree, 0);
    writer.append('\n');
    return Arrays.copyOf(writer.out, writer.length);
  }

  private static String write(Object tree, JsonWriter writer) {
    writer.value(tree, 0);
    return new String(writer.out, 0, writer.length, StandardCharsets.ISO_8859_1);
  }

  private void append(char ascii) {
    need(1);
    out[length++] = (byte) ascii;
  }

  @SuppressWarnings("deprecation") // drops the upper halves of characters, of which ASCII has none
  private void append(String ascii) {
    need(ascii.length());
    ascii.getBytes(0, ascii.length(), out, length);
    length += ascii.length();
  }

  private void need(int more) {
    if (out.length - length < more) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, Math.addExact(length, more)));
    }
  }

  private void value(Object value, int depth) {
    if (value instanceof String text) {
      string(text);
    } else if (value instanceof Double number) {
      append(PythonNumbers.repr(number));
    } else if (value instanceof BigInteger
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Boolean
        || value == JsonNull.NULL) {
      append(value.toString());
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
      append("{}");
      return;
    }
    for (int i = 0; i < small.size(); i++) {
      separate(i == 0 ? '{' : ',', depth + 1);
      string(small.name(i));
      append(lines > 0 ? ": " : ":");
      value(small.value(i), depth + 1);
    }
    close('}', depth);
  }

  private void object(Map<?, ?> members, int depth) {
    if (members.isEmpty()) {
      append("{}");
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
      append(lines > 0 ? ": " : ":");
      value(member.getValue(), depth + 1);
    }
    close('}', depth);
  }

  private void array(List<?> items, int depth) {
    if (items.isEmpty()) {
      append("[]");
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
    append(before);
    if (depth <= lines) {
      newLine(depth);
    } else if (before == ',') {
      append(gap);
    }
  }

  private void close(char bracket, int depth) {
    if (depth < lines) {
      newLine(depth);
    }
    append(bracket);
  }

  private void newLine(int depth) {
    append('\n');
    for (int i = 0; i < depth; i++) {
      append("  ");
    }
  }

  private void string(String text) {
    int size = text.length();
    need(Math.addExact(size, 2));
    byte[] target = out;
    int end = length;
    target[end++] = '"';
    for (int i = 0; i < size; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        length = end;
        escape(c);
        need(size - i + 1);
        target = out;
        end = length;
      } else {
        target[end++] = (byte) c;
      }
    }
    target[end++] = '"';
    length = end;
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> append("\\\"");
      case '\\' -> append("\\\\");
      case '\b' -> append("\\b");
      case '\f' -> append("\\f");
      case '\n' -> append("\\n");
      case '\r' -> append("\\r");
      case '\t' -> append("\\t");
      default -> {
        append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          append(HEX.charAt(c >> shift & 0xF));
        }
      }
    }
  }

  private static IllegalArgumentException notJson(Object value) {
    return new IllegalArgumentException(
        value == null ? "Java's null is not JSON" : value.getClass().getName() + " is not JSON");
  }
}
