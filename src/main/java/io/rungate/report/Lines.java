package io.rungate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rungate.gate.Basis;
import io.rungate.gate.Excuse;
import io.rungate.gate.Outcome;
import io.rungate.gate.SweepFinding;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What programs are told, a line each, as {@code lines.schema.json} has it. */
final class Lines {
  private Lines() {}

  /** One of them. */
  sealed interface Line {}

  /**
   * A run or a row.
   *
   * @param differences there only of what is held against its record
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      String type,
      String id,
      String verdict,
      String basis,
      List<Finding> findings,
      String dir,
      String agg,
      List<String> documents,
      String audit,
      String judged,
      List<String> differences,
      String problem)
      implements Line {}

  record Finding(
      String code,
      String severity,
      String message,
      boolean waived,
      String file,
      int line,
      @JsonInclude(JsonInclude.Include.NON_NULL) String concern) {
    static Finding of(ReportFinding finding) {
      return new Finding(
          finding.code(),
          finding.severity().toString(),
          finding.message(),
          finding.waived(),
          finding.rule().file(),
          finding.rule().line(),
          finding.rule().concern());
    }

    static Finding of(io.rungate.engine.Finding finding, Excuse excuse, RulePack pack) {
      RuleCard rule = finding.justification().rule();
      return new Finding(
          finding.code(),
          finding.severity().toString(),
          finding.message(),
          excuse instanceof Excuse.Waived,
          pack.shown(rule.file()),
          rule.line(),
          rule.concern());
    }
  }

  /** What rules across rows object to. */
  record Sweep(String type, List<SweepLine> findings) implements Line {}

  record SweepLine(
      String code,
      String severity,
      String message,
      List<String> points,
      boolean waived,
      String file,
      int line) {
    static SweepLine of(ReportFinding finding) {
      return new SweepLine(
          finding.code(),
          finding.severity().toString(),
          finding.message(),
          finding.points(),
          finding.waived(),
          finding.rule().file(),
          finding.rule().line());
    }

    static SweepLine of(SweepFinding finding, RulePack pack) {
      return new SweepLine(
          finding.code(),
          finding.severity().toString(),
          finding.message(),
          finding.points(),
          finding.excuse() instanceof Excuse.Waived,
          pack.shown(finding.rule().file()),
          finding.rule().line());
    }
  }

  record Totals(
      String type,
      int rows,
      int accepted,
      int rejected,
      int unreadable,
      int ignored,
      int waived,
      int points,
      int expected,
      int missing,
      boolean complete,
      @JsonInclude(JsonInclude.Include.NON_NULL) Integer known)
      implements Line {}

  static Row row(Outcome outcome, RulePack pack) {
    List<Finding> findings = new ArrayList<>();
    for (io.rungate.engine.Finding finding : outcome.findings()) {
      Excuse excuse = outcome.excused().get(finding);
      if (!(excuse instanceof Excuse.Known)) {
        findings.add(Finding.of(finding, excuse, pack));
      }
    }
    Path agg = null;
    List<String> documents = null;
    Path audit = null;
    String judged = null;
    List<String> differences = null;
    String problem = null;
    if (outcome instanceof Outcome.Published published) {
      agg = published.agg();
      List<Path> further = published.further();
      documents = further.isEmpty() ? null : further.stream().map(Path::toString).toList();
      audit = published.audit();
    } else if (outcome instanceof Outcome.Rejected rejected) {
      audit = rejected.audit();
    } else if (outcome instanceof Outcome.Checked checked) {
      judged = checked.judged().orElse(null);
      differences = checked.basis() == Basis.RECORD ? checked.differences() : null;
    } else if (outcome instanceof Outcome.NotRecorded unrecorded) {
      problem = unrecorded.problem();
    } else if (outcome instanceof Outcome.NotJudged unjudged) {
      problem = unjudged.problem();
    }
    return new Row(
        "row",
        outcome.request().id(),
        verdict(outcome),
        outcome.basis().toString(),
        findings,
        text(outcome.request().folder()),
        text(agg),
        documents,
        text(audit),
        judged,
        differences,
        problem);
  }

  /** A line that was told or recorded before. */
  static Row row(ReportEntry.Row row) {
    List<String> documents = row.written().documents();
    return new Row(
        "row",
        row.id(),
        row.verdict(),
        row.basis().toString(),
        row.findings().stream().map(Finding::of).toList(),
        row.written().dir(),
        row.written().agg(),
        documents.isEmpty() ? null : documents,
        row.written().audit(),
        row.judged(),
        row.basis() == Basis.RECORD ? row.differences() : null,
        row.problem());
  }

  static Sweep sweep(ReportEntry.Sweep sweep) {
    return new Sweep("sweep", sweep.findings().stream().map(SweepLine::of).toList());
  }

  static Totals totals(ReportEntry.Totals totals) {
    return new Totals(
        "totals",
        totals.rows(),
        totals.accepted(),
        totals.rejected(),
        totals.unreadable(),
        totals.ignored(),
        totals.waived(),
        totals.points(),
        totals.expected(),
        totals.missing(),
        totals.complete(),
        totals.known() == 0 ? null : totals.known());
  }

  /** A verdict as programs read it. */
  static String verdict(Outcome outcome) {
    return outcome.verdict().equals("unjudged") ? "unreadable" : outcome.verdict();
  }

  static Sweep sweep(List<SweepFinding> findings, RulePack pack) {
    return new Sweep(
        "sweep",
        findings.stream()
            .filter(one -> !(one.excuse() instanceof Excuse.Known))
            .map(one -> SweepLine.of(one, pack))
            .toList());
  }

  private static String text(Path path) {
    return path == null ? null : path.toString();
  }
}
