package io.rungate.gate;

import io.rungate.document.Waiver;
import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call excuses: findings that somebody has waived, and those that were there before.
 *
 * @param waivers null where no file of them is given
 * @param baseline null where none is given
 */
public record Excuses(Waivers waivers, Baseline baseline) {

  /**
   * The findings that do not count, by identity: each has its own reasons.
   *
   * @param id of the run or row, as the call names it
   * @param at when it is judged, in ISO 8601
   */
  public Map<Finding, Excuse> of(String id, Evaluation evaluation, String at) {
    Map<Finding, Excuse> excused = new IdentityHashMap<>();
    for (Finding finding : evaluation.findings()) {
      Waiver waiver =
          waivers == null ? null : waivers.of(id, finding.code(), evaluation.facts(), at);
      if (waiver != null) {
        excused.put(finding, new Excuse.Waived(waiver));
      } else if (baseline != null && baseline.knows(id, finding.code(), finding.message())) {
        excused.put(finding, new Excuse.Known());
      }
    }
    return excused;
  }

  /** The same for what rules across rows find; empty for a finding that counts. */
  Excuse of(SweepFinding finding, String at) {
    Waiver waiver = waivers == null ? null : waivers.of(finding, at);
    if (waiver != null) {
      return new Excuse.Waived(waiver);
    }
    boolean known =
        baseline != null && baseline.knows(Baseline.SWEEP, finding.code(), finding.message());
    return known ? new Excuse.Known() : null;
  }

  /** What there is to say of the waivers themselves, when all is judged. */
  public List<SweepFinding> remarks() {
    return waivers == null ? List.of() : waivers.remarks(Gate.now());
  }
}
