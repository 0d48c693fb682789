package io.rungate.pack;

/**
 * What a pack says about itself in {@code pack.yaml}.
 *
 * @param name the name that all versions share
 * @param version of the verdicts: major for a change that alters them
 * @param digest of the pack as it was released; empty for a draft, or where nobody wrote it down
 * @param replaces the version before, or empty
 * @param says the version in one sentence
 */
public record Manifest(
    String name, String version, Status status, String digest, String replaces, String says) {

  /** How far a pack may still change. */
  public enum Status {
    DRAFT,
    RELEASED
  }

  /** Whether a pack with this digest is no longer what was released under its version. */
  public boolean isEdited(String packDigest) {
    return !digest.isEmpty() && !digest.equals(packDigest);
  }

  /** As messages name the pack, such as {@code example 1.0.0}. */
  public String title() {
    return name + " " + version;
  }
}
