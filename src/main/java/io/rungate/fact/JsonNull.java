package io.rungate.fact;

/**
 * JSON's {@code null} as a value, so that a member that is null differs from one that is absent.
 */
public enum JsonNull {
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}
