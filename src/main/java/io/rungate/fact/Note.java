package io.rungate.fact;

import java.util.List;

/** Worth knowing, nothing to do. */
public final class Note extends Objection {
  public Note(List<Object> evidence) {
    super(Severity.NOTE, evidence);
  }

  public Note(Object... evidence) {
    this(List.of(evidence));
  }
}
