package io.rungate.fact;

/** The run may be published, but somebody should look. */
public final class Warning extends Objection {
  public Warning(Object... evidence) {
    super(Severity.WARNING, evidence);
  }
}
