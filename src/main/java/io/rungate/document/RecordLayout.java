package io.rungate.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.Arrays;

/**
 * Every member of a record on a line of its own, and every item of a list or member of an object
 * directly inside it, but nothing deeper: a long record stays readable, and two of them can be
 * compared line by line. Holds how deep the writer is, so each writer needs its own.
 */
final class RecordLayout implements PrettyPrinter {
  /** How deep things stand on lines of their own. */
  private static final int LINES = 2;

  private static final SerializedString[] BEFORE_FIRST = texts("\n", "\n  ", "\n    ", "");
  private static final SerializedString[] BETWEEN = texts(",\n", ",\n  ", ",\n    ", ", ");
  private static final SerializedString AFTER_NAME = new SerializedString(": ");

  private int depth;

  @Override
  public void writeStartObject(JsonGenerator out) throws IOException {
    out.writeRaw('{');
    depth++;
  }

  @Override
  public void beforeObjectEntries(JsonGenerator out) throws IOException {
    beforeFirst(out);
  }

  @Override
  public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
    out.writeRaw(AFTER_NAME);
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
    separate(out);
  }

  @Override
  public void writeEndObject(JsonGenerator out, int members) throws IOException {
    end(out, members, '}');
  }

  @Override
  public void writeStartArray(JsonGenerator out) throws IOException {
    out.writeRaw('[');
    depth++;
  }

  @Override
  public void beforeArrayValues(JsonGenerator out) throws IOException {
    beforeFirst(out);
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
    separate(out);
  }

  @Override
  public void writeEndArray(JsonGenerator out, int items) throws IOException {
    end(out, items, ']');
  }

  @Override
  public void writeRootValueSeparator(JsonGenerator out) {
    // A record is one value.
  }

  private void beforeFirst(JsonGenerator out) throws IOException {
    out.writeRaw(BEFORE_FIRST[Math.min(depth, LINES + 1)]);
  }

  private void separate(JsonGenerator out) throws IOException {
    out.writeRaw(BETWEEN[Math.min(depth, LINES + 1)]);
  }

  private void end(JsonGenerator out, int count, char bracket) throws IOException {
    depth--;
    if (count > 0 && depth < LINES) {
      out.writeRaw(BEFORE_FIRST[depth]);
    }
    out.writeRaw(bracket);
  }

  private static SerializedString[] texts(String... texts) {
    return Arrays.stream(texts).map(SerializedString::new).toArray(SerializedString[]::new);
  }
}
