package io.rungate.report;

/** A text for people that grows line by line. */
final class Lines {
  private final StringBuilder text = new StringBuilder();

  /** Adds a line that is made of these parts. */
  void add(Object... parts) {
    for (Object part : parts) {
      text.append(part);
    }
    text.append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
