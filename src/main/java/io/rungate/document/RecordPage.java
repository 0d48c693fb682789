package io.rungate.document;

import io.rungate.run.PythonJsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A record that is told piece by piece, in the form of {@link PythonJsonWriter#listed}: members
 * have lines of their own, and so have the items of a list.
 */
final class RecordPage {
  private final StringBuilder out = new StringBuilder("{");

  /** How many items the list has that is being written. */
  private int items;

  void member(String name, Object tree) {
    String object = PythonJsonWriter.listed(Map.of(name, tree));
    out.append(out.length() == 1 ? "" : ",").append(object, 1, object.length() - 2);
  }

  void list(String name) {
    out.append(out.length() == 1 ? "\n  " : ",\n  ").append(PythonJsonWriter.compact(name));
    out.append(": [");
    items = 0;
  }

  /** Starts an item of the list, whose JSON begins with this. */
  RecordPage item(String json) {
    out.append(items == 0 ? "\n    " : ",\n    ").append(json);
    items++;
    return this;
  }

  void endList() {
    out.append(items == 0 ? "]" : "\n  ]");
  }

  RecordPage json(String piece) {
    out.append(piece);
    return this;
  }

  /** A text, in quotes. */
  RecordPage text(String text) {
    out.append(PythonJsonWriter.compact(text));
    return this;
  }

  /** A value inside a line. */
  RecordPage value(Object tree) {
    String nested = PythonJsonWriter.listed(List.of(List.of(tree)));
    out.append(nested, "[\n  [\n    ".length(), nested.length() - "\n  ]\n]".length());
    return this;
  }

  byte[] endLine() {
    return out.append("\n}\n").toString().getBytes(StandardCharsets.US_ASCII);
  }
}
