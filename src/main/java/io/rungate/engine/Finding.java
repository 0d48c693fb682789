package io.rungate.engine;

import io.rungate.fact.Severity;
import java.util.List;

/**
 * What a rule objects to, in words.
 *
 * @param code the rule's code
 * @param severity how much it weighs
 * @param message the rule's message with the values of this run
 * @param advice what to do about it, with the values of this run, or null
 * @param evidence the facts and conclusions that it rests on
 * @param justification the rule and all that it matched
 */
public record Finding(
    String code,
    Severity severity,
    String message,
    String advice,
    List<Object> evidence,
    Justification justification) {}
