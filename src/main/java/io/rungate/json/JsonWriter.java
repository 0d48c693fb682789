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

  /** An audit record has some twenty thousand. */
  private static final int RECORD = 32_768;

  /** What is written on one line is mostly a single value, and a record holds dozens of them. */
  private static final int VALUE = 64;

  private static final String HEX = "0123456789abcdef";

  /** By byte of a text in UTF-8: true for what stands for itself. */
  private static final boolean[] PLAIN = plain();

  /** Bytes, since all of it is ASCII and most of it goes to files. */
  private byte[] out;

  private int length;

  /** How many items the list has that is being written piece by piece. */
  private int items;

  /** How deep values stand on lines of their own. */
  private final int lines;

  /** What stands after a comma or colon inside a line. */
  private final String gap;

  private JsonWriter(int room, int lines, String gap) {
    this.out = new byte[room];
    this.lines = lines;
    this.gap = gap;
  }

  /** {@code json.dumps(tree, indent=2)}; there is no newline at the end. */
  public static String pretty(Object tree) {
    return write(tree, new JsonWriter(DOCUMENT, Integer.MAX_VALUE, " "));
  }

  /** {@code json.dumps(tree, separators=(",", ":"))}: one line, as JSON Lines wants it. */
  public static String compact(Object tree) {
    String plain = scalar(tree);
    return plain != null ? plain : write(tree, new JsonWriter(VALUE, 0, ""));
  }

  /**
   * Every member of the tree on a line of its own, and every item of a list or member of an object
   * directly inside it, but nothing deeper: a long record stays readable, and two of them can be
   * compared line by line.
   */
  public static String listed(Object tree) {
    return write(tree, new JsonWriter(RECORD, 2, " "));
  }

  /**
   * A writer of one object in the form of {@link #listed} that is told piece by piece, for what
   * would take longer to put together as a tree than to write.
   */
  public static JsonWriter listing() {
    JsonWriter writer = new JsonWriter(RECORD, 2, " ");
    writer.append('{');
    return writer;
  }

  /** A writer of one object in the form of {@link #pretty} that is told member by member. */
  public static JsonWriter prettyObject() {
    JsonWriter writer = new JsonWriter(DOCUMENT, Integer.MAX_VALUE, " ");
    writer.append('{');
    return writer;
  }

  /** A member of the object. */
  public void member(String name, Object tree) {
    name(name);
    value(tree, 1);
  }

  /** Starts a member that is a list. */
  public void list(String name) {
    name(name);
    append('[');
    items = 0;
  }

  private void name(String name) {
    append(length == 1 ? "\n  " : ",\n  ");
    string(name);
    append(": ");
  }

  /** Starts an item of the list, whose JSON begins with this. */
  public JsonWriter item(String json) {
    append(items == 0 ? "\n    " : ",\n    ");
    items++;
    append(json);
    return this;
  }

  /** Ends the list. */
  public void endList() {
    append(items == 0 ? "]" : "\n  ]");
  }

  /** A piece of JSON, ASCII only, as it is. */
  public JsonWriter json(String piece) {
    append(piece);
    return this;
  }

  /** A text, in quotes. */
  public JsonWriter text(String text) {
    string(text);
    return this;
  }

  /** A value inside a line. */
  public JsonWriter value(Object tree) {
    value(tree, lines + 1);
    return this;
  }

  /** Ends the object, and gives all that was written. */
  public String end() {
    append(length == 1 ? "}" : "\n}");
    return written();
  }

  /** Ends the object and its line, and gives the bytes of all that was written. */
  public byte[] endLine() {
    append(length == 1 ? "}\n" : "\n}\n");
    return Arrays.copyOf(out, length);
  }

  private static String write(Object tree, JsonWriter writer) {
    writer.value(tree, 0);
    return writer.written();
  }

  private String written() {
    return new String(out, 0, length, StandardCharsets.ISO_8859_1);
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
    String plain = scalar(value);
    if (plain != null) {
      append(plain);
    } else if (value instanceof String text) {
      string(text);
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

  /** What needs no quotes; null for all else. */
  private static String scalar(Object value) {
    if (value instanceof Double number) {
      return PythonNumbers.repr(number);
    }
    boolean plain =
        value instanceof BigInteger
            || value instanceof Integer
            || value instanceof Long
            || value instanceof Boolean
            || value == JsonNull.NULL;
    return plain ? value.toString() : null;
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
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length != text.length() || !isPlain(bytes)) {
      escaped(text);
      return;
    }
    int size = bytes.length;
    need(Math.addExact(size, 2));
    out[length] = '"';
    System.arraycopy(bytes, 0, out, length + 1, size);
    out[length + size + 1] = '"';
    length += size + 2;
  }

  /** A question mark may stand for half of a surrogate pair, which has no UTF-8. */
  private static boolean[] plain() {
    boolean[] plain = new boolean[128];
    for (char c = ' '; c <= '~'; c++) {
      plain[c] = c != '"' && c != '\\' && c != '?';
    }
    return plain;
  }

  private static boolean isPlain(byte[] utf8) {
    for (byte b : utf8) {
      if (b < 0 || !PLAIN[b]) {
        return false;
      }
    }
    return true;
  }

  private void escaped(String text) {
    append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        escape(c);
      } else {
        append(c);
      }
    }
    append('"');
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
