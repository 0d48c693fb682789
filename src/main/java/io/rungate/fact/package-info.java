/**
 * The words that rules and Java share: what a run says, and what rules may conclude from it.
 *
 * <p>Everything here is an immutable record over JDK types, so that the rules engine can compare,
 * join and retract it by value. Words that only rules need are declared in a pack's own {@code
 * vocabulary.drl}.
 */
package io.rungate.fact;
