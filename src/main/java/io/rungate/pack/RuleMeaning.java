package io.rungate.pack;

import java.util.Map;

/**
 * A rule by its meaning: two rules mean the same when they differ in white space, comments or place
 * only.
 *
 * @param name the sentence that names it
 * @param concern the last segment of its package
 * @param file where it stands, inside the pack
 * @param line the same
 * @param tags its annotations
 * @param when its conditions, one space between words
 * @param then its consequence, in the same way
 */
public record RuleMeaning(
    String name,
    String concern,
    String file,
    int line,
    Map<String, String> tags,
    String when,
    String then) {}
