package io.rungate.fact;

import java.util.Map;

/**
 * NaN or an infinity where a number belongs: JSON has no word for it, so a document that holds one
 * is lost.
 */
public record NonFiniteField(
    String field, String group, double amount, Source source, Map<String, String> parts)
    implements NumberField {
  public NonFiniteField(String field, String group, double amount, Source source) {
    this(field, group, amount, source, Map.of());
  }

  @Override
  public String toString() {
    return field + " = " + DecimalText.of(amount);
  }
}
