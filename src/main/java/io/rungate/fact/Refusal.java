package io.rungate.fact;

/** The run may not be published. */
public final class Refusal extends Objection {
  public Refusal(Object... evidence) {
    super(Severity.ERROR, evidence);
  }
}
