package io.rungate.authoring;

/** A file cannot be brought into form; it is better left as it is than changed in its meaning. */
public final class UnformattableException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int line;

  UnformattableException(int line, String message) {
    super(message);
    this.line = line;
  }

  /** The line at fault, from 1. */
  public int line() {
    return line;
  }
}
