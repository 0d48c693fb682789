package io.rungate.fact;

/**
 * A claim of the run that the evidence contradicts.
 *
 * @param claim the flag that was given
 * @param key the key of the document whose value goes against it
 */
public record Overruled(BooleanField claim, String key) {

  /** The claim as it was spelled. */
  public String given() {
    return claim.given();
  }

  @Override
  public String toString() {
    return claim.source().name() + "=" + claim.given() + " is overruled";
  }
}
