package io.rungate.report;

import io.rungate.document.Waiver;
import io.rungate.fact.Severity;
import java.util.List;

/**
 * What a rule objects to, in words. What a line of an earlier call does not say is null, or empty.
 *
 * @param advice what to do about it
 * @param evidence what it rests on
 * @param points the rows and expected points that a finding of the sweep speaks of
 * @param waived whether somebody's word keeps it from counting
 * @param waiver that word
 */
public record ReportFinding(
    String code,
    Severity severity,
    String message,
    String advice,
    List<String> evidence,
    List<String> points,
    Rule rule,
    boolean waived,
    Waiver waiver) {

  /**
   * The rule that found it.
   *
   * @param name the sentence that names it
   * @param why the reason that it gives for itself
   * @param file from the working directory where it is below that
   */
  public record Rule(String name, String why, String concern, String file, int line) {}

  /** Whether it keeps a run from being accepted. */
  public boolean counts() {
    return severity == Severity.ERROR && !waived;
  }
}
