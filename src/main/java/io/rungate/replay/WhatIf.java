package io.rungate.replay;

import io.rungate.document.RecordedRun;
import io.rungate.engine.JudgementException;
import io.rungate.gate.Gate;
import io.rungate.run.RunInput;
import java.util.List;

/**
 * A recorded run judged again with changed inputs. What is compared is what one pack says of both,
 * so that nothing but the change makes a difference.
 */
public final class WhatIf {
  private final Gate gate;
  private final RunInput input;
  private final Snapshot before;

  /** A question about a run, to be answered by a pack. */
  public WhatIf(Gate gate, RunInput input) {
    this.gate = gate;
    this.input = input;
    this.before = Rejudge.snapshot(gate, input);
  }

  /** The verdict of the run as it was. */
  public String verdict() {
    return before.verdict();
  }

  /** The topology of the run as it was; null when not decided. */
  public String topology() {
    return before.topology();
  }

  /** What these edits change, all of them together. */
  public List<Change> with(List<Edit> edits) {
    return before.changesTo(after(edits));
  }

  /**
   * The record of the run with these edits.
   *
   * @throws IllegalArgumentException when the rules give no answer, with the rule at fault
   */
  public RecordedRun record(List<Edit> edits) {
    try {
      return Rejudge.record(gate, Edit.all(edits, input));
    } catch (JudgementException e) {
      throw new IllegalArgumentException(gate.pack().shown(e.problem()).toString(), e);
    }
  }

  Snapshot before() {
    return before;
  }

  Snapshot after(List<Edit> edits) {
    return Rejudge.snapshot(gate, Edit.all(edits, input));
  }

  RunInput input() {
    return input;
  }

  Gate gate() {
    return gate;
  }
}
