package io.rungate.pack;

import java.util.Map;

/**
 * A rule by its meaning: white space, comments and place make no difference. {@code when} and
 * {@code then} have one space between words.
 */
public record RuleMeaning(
    String name,
    String concern,
    String file,
    int line,
    Map<String, String> tags,
    String when,
    String then) {}
