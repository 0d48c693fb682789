package io.rungate.fact;

import java.util.List;

/** The run may be published, but somebody should look. */
public final class Warning extends Objection {
  public Warning(List<Object> evidence) {
    super(Severity.WARNING, evidence);
  }

  public Warning(Object... evidence) {
    this(List.of(evidence));
  }
}
