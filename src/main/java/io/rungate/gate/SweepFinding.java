package io.rungate.gate;

import io.rungate.engine.Finding;
import io.rungate.fact.ExpectedPoint;
import io.rungate.fact.Severity;
import io.rungate.fact.SweepGroup;
import io.rungate.fact.SweepRow;
import io.rungate.pack.RuleCard;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a rule across rows objects to. It holds no fact, since those of a whole partition would hang
 * on it.
 *
 * @param points the ids of the rows and expected points that it speaks of; none for what is true of
 *     the sweep as a whole
 * @param excuse why it does not count in this call; null where it does
 */
public record SweepFinding(
    String code,
    Severity severity,
    String message,
    String advice,
    RuleCard rule,
    List<String> points,
    Excuse excuse) {

  static SweepFinding of(Finding finding) {
    Set<String> points = new LinkedHashSet<>();
    finding.evidence().forEach(one -> add(one, points));
    return new SweepFinding(
        finding.code(),
        finding.severity(),
        finding.message(),
        finding.advice(),
        finding.justification().rule(),
        List.copyOf(points),
        null);
  }

  /** The same, which does not count for this reason; null if it does. */
  SweepFinding excused(Excuse reason) {
    return new SweepFinding(code, severity, message, advice, rule, points, reason);
  }

  private static void add(Object evidence, Set<String> points) {
    if (evidence instanceof SweepRow row) {
      points.add(row.id());
    } else if (evidence instanceof ExpectedPoint point) {
      points.add(point.id());
    } else if (evidence instanceof SweepGroup group && group.missing() > 0) {
      // Which of them are missing, no row can tell.
      group.points().forEach(point -> points.add(point.id()));
    } else if (evidence instanceof SweepGroup group) {
      group.rows().forEach(row -> points.add(row.id()));
    }
  }
}
