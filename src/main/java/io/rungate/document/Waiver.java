package io.rungate.document;

import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.fact.Severity;
import java.util.Map;

/**
 * Somebody's word that a finding is not to count until a day. It changes nothing that rules
 * conclude: a run that is waived stays rejected, and the record of it says who took it on himself.
 *
 * @param expires the last day on which it counts, as ISO 8601 writes it
 * @param publish whether the document of the run may be published all the same
 */
public record Waiver(String reason, String owner, String expires, boolean publish) {

  /** Whether a waiver counts no more, once its last day is over. */
  public static boolean isExpired(String expires, String at) {
    return expires.compareTo(at.substring(0, Math.min(expires.length(), at.length()))) < 0;
  }

  /** Whether every error of a run is waived, and by waivers that let its document be published. */
  public static boolean publishes(Evaluation evaluation, Map<Finding, Waiver> waived) {
    if (waived.isEmpty()) {
      return false;
    }
    for (Finding finding : evaluation.findings()) {
      Waiver waiver = waived.get(finding);
      if (finding.severity() == Severity.ERROR && (waiver == null || !waiver.publish())) {
        return false;
      }
    }
    return true;
  }
}
