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
public record Judgement(RunInput input, Evaluation evaluation, AggDocument document) {

  /** A run whose result cannot be read is refused by the rules, and is no verdict on the run. */
  ExitCode exitCode() {
    if (!input.unread().isEmpty()) {
      return ExitCode.NOT_JUDGED;
    }
    return evaluation.accepted() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
  }
}
