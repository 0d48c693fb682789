package io.rungate.replay;

import io.rungate.document.RecordProblem;
import io.rungate.document.RecordedRun;
import io.rungate.engine.JudgementException;
import io.rungate.gate.Gate;
import io.rungate.gate.Judgement;
import io.rungate.run.DocumentNames;
import io.rungate.run.RunInput;
import java.nio.charset.StandardCharsets;

/** Judges a recorded run again, and gives what its record would be now. */
final class Rejudge {
  private Rejudge() {}

  static Snapshot snapshot(Gate gate, RunInput input) {
    try {
      return Snapshot.of(record(gate, input));
    } catch (JudgementException e) {
      return Snapshot.unjudged(gate.pack().shown(e.problem()).toString());
    }
  }

  /** The record that a judgement of the same input gives under a pack. */
  static RecordedRun record(Gate gate, RunInput input) throws JudgementException {
    Judgement judgement = judge(gate, input);
    String name = input.name() == null ? "" : input.name();
    String file = DocumentNames.agg(gate.pack().mapping().document().fileName(), name);
    try {
      return RecordedRun.read(new String(gate.record(judgement, file), StandardCharsets.US_ASCII));
    } catch (RecordProblem e) {
      throw new IllegalStateException("a record that was made just now has no fault", e);
    }
  }

  /**
   * A judgement of the same input. What the record holds beyond the pack's mapping is left out, as
   * if it were read today.
   */
  static Judgement judge(Gate gate, RunInput input) throws JudgementException {
    return gate.judge(
        new RunInput(
            input.name(),
            input.fileName(),
            RunInput.mapped(input.variables(), gate.pack().mapping()),
            input.result(),
            input.resultFile(),
            input.resultSha256(),
            input.unread()));
  }
}
