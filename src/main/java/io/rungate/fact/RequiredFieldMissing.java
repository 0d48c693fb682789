package io.rungate.fact;

/**
 * An absent field that a strict contract covers: concluded by rules, so that one finding can name
 * all of them.
 */
public record RequiredFieldMissing(AbsentField absent) implements Comparable<RequiredFieldMissing> {

  public String name() {
    return absent.name();
  }

  /** The name that the field has for a part; null where it has no such part. */
  public String part(String name) {
    return absent.part(name);
  }

  public boolean isVariable() {
    return absent.isVariable();
  }

  /** True for a key of the result file, false also for one of a row. */
  public boolean isMeasured() {
    return absent.source().isMeasured();
  }

  @Override
  public int compareTo(RequiredFieldMissing other) {
    return absent.compareTo(other.absent);
  }

  @Override
  public String toString() {
    return absent.toString();
  }
}
