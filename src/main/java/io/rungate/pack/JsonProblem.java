package io.rungate.pack;

/**
 * A text is not JSON that Python would read. The message is one plain sentence for the person who
 * looks for the fault; where it stands is {@link #line()} and {@link #column()}.
 */
public final class JsonProblem extends Exception {

  private final int line;
  private final int column;

  JsonProblem(String message, int line, int column) {
    super(message);
    this.line = line;
    this.column = column;
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** From 1, in UTF-16 units. */
  public int column() {
    return column;
  }
}
