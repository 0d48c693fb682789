package io.rungate.fact;

/**
 * Something that was read from a run, or that a pack declares for it. A fact needs no reason:
 * reasons end in facts.
 *
 * <p>A mapped field of a run becomes exactly one of {@link Text}, {@link Whole}, {@link Real},
 * {@link NonFinite}, {@link Flag}, {@link Structure}, {@link Absent} or {@link Unreadable}; {@link
 * OutOfBounds} and {@link Mistyped} may stand beside it. Numbers that are not finite have a type of
 * their own, because a comparison with NaN has no answer that a rule could mean.
 */
public sealed interface Fact
    permits Run,
        Text,
        Whole,
        Quantity,
        Flag,
        Structure,
        Absent,
        Unreadable,
        OutOfBounds,
        Mistyped,
        Metric,
        Unread {

  /** Where it was read; {@link Source#PACK} for what the mapping declares. */
  Source source();
}
