package io.rungate.report;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collection;

/**
 * A standard stream, line by line. What stands in a line, such as a name, a path or a value, is
 * shown and never obeyed: neither a terminal nor the log of a job takes orders from it.
 */
public final class Printer {
  private final PrintStream out;
  private boolean coloured;

  /** Without colour. */
  public Printer(PrintStream out) {
    this.out = out;
  }

  public void colour(boolean wanted) {
    coloured = wanted;
  }

  /** Prints one line, made of texts, of what is {@link Styled}, and of lists of both. */
  public void line(Object... parts) {
    StringBuilder line = new StringBuilder();
    append(Arrays.asList(parts), line);
    String text = line.toString();
    // What the log of a job takes for an order behind blanks alone.
    if (text.contains("::")) {
      text = text.replaceFirst("(?U)^((?:\\s|\u001b\\[[0-9;]+m)*):(?=:)", "$1\\\\u003a");
    }
    out.print(withoutOrders(text) + '\n');
  }

  /** Prints JSON, whose texts are the same when a character in them is written as its number. */
  public void json(String text) {
    out.print(withoutOrders(text));
  }

  /** Such as {@code ##vso[task.complete]}, which counts wherever it stands in a line. */
  private static String withoutOrders(String text) {
    return text.contains("##") ? text.replaceAll("#(?=#\\w*\\[)", "\\\\u0023") : text;
  }

  private void append(Object part, StringBuilder line) {
    if (part instanceof Collection<?> parts) {
      parts.forEach(one -> append(one, line));
    } else if (part instanceof Styled styled) {
      line.append(coloured ? "\u001b[" + styled.code() + "m" : "");
      append(styled.parts(), line);
      line.append(coloured ? "\u001b[0m" : "");
    } else {
      line.append(visible(String.valueOf(part)));
    }
  }

  /** Prints a text of ours. */
  public void raw(String text) {
    out.print(text);
  }

  public void flush() {
    out.flush();
  }

  /** A text in which every character can be seen: no line ends, no escapes, nothing that turns. */
  static String visible(String text) {
    if (isPlain(text) || text.codePoints().noneMatch(Printer::isHidden)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.append(isHidden(c) ? escape(c) : Character.toString(c)));
    return out.toString();
  }

  /** Most texts are, and reports of a large sweep ask this of millions. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> (c & 0xfffe) == 0xfffe; // no characters at all, and not allowed in XML
    };
  }

  private static String escape(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          c < 0x10000
              ? "\\u%04x".formatted(c)
              : "\\u%04x\\u%04x"
                  .formatted((int) Character.highSurrogate(c), (int) Character.lowSurrogate(c));
    };
  }

  /** A text, with three dots for its end where it is longer than this. */
  static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
  }
}
