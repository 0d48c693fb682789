package io.rungate.fact;

/**
 * The result file of the run, when it could not be read. Nothing is known of what it would have
 * said, so its keys are not absent either.
 *
 * @param file its name
 * @param reason why not, as a sentence
 */
public record ResultUnreadable(String file, String reason, Source source) implements Fact {
  @Override
  public String toString() {
    return file + " cannot be read: " + reason;
  }
}
