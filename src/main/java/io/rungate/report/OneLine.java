package io.rungate.report;

/**
 * Text from outside as one line: a value must not be able to move the cursor or start a new line of
 * a report.
 */
final class OneLine {
  private OneLine() {}

  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      boolean hidden = c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
      out.append(
          switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> hidden ? "\\u%04x".formatted((int) c) : String.valueOf(c);
          });
    }
    return out.toString();
  }

  /** The same, with three dots for the end of a text that is longer than this. */
  static String of(String text, int longest) {
    String line = of(text);
    return line.length() <= longest ? line : line.substring(0, longest - 3) + "...";
  }
}
