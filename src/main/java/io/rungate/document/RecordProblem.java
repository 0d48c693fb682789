package io.rungate.document;

/** A text is no audit record that this program reads: a sentence for the person who gave it. */
public final class RecordProblem extends Exception {
  private static final long serialVersionUID = 1L;

  public RecordProblem(String message) {
    super(message);
  }
}
