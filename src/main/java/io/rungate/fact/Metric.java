package io.rungate.fact;

import java.util.Map;

/**
 * A measured number of a key family, converted to what the document shows.
 *
 * @param family the family's name in the mapping
 * @param key the key of the document
 * @param parts the names in its path that are known by pattern, by what the mapping calls them;
 *     empty for a result key
 * @param measured the number in the result file
 * @param amount the number in the document: what {@code measured} is divided by, or what divides by
 *     it, is the mapping's to say
 */
public record Metric(
    String family,
    String key,
    Map<String, String> parts,
    double measured,
    double amount,
    Source source)
    implements Fact, Quantity {

  @Override
  public double real() {
    return amount;
  }

  /** The name that was found for a part of its path; null where it has no such part. */
  public String part(String name) {
    return parts.get(name);
  }

  /** False for NaN and infinities, which JSON has no word for. */
  public boolean isFinite() {
    return Double.isFinite(amount);
  }

  /** False for what a database refuses: NUL, or half of a surrogate pair in the key. */
  public boolean isStorable() {
    return Storable.text(key);
  }

  /** Of what tells one from another; the engine asks often, also for words that hold it. */
  @Override
  public int hashCode() {
    return 31 * key.hashCode() + Double.hashCode(amount);
  }

  @Override
  public String toString() {
    return key + " = " + DecimalText.of(amount);
  }
}
