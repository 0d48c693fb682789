package io.rungate.report;

import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.fact.Denominator;
import io.rungate.fact.Severity;
import io.rungate.fact.Topology;
import io.rungate.gate.Judgement;
import io.rungate.gate.Outcome;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.run.PythonJsonWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a person wants to see of one run: verdict, topology, denominators, findings and what to do
 * about them.
 */
final class RunSummary {
  private static final int LABEL = 22;

  private final RulePack pack;
  private final Paint paint;
  private final Path folder;

  /**
   * A rendering.
   *
   * @param folder the working directory: a path below it is shown from there
   */
  RunSummary(RulePack pack, Paint paint, Path folder) {
    this.pack = pack;
    this.paint = paint;
    this.folder = folder;
  }

  /** The whole block of a run. */
  String of(Outcome outcome) {
    StringBuilder out = new StringBuilder();
    headline(outcome, out);
    if (outcome instanceof Outcome.Checked checked) {
      checked.basis().ifPresent(basis -> row(out, "judged", OneLine.of(basis)));
    }
    if (outcome instanceof Outcome.Judged judged) {
      facts(judged.judgement(), out);
      judged.judgement().evaluation().findings().forEach(finding -> finding(finding, out));
    }
    if (outcome instanceof Outcome.Published published) {
      row(out, "agg document", shown(published.agg()));
      row(out, "audit record", shown(published.audit()));
      setAside(published.setAside(), out);
    } else if (outcome instanceof Outcome.Rejected rejected) {
      row(out, "audit record", shown(rejected.audit()));
      setAside(rejected.setAside(), out);
    } else if (outcome instanceof Outcome.NotRecorded unrecorded) {
      objection(out, "problem", unrecorded.problem());
      setAside(unrecorded.setAside(), out);
    } else if (outcome instanceof Outcome.NotJudged unjudged) {
      objection(out, "problem", unjudged.problem());
      setAside(unjudged.setAside(), out);
    } else if (outcome instanceof Outcome.Checked checked) {
      checked.differences().forEach(difference -> objection(out, "differs", difference));
    }
    return out.toString();
  }

  /** One line, for calls with many runs. */
  String line(Outcome outcome) {
    StringBuilder out = new StringBuilder();
    headline(outcome, out);
    return out.toString();
  }

  private void headline(Outcome outcome, StringBuilder out) {
    String verdict = padded(outcome.verdict().toUpperCase(Locale.ROOT), 9);
    out.append(
        switch (outcome.exitCode()) {
          case ACCEPTED -> paint.good(verdict);
          case REJECTED, NOT_JUDGED -> paint.bad(verdict);
        });
    String id = outcome.request().id();
    out.append(' ').append(paint.strong(id.isEmpty() ? "a run without a name" : OneLine.of(id)));
    out.append(paint.dim("  pack " + pack.manifest().name() + " " + pack.manifest().version()))
        .append('\n');
  }

  private void facts(Judgement judgement, StringBuilder out) {
    Evaluation evaluation = judgement.evaluation();
    String overruled = joined(", ", evaluation.overruled());
    row(
        out,
        "topology",
        evaluation.topology().map(Topology::name).orElse("not decided")
            + (overruled.isEmpty() ? "" : " (" + overruled + ")"));
    for (Map.Entry<String, String> line : judgement.document().summary(pack.mapping()).entrySet()) {
      row(out, line.getKey(), line.getValue());
    }
    boolean asked = judgement.input().result() != null || !judgement.input().unread().isEmpty();
    String none = asked ? "no value" : "not measured";
    for (Denominator denominator : evaluation.denominators()) {
      var member = judgement.document().members().get(denominator.of());
      String gpus = denominator.gpus() + (denominator.gpus().intValue() == 1 ? " GPU" : " GPUs");
      row(
          out,
          denominator.of(),
          (member == null ? none : PythonJsonWriter.compact(member.value()))
              + paint.dim("  over " + gpus));
    }
  }

  private void finding(Finding finding, StringBuilder out) {
    RuleCard rule = finding.justification().rule();
    String severity = padded(finding.severity().toString(), 7);
    out.append("  ")
        .append(finding.severity() == Severity.ERROR ? paint.bad(severity) : paint.warn(severity));
    out.append("  ")
        .append(paint.strong(finding.code()))
        .append("  ")
        .append(OneLine.of(finding.message()))
        .append('\n');
    if (rule.advice() != null) {
      detail(out, rule.advice());
    }
    detail(out, "because " + OneLine.of(joined("; ", finding.evidence())));
    detail(
        out,
        "rule \""
            + rule.name()
            + "\" "
            + shown(Path.of(pack.shown(rule.file())))
            + ":"
            + rule.line());
  }

  private void objection(StringBuilder out, String label, String text) {
    out.append("  ").append(paint.bad(label)).append("  ").append(OneLine.of(text)).append('\n');
  }

  private void setAside(Optional<Path> document, StringBuilder out) {
    document.ifPresent(
        file -> row(out, "set aside", shown(file) + " (an earlier attempt's document)"));
  }

  private void row(StringBuilder out, String label, String text) {
    // A long label keeps its gap.
    out.append("  ").append(padded(label, LABEL - 1)).append(' ').append(text).append('\n');
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String joined(String between, List<?> parts) {
    return parts.stream().map(String::valueOf).collect(Collectors.joining(between));
  }

  private void detail(StringBuilder out, String text) {
    out.append("           ").append(paint.dim(text)).append('\n');
  }

  private String shown(Path path) {
    return path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
  }
}
