package io.rungate.fact;

/**
 * A measured number of a key family, converted to what the document shows.
 *
 * @param family the family's name in the mapping
 * @param key the key of the document
 * @param measured the number in the result file
 * @param amount the number in the document: what {@code measured} is divided by, or what divides by
 *     it, is the mapping's to say
 */
public record Metric(String family, String key, double measured, double amount, Source source)
    implements Fact {

  /** False for NaN and infinities, which JSON has no word for. */
  public boolean isFinite() {
    return Double.isFinite(amount);
  }

  @Override
  public String toString() {
    return key + " = " + DecimalText.of(amount);
  }
}
