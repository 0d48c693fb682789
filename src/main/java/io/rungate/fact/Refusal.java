package io.rungate.fact;

import java.util.List;

/** The run may not be published. */
public final class Refusal extends Objection {
  public Refusal(List<Object> evidence) {
    super(Severity.ERROR, evidence);
  }

  public Refusal(Object... evidence) {
    this(List.of(evidence));
  }
}
