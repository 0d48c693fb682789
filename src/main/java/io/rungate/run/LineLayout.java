package io.rungate.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.stream.IntStream;

/**
 * Python's way to lay JSON out on lines: two spaces for each level, what is empty closed up. Values
 * deeper than a given level stand on the line of the one that holds them. One object lays out one
 * text.
 */
public final class LineLayout implements PrettyPrinter {
  private static final SerializedString AFTER_NAME = new SerializedString(": ");

  /** The starts of lines, by depth, as far down as documents go. */
  private static final SerializedString[] STARTS =
      IntStream.range(0, 16)
          .mapToObj(depth -> new SerializedString("\n" + "  ".repeat(depth)))
          .toArray(SerializedString[]::new);

  private final int lines;
  private int depth;

  /** Gives values a line of their own down to so many levels. */
  public LineLayout(int lines) {
    this.lines = lines;
  }

  @Override
  public void writeRootValueSeparator(JsonGenerator out) {
    throw new IllegalStateException("a text holds one value");
  }

  @Override
  public void writeStartObject(JsonGenerator out) throws IOException {
    start(out, '{');
  }

  @Override
  public void writeStartArray(JsonGenerator out) throws IOException {
    start(out, '[');
  }

  private void start(JsonGenerator out, char bracket) throws IOException {
    out.writeRaw(bracket);
    depth++;
  }

  @Override
  public void beforeObjectEntries(JsonGenerator out) throws IOException {
    beforeFirst(out);
  }

  @Override
  public void beforeArrayValues(JsonGenerator out) throws IOException {
    beforeFirst(out);
  }

  private void beforeFirst(JsonGenerator out) throws IOException {
    if (depth <= lines) {
      newLine(out);
    }
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
    separate(out);
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
    separate(out);
  }

  private void separate(JsonGenerator out) throws IOException {
    out.writeRaw(',');
    if (depth <= lines) {
      newLine(out);
    } else {
      out.writeRaw(' ');
    }
  }

  @Override
  public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
    out.writeRaw(AFTER_NAME);
  }

  @Override
  public void writeEndObject(JsonGenerator out, int members) throws IOException {
    end(out, members, '}');
  }

  @Override
  public void writeEndArray(JsonGenerator out, int items) throws IOException {
    end(out, items, ']');
  }

  private void end(JsonGenerator out, int held, char bracket) throws IOException {
    depth--;
    if (held > 0 && depth < lines) {
      newLine(out);
    }
    out.writeRaw(bracket);
  }

  private void newLine(JsonGenerator out) throws IOException {
    out.writeRaw(STARTS[Math.min(depth, STARTS.length - 1)]);
    for (int i = STARTS.length; i <= depth; i++) {
      out.writeRaw("  ");
    }
  }
}
