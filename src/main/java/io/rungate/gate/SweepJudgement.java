package io.rungate.gate;

import io.rungate.fact.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a sweep as a whole.
 *
 * @param findings errors first, then by rule
 * @param points how many different rows there are
 * @param isExpected whether a matrix is given
 * @param expected how many points it expects
 * @param missing how many of these have no row
 * @param curves how complete each is, the incomplete first; none without a matrix
 */
public record SweepJudgement(
    List<SweepFinding> findings,
    int points,
    boolean isExpected,
    int expected,
    int missing,
    List<Curve> curves) {

  /** How complete a curve is: a curve may have as many rows as points, and others than these. */
  public record Curve(String name, int expected, int observed, int missing) {
    public boolean isComplete() {
      return missing == 0;
    }
  }

  /** The same as a call takes it, with what there is to say of its waivers. */
  public SweepJudgement excused(Excuses excuses) {
    String at = Gate.now();
    List<SweepFinding> all = new ArrayList<>();
    findings.forEach(one -> all.add(one.excused(excuses.of(one, at))));
    all.addAll(excuses.remarks());
    return new SweepJudgement(all, points, isExpected, expected, missing, curves);
  }

  public ExitCode exitCode() {
    return findings.stream()
            .anyMatch(one -> one.severity() == Severity.ERROR && one.excuse() == null)
        ? ExitCode.REJECTED
        : ExitCode.ACCEPTED;
  }
}
