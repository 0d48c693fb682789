package io.rungate.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.rungate.fact.JsonNull;
import io.rungate.pack.PythonNumbers;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Writes a JSON tree as Python's {@code json.dumps} does, in ASCII.
 *
 * <p>{@code Integer} and {@code Long} are accepted beside the types that {@link
 * io.rungate.pack.PythonJsonReader} gives. The methods throw {@link IllegalArgumentException} for a
 * value of any other type, Java's null included: a member without a value is {@link JsonNull#NULL},
 * or left out.
 */
public final class PythonJsonWriter {

  /** The last character that stands for itself. */
  private static final int LAST_PLAIN = '~';

  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

  private PythonJsonWriter() {}

  /** {@code json.dumps(tree, indent=2)}; there is no newline at the end. */
  public static String pretty(Object tree) {
    return write(tree, new LineLayout(Integer.MAX_VALUE));
  }

  /** {@code json.dumps(tree, separators=(",", ":"))}: one line, as JSON Lines wants it. */
  public static String compact(Object tree) {
    String plain = unquoted(tree);
    return plain != null ? plain : write(tree, null);
  }

  /**
   * Every member of the tree on a line of its own, and every item of a list or member of an object
   * directly inside it, but nothing deeper: a long record stays readable, and two of them can be
   * compared line by line.
   */
  public static String listed(Object tree) {
    return write(tree, new LineLayout(2));
  }

  /** Writes all on one line without spaces if there is no layout. */
  private static String write(Object tree, LineLayout layout) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JACKSON.createGenerator(text)) {
      // Not what the factory offers for this, which begins only behind 0x7f.
      out.setHighestNonEscapedChar(LAST_PLAIN);
      if (layout != null) {
        out.setPrettyPrinter(layout);
      }
      value(tree, out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return text.toString();
  }

  private static void value(Object value, JsonGenerator out) throws IOException {
    String plain = unquoted(value);
    if (plain != null) {
      out.writeNumber(plain);
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Map<?, ?> members) {
      out.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        if (!(member.getKey() instanceof String name)) {
          throw notJson(member.getKey());
        }
        out.writeFieldName(name);
        value(member.getValue(), out);
      }
      out.writeEndObject();
    } else if (value instanceof List<?> items) {
      out.writeStartArray();
      for (Object item : items) {
        value(item, out);
      }
      out.writeEndArray();
    } else {
      throw notJson(value);
    }
  }

  /** The text of a number or word; null for all else. */
  private static String unquoted(Object value) {
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

  private static IllegalArgumentException notJson(Object value) {
    return new IllegalArgumentException(
        value == null ? "Java's null is not JSON" : value.getClass().getName() + " is not JSON");
  }
}
