package io.rungate.fact;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a rule objects to. The rule's own metadata say it in words (code, message, advice); the
 * objection holds what it rests on: what an accumulate collected comes as a list, in no order, and
 * its members are the evidence.
 */
public abstract sealed class Objection permits Refusal, Warning, Note {
  private final Severity severity;
  private final List<Object> evidence;

  Objection(Severity severity, Object... evidence) {
    this.severity = severity;
    this.evidence =
        Stream.of(evidence)
            .flatMap(one -> members(one))
            .sorted(Objection::byOrderOrText)
            .<Object>map(one -> one)
            .toList();
  }

  private static Stream<?> members(Object one) {
    return one instanceof Tally tally
        ? tally.facts().stream()
        : one instanceof Collection<?> many ? many.stream() : Stream.of(one);
  }

  /** The facts and conclusions that the rule objects to. */
  public final List<Object> evidence() {
    return evidence;
  }

  /** How much it weighs. */
  public final Severity severity() {
    return severity;
  }

  private static int byOrderOrText(Object one, Object other) {
    if (one instanceof RequiredFieldMissing missing
        && other instanceof RequiredFieldMissing another) {
      return missing.compareTo(another);
    }
    return one.toString().compareTo(other.toString());
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof Objection that
        && severity == that.severity
        && evidence.equals(that.evidence);
  }

  @Override
  public final int hashCode() {
    return evidence.hashCode();
  }

  @Override
  public final String toString() {
    return severity + " about " + evidence;
  }
}
