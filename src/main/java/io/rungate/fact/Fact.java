package io.rungate.fact;

/**
 * Something that was read from a run, or that a pack declares for it. A fact needs no reason:
 * reasons end in facts.
 *
 * <p>{@link OutOfBounds} and {@link MistypedField} may stand beside a mapped field. Numbers that
 * are not finite have a type of their own, because a comparison with NaN has no answer that a rule
 * could mean.
 */
public sealed interface Fact
    permits Run,
        Row,
        SweepRow,
        SweepGroup,
        ExpectedPoint,
        MappedField,
        OutOfBounds,
        MistypedField,
        Metric,
        TableRow,
        ResultUnreadable,
        NearName,
        KeyTwice {

  /** Where it was read; {@link Source#PACK} for what the mapping declares. */
  Source source();
}
