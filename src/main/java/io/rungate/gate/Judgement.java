package io.rungate.gate;

import io.rungate.document.AggDocument;
import io.rungate.engine.Evaluation;
import io.rungate.run.RunInput;

/**
 * A judged run, before anything is written.
 *
 * @param input what was read
 * @param evaluation what the rules concluded
 * @param document the agg document, published or not
 */
public record Judgement(RunInput input, Evaluation evaluation, AggDocument document) {}
