package io.rungate.replay;

import io.rungate.document.AuditRecord;
import io.rungate.engine.JudgementException;
import io.rungate.gate.Gate;
import io.rungate.gate.Judgement;
import io.rungate.run.RunInput;
import java.util.List;
import java.util.Optional;

/**
 * A recorded run judged again with changed inputs. What is compared is what one pack says of both,
 * so that nothing but the change makes a difference.
 */
public record WhatIf(Gate gate, RunInput input, Rejudgement before) {

  public WhatIf(Gate gate, RunInput input) {
    this(gate, input, Rejudgement.of(gate, input));
  }

  /** The verdict of the run as it was. */
  public String verdict() {
    return before.verdict();
  }

  /** The topology of the run as it was; empty when not decided. */
  public Optional<String> topology() {
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
  public AuditRecord record(List<Edit> edits) {
    try {
      return gate.record(Rejudgement.judge(gate, changed(edits)));
    } catch (JudgementException e) {
      throw new IllegalArgumentException(gate.pack().shown(e.problem()).toString(), e);
    }
  }

  Rejudgement after(List<Edit> edits) {
    return Rejudgement.of(gate, changed(edits));
  }

  /** Only what the rules conclude, which takes a fraction of the time; empty when they fail. */
  Optional<Judgement> judged(List<Edit> edits) {
    try {
      return Optional.of(Rejudgement.judge(gate, changed(edits)));
    } catch (JudgementException e) {
      return Optional.empty();
    }
  }

  private RunInput changed(List<Edit> edits) {
    return Edit.all(edits, input, gate.pack().mapping());
  }
}
