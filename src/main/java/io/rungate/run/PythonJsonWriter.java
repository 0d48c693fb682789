package io.rungate.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.rungate.fact.DecimalText;
import io.rungate.fact.JsonNull;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
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
  private static final int DELETE = 0x7f;

  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

  private static final CharacterEscapes DELETE_ESCAPED = new DeleteEscaped();

  private PythonJsonWriter() {}

  /** Python escapes the last character of ASCII, too, for which Jackson has no setting. */
  private static final class DeleteEscaped extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private final int[] codes = standardAsciiEscapesForJSON();

    DeleteEscaped() {
      codes[DELETE] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return null;
    }
  }

  /** {@code json.dumps(tree, indent=2)}; there is no newline at the end. */
  public static byte[] prettyBytes(Object tree) {
    return write(tree, new LineLayout(Integer.MAX_VALUE));
  }

  /** The same as a text. */
  public static String pretty(Object tree) {
    return text(prettyBytes(tree));
  }

  /** {@code json.dumps(tree, separators=(",", ":"))}: one line, as JSON Lines wants it. */
  public static String compact(Object tree) {
    String plain = unquoted(tree);
    return plain != null ? plain : text(write(tree, null));
  }

  /** A tree as {@link #listing} lays it out. */
  public static String listed(Object tree) {
    return text(write(tree, new LineLayout(2)));
  }

  /**
   * For one value with every member on a line of its own, and every item of a list or member of an
   * object directly inside it, but nothing deeper: a long record stays readable, and two of them
   * can be compared line by line.
   */
  public static JsonGenerator listing(OutputStream bytes) throws IOException {
    return generator(bytes, new LineLayout(2));
  }

  private static JsonGenerator generator(OutputStream bytes, LineLayout layout) throws IOException {
    JsonGenerator out = JACKSON.createGenerator(bytes);
    out.setHighestNonEscapedChar(DELETE);
    out.setCharacterEscapes(DELETE_ESCAPED);
    return layout == null ? out : out.setPrettyPrinter(layout);
  }

  /** Writes all on one line without spaces if there is no layout. */
  private static byte[] write(Object tree, LineLayout layout) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = generator(bytes, layout)) {
      value(tree, out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  private static String text(byte[] ascii) {
    return new String(ascii, StandardCharsets.ISO_8859_1);
  }

  /** Writes a tree where the generator is. */
  public static void value(Object value, JsonGenerator out) throws IOException {
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
      return DecimalText.of(number);
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
