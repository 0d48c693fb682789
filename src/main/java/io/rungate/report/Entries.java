package io.rungate.report;

import io.rungate.engine.Finding;
import io.rungate.gate.Excuse;
import io.rungate.gate.Outcome;
import io.rungate.gate.SweepFinding;
import io.rungate.gate.SweepJudgement;
import io.rungate.gate.Tally;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.run.RunRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was just judged, as reports have it.
 *
 * @param folder the working directory: a path below it is shown from there
 */
record Entries(RulePack pack, Path folder) {
  /** How an element of a file is called. */
  private static final Pattern ELEMENT = Pattern.compile("(.*)#[0-9]+", Pattern.DOTALL);

  ReportEntry row(Outcome outcome) {
    List<ReportFinding> findings = new ArrayList<>();
    int known = 0;
    for (Finding finding : outcome.findings()) {
      Excuse excuse = outcome.excused().get(finding);
      if (excuse instanceof Excuse.Known) {
        known++;
      } else {
        findings.add(finding(finding, excuse));
      }
    }
    String judged = null;
    List<String> differences = List.of();
    if (outcome instanceof Outcome.Checked checked) {
      judged = checked.judged().orElse(null);
      differences = checked.differences();
    }
    return new ReportEntry.Row(
        pack.title(),
        outcome.request().id(),
        file(outcome),
        Lines.verdict(outcome),
        outcome.basis(),
        outcome.exitCode(),
        findings,
        known,
        written(outcome),
        judged,
        differences,
        problem(outcome),
        new ReportEntry.Origin.Judged(pack, outcome));
  }

  private static String problem(Outcome outcome) {
    if (outcome instanceof Outcome.NotRecorded unrecorded) {
      return unrecorded.problem();
    }
    return outcome instanceof Outcome.NotJudged unjudged ? unjudged.problem() : null;
  }

  private ReportEntry.Written written(Outcome outcome) {
    Path dir = outcome.request().folder();
    Path agg = null;
    Path audit = null;
    List<String> documents = List.of();
    if (outcome instanceof Outcome.Published published) {
      agg = published.agg();
      audit = published.audit();
      documents = published.further().stream().map(this::shown).toList();
    } else if (outcome instanceof Outcome.Rejected rejected) {
      audit = rejected.audit();
    }
    return new ReportEntry.Written(shown(dir), shown(agg), documents, shown(audit));
  }

  private String file(Outcome outcome) {
    RunRequest request = outcome.request();
    String name =
        outcome instanceof Outcome.JudgedRun run
            ? run.judgement().input().resultFile()
            : request.fileName() == null ? "" : RunRequest.resultOf(request.fileName());
    Matcher element = ELEMENT.matcher(request.id());
    if (request.fileName() == null && element.matches()) { // whatever its run was called
      return element.group(1);
    }
    return name.isEmpty() || request.folder() == null
        ? null
        : shown(request.folder().resolve(name));
  }

  private ReportFinding finding(Finding finding, Excuse excuse) {
    return new ReportFinding(
        finding.code(),
        finding.severity(),
        finding.message(),
        finding.advice(),
        finding.evidence().stream().map(String::valueOf).toList(),
        List.of(),
        rule(finding.justification().rule()),
        excuse != null,
        excuse instanceof Excuse.Waived waived ? waived.waiver() : null);
  }

  ReportEntry sweep(SweepJudgement sweep) {
    List<ReportEntry.Curve> curves =
        sweep.curves().stream()
            .map(
                one ->
                    new ReportEntry.Curve(
                        one.name(), one.expected(), one.observed(), one.missing()))
            .toList();
    return sweep(sweep.findings(), curves);
  }

  ReportEntry sweep(List<SweepFinding> findings, List<ReportEntry.Curve> curves) {
    List<ReportFinding> told = new ArrayList<>();
    for (SweepFinding one : findings) {
      Excuse excuse = one.excuse();
      if (!(excuse instanceof Excuse.Known)) {
        told.add(
            new ReportFinding(
                one.code(),
                one.severity(),
                one.message(),
                one.advice(),
                List.of(),
                one.points(),
                rule(one.rule()),
                excuse != null,
                excuse instanceof Excuse.Waived waived ? waived.waiver() : null));
      }
    }
    return new ReportEntry.Sweep(pack.title(), told, curves);
  }

  private ReportFinding.Rule rule(RuleCard card) {
    String file = shown(Path.of(pack.shown(card.file())));
    return new ReportFinding.Rule(card.name(), card.why(), card.concern(), file, card.line());
  }

  static ReportEntry.Totals totals(Tally tally, boolean complete) {
    return new ReportEntry.Totals(
        tally.runs(),
        tally.count("accepted"),
        tally.count("rejected"),
        tally.count("unjudged"),
        tally.ignored(),
        tally.waived(),
        tally.known(),
        tally.points(),
        tally.expected(),
        tally.missing(),
        complete);
  }

  private String shown(Path path) {
    if (path == null) {
      return null;
    }
    return path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
  }
}
