package io.rungate.report;

import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.fact.Denominator;
import io.rungate.fact.Severity;
import io.rungate.fact.Topology;
import io.rungate.gate.ExitCode;
import io.rungate.gate.Judgement;
import io.rungate.gate.Outcome;
import io.rungate.gate.Tally;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.run.PythonJsonWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a person wants to see of one run: verdict, topology, denominators, findings and what to do
 * about them.
 */
final class RunSummary {
  private final RulePack pack;
  private final Paint paint;
  private final Path folder;
  private final Lines out = new Lines();

  private RunSummary(ReportItem.JudgedRun run, ReportTarget target) {
    this.pack = run.pack();
    this.paint = target.paint();
    this.folder = target.folder();
  }

  /** The whole block of a run, or no more than its first line. */
  static String of(ReportItem.JudgedRun run, ReportTarget target) {
    RunSummary summary = new RunSummary(run, target);
    summary.headline(run.outcome());
    if (!run.oneOfMany() || run.outcome().exitCode() != ExitCode.ACCEPTED) {
      summary.block(run.outcome());
    }
    return summary.out.toString();
  }

  /** How many runs had which verdict, and how often which finding was raised, one a line. */
  static String of(ReportItem.RunTotals totals) {
    Tally tally = totals.tally();
    Lines out = new Lines();
    out.add(
        "%d accepted, %d rejected, %d not judged"
            .formatted(tally.count("accepted"), tally.count("rejected"), tally.count("unjudged")),
        totals.remark());
    if (totals.withFindings()) {
      tally.findings().forEach((code, count) -> out.add("%7d x ".formatted(count), code));
    }
    return out.toString();
  }

  private void headline(Outcome outcome) {
    String verdict = "%-9s".formatted(outcome.verdict().toUpperCase(Locale.ROOT));
    String id = outcome.request().id();
    out.add(
        outcome.exitCode() == ExitCode.ACCEPTED ? paint.good(verdict) : paint.bad(verdict),
        ' ',
        paint.strong(id.isEmpty() ? "a run without a name" : OneLine.of(id)),
        paint.dim("  pack " + pack.manifest().title()));
  }

  private void block(Outcome outcome) {
    if (outcome instanceof Outcome.Checked checked) {
      checked.basis().ifPresent(basis -> row("judged", OneLine.of(basis)));
    }
    if (outcome instanceof Outcome.Judged judged) {
      facts(judged.judgement());
      judged.judgement().evaluation().findings().forEach(this::finding);
    }
    if (outcome instanceof Outcome.Published published) {
      row("agg document", shown(published.agg()));
      row("audit record", shown(published.audit()));
      setAside(published.setAside());
    } else if (outcome instanceof Outcome.Rejected rejected) {
      row("audit record", shown(rejected.audit()));
      setAside(rejected.setAside());
    } else if (outcome instanceof Outcome.NotRecorded unrecorded) {
      objection("problem", unrecorded.problem());
      setAside(unrecorded.setAside());
    } else if (outcome instanceof Outcome.NotJudged unjudged) {
      objection("problem", unjudged.problem());
      setAside(unjudged.setAside());
    } else if (outcome instanceof Outcome.Checked checked) {
      checked.differences().forEach(difference -> objection("differs", difference));
    }
  }

  private void facts(Judgement judgement) {
    Evaluation evaluation = judgement.evaluation();
    String overruled = joined(", ", evaluation.overruled());
    row(
        "topology",
        evaluation.topology().map(Topology::name).orElse("not decided")
            + (overruled.isEmpty() ? "" : " (" + overruled + ")"));
    judgement.document().summary(pack.mapping()).forEach(this::row);
    boolean asked = judgement.input().result() != null || !judgement.input().unread().isEmpty();
    String none = asked ? "no value" : "not measured";
    for (Denominator denominator : evaluation.denominators()) {
      var member = judgement.document().members().get(denominator.of());
      String gpus = denominator.gpus() + (denominator.gpus().intValue() == 1 ? " GPU" : " GPUs");
      String value = member == null ? none : PythonJsonWriter.compact(member.value());
      row(denominator.of(), value + paint.dim("  over " + gpus));
    }
  }

  private void finding(Finding finding) {
    RuleCard rule = finding.justification().rule();
    String severity = "%-7s".formatted(finding.severity());
    out.add(
        "  ",
        finding.severity() == Severity.ERROR ? paint.bad(severity) : paint.warn(severity),
        "  " + paint.strong(finding.code()) + "  ",
        OneLine.of(finding.message()));
    if (rule.advice() != null) {
      detail(rule.advice());
    }
    detail("because " + OneLine.of(joined("; ", finding.evidence())));
    String place = shown(Path.of(pack.shown(rule.file()))) + ":" + rule.line();
    detail("rule \"" + rule.name() + "\" " + place);
  }

  private void objection(String label, String text) {
    out.add("  ", paint.bad(label), "  ", OneLine.of(text));
  }

  private void setAside(Optional<Path> document) {
    document.ifPresent(file -> row("set aside", shown(file) + " (an earlier attempt's document)"));
  }

  /** A long label keeps its gap. */
  private void row(String label, String text) {
    out.add("  %-21s ".formatted(label), text);
  }

  private static String joined(String between, List<?> parts) {
    return parts.stream().map(String::valueOf).collect(Collectors.joining(between));
  }

  private void detail(String text) {
    out.add("           ", paint.dim(text));
  }

  private String shown(Path path) {
    return path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
  }
}
