package io.rungate.fact;

/**
 * NaN or an infinity where a number belongs: JSON has no word for it, so a document that holds one
 * is lost.
 */
public record NonFiniteField(String field, String group, double amount, Source source)
    implements NumberField {
  @Override
  public String toString() {
    return field + " = " + DecimalText.of(amount);
  }
}
