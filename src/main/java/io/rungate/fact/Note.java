package io.rungate.fact;

import java.util.List;

/** Worth knowing, nothing to do. */
public record Note(List<Object> evidence) implements Objection {

  public Note {
    evidence = Objection.flat(evidence);
  }

  public Note(Object... evidence) {
    this(List.of(evidence));
  }

  @Override
  public Severity severity() {
    return Severity.NOTE;
  }

  @Override
  public int hashCode() {
    return evidence.hashCode();
  }

  @Override
  public String toString() {
    return severity() + " about " + evidence;
  }
}
