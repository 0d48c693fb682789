package io.rungate.fact;

/** Worth knowing, nothing to do. */
public final class Note extends Objection {
  public Note(Object... evidence) {
    super(Severity.NOTE, evidence);
  }
}
