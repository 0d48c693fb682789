package io.rungate.fact;

import java.util.Locale;

/**
 * What a group of fields owes.
 *
 * @param group the group of the mapping
 * @param mode strict: absent is a fault; tolerant: absent gives the declared value
 */
public record Contract(String group, Mode mode) {

  /** How much a group owes. */
  public enum Mode {
    STRICT,
    TOLERANT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Contract strict(String group) {
    return new Contract(group, Mode.STRICT);
  }

  public static Contract tolerant(String group) {
    return new Contract(group, Mode.TOLERANT);
  }

  public boolean isStrict() {
    return mode == Mode.STRICT;
  }

  public boolean isTolerant() {
    return mode == Mode.TOLERANT;
  }

  @Override
  public String toString() {
    return mode + " contract for " + group;
  }
}
