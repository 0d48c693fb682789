package io.rungate.fact;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a rule objects to. The rule's own metadata say it in words (code, message, advice); the
 * objection holds what it rests on.
 */
public sealed interface Objection permits Refusal, Warning, Note {

  /** The facts and conclusions that the rule objects to. */
  List<Object> evidence();

  /** How much it weighs. */
  Severity severity();

  /**
   * Evidence that an accumulate collected comes as a list in the list, in no order: its members are
   * the evidence.
   */
  static List<Object> flat(List<Object> evidence) {
    return evidence.stream()
        .flatMap(one -> one instanceof Collection<?> many ? many.stream() : Stream.of(one))
        .sorted(Objection::byOrderOrText)
        .<Object>map(one -> one)
        .toList();
  }

  private static int byOrderOrText(Object one, Object other) {
    if (one instanceof RequiredFieldMissing missing
        && other instanceof RequiredFieldMissing another) {
      return missing.compareTo(another);
    }
    return one.toString().compareTo(other.toString());
  }
}
