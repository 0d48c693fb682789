package io.rungate.gate;

import io.rungate.engine.Evaluation;

/**
 * A row of a sweep, as rules see it that need only a row.
 *
 * @param file where it lies
 * @param index in the array of that file; negative where the file is the row
 */
public record SweepEntry(String file, int index, Evaluation evaluation) {}
