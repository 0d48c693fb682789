package io.rungate.fact;

import java.util.List;

/** The run may be published, but somebody should look. */
public record Warning(List<Object> evidence) implements Objection {

  public Warning {
    evidence = Objection.flat(evidence);
  }

  public Warning(Object... evidence) {
    this(List.of(evidence));
  }

  @Override
  public Severity severity() {
    return Severity.WARNING;
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
