package io.rungate.run;

import java.util.ArrayList;
import java.util.List;

/** What a call names cannot be read as runs: sentences for the person who named it. */
public final class InputException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> problems;

  public InputException(String message) {
    this(List.of(message));
  }

  public InputException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = new ArrayList<>(problems);
  }

  /** A sentence each. */
  public List<String> problems() {
    return problems;
  }
}
