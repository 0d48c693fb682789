package io.rungate.fact;

import java.util.Map;

/** A finite number. */
public record RealField(
    String field, String group, double amount, Source source, Map<String, String> parts)
    implements NumberField {
  public RealField {
    if (!Double.isFinite(amount)) {
      throw new IllegalArgumentException(field + " is not finite: " + amount);
    }
  }

  public RealField(String field, String group, double amount, Source source) {
    this(field, group, amount, source, Map.of());
  }

  @Override
  public int hashCode() {
    return 31 * field.hashCode() + Double.hashCode(amount);
  }

  @Override
  public String toString() {
    return (field.isEmpty() ? "" : field + " = ") + DecimalText.of(amount);
  }
}
