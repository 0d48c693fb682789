package io.rungate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rungate.gate.Outcome;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import java.nio.file.Path;
import java.util.List;

/**
 * What programs are told of a run.
 *
 * @param agg null where no document is published
 * @param audit null where nothing is recorded
 * @param basis with {@code differences} there only where it is not just the run that is judged
 * @param problem there only where the run could not be judged
 */
record RunLine(
    String id,
    String dir,
    String verdict,
    String agg,
    String audit,
    List<Finding> findings,
    @JsonInclude(JsonInclude.Include.NON_NULL) String basis,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<String> differences,
    @JsonInclude(JsonInclude.Include.NON_NULL) String problem) {

  record Finding(
      String code, String severity, String message, String concern, String file, int line) {
    static Finding of(io.rungate.engine.Finding finding, RulePack pack) {
      RuleCard rule = finding.justification().rule();
      return new Finding(
          finding.code(),
          finding.severity().toString(),
          finding.message(),
          rule.concern(),
          pack.shown(rule.file()),
          rule.line());
    }
  }

  static RunLine of(Outcome outcome, RulePack pack) {
    List<Finding> findings = List.of();
    if (outcome instanceof Outcome.Judged judged) {
      findings =
          judged.judgement().evaluation().findings().stream()
              .map(finding -> Finding.of(finding, pack))
              .toList();
    }
    Path agg = null;
    Path audit = null;
    String basis = null;
    List<String> differences = null;
    String problem = null;
    if (outcome instanceof Outcome.Published published) {
      agg = published.agg();
      audit = published.audit();
    } else if (outcome instanceof Outcome.Rejected rejected) {
      audit = rejected.audit();
    } else if (outcome instanceof Outcome.Checked checked && checked.basis().isPresent()) {
      basis = checked.basis().get();
      differences = checked.differences();
    } else if (outcome instanceof Outcome.NotRecorded unrecorded) {
      problem = unrecorded.problem();
    } else if (outcome instanceof Outcome.NotJudged unjudged) {
      problem = unjudged.problem();
    }
    return new RunLine(
        outcome.request().id(),
        text(outcome.request().folder()),
        outcome.verdict(),
        text(agg),
        text(audit),
        findings,
        basis,
        differences,
        problem);
  }

  private static String text(Path path) {
    return path == null ? null : path.toString();
  }
}
