package io.rungate.fact;

import java.util.List;

/** The run may not be published. */
public record Refusal(List<Object> evidence) implements Objection {

  public Refusal {
    evidence = Objection.flat(evidence);
  }

  public Refusal(Object... evidence) {
    this(List.of(evidence));
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
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
