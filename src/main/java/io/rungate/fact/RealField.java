package io.rungate.fact;

/** A finite number. */
public record RealField(String field, String group, double amount, Source source)
    implements NumberField {
  public RealField {
    if (!Double.isFinite(amount)) {
      throw new IllegalArgumentException(field + " is not finite: " + amount);
    }
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
