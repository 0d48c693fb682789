package io.rungate.run;

/** What a call names cannot be read as runs: a sentence for the person who named it. */
public final class InputException extends Exception {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }
}
