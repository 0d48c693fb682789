package io.rungate.report;

import static io.rungate.report.Styled.bad;
import static io.rungate.report.Styled.dim;
import static io.rungate.report.Styled.good;
import static io.rungate.report.Styled.strong;
import static io.rungate.report.Styled.warn;

import io.rungate.document.Waiver;
import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.fact.Denominator;
import io.rungate.fact.Severity;
import io.rungate.fact.Topology;
import io.rungate.gate.Excuse;
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
 * A run that was judged: verdict, topology, denominators, findings and what to do about them.
 *
 * @param folder the working directory: a path below it is shown from there
 * @param oneOfMany whether people want no more than a line of it where nothing is to be mended
 */
public record RunSummary(RulePack pack, Outcome outcome, Path folder, boolean oneOfMany)
    implements ReportItem {
  @Override
  public Object tree() {
    return Lines.row(outcome, pack);
  }

  @Override
  public ReportEntry entry() {
    return new Entries(pack, folder).row(outcome);
  }

  @Override
  public void text(Printer out) {
    if (outcome instanceof Outcome.Ignored ignored) {
      String what = ignored.count() == 1 ? "it is" : ignored.count() + " of its values are";
      out.line(
          dim("IGNORED  "),
          " ",
          outcome.request().id(),
          dim("  ", what, " neither a row nor a result"));
      return;
    }
    boolean counts = outcome.exitCode() != ExitCode.ACCEPTED;
    boolean accepted = !counts && !outcome.verdict().equals("rejected");
    String verdict = "%-9s".formatted(outcome.verdict().toUpperCase(Locale.ROOT));
    String id = outcome.request().id();
    out.line(
        accepted ? good(verdict) : counts ? bad(verdict) : warn(verdict),
        " ",
        strong(id.isEmpty() ? "a run without a name" : id),
        dim("  pack ", pack.title()));
    if (accepted && oneOfMany) {
      return;
    }
    if (outcome instanceof Outcome.Checked checked) {
      checked.judged().ifPresent(what -> row(out, "judged", what));
    }
    if (outcome instanceof Outcome.JudgedRun run) {
      facts(out, run.judgement());
    }
    if (outcome instanceof Outcome.Judged judged) {
      findings(out);
    }
    if (outcome instanceof Outcome.Published published) {
      row(out, "agg document", shown(published.agg()));
      published.further().forEach(file -> row(out, "document", shown(file)));
      row(out, "audit record", shown(published.audit()));
      setAside(out, published.setAside());
    } else if (outcome instanceof Outcome.Rejected rejected) {
      row(out, "audit record", shown(rejected.audit()));
      setAside(out, rejected.setAside());
    } else if (outcome instanceof Outcome.NotRecorded unrecorded) {
      objection(out, "problem", unrecorded.problem());
      setAside(out, unrecorded.setAside());
    } else if (outcome instanceof Outcome.NotJudged unjudged) {
      objection(out, "problem", unjudged.problem());
      setAside(out, unjudged.setAside());
    } else if (outcome instanceof Outcome.Checked checked) {
      checked.differences().forEach(difference -> objection(out, "differs", difference));
    }
  }

  private void facts(Printer out, Judgement judgement) {
    Evaluation evaluation = judgement.evaluation();
    String overruled = joined(", ", evaluation.overruled());
    row(
        out,
        "topology",
        evaluation.topology().map(Topology::name).orElse("not decided"),
        overruled.isEmpty() ? "" : " (" + overruled + ")");
    judgement.document().summary(pack.mapping()).forEach((label, text) -> row(out, label, text));
    boolean asked = judgement.input().result() != null || !judgement.input().unread().isEmpty();
    String none = asked ? "no value" : "not measured";
    for (Denominator denominator : evaluation.denominators()) {
      var member = judgement.document().members().get(denominator.of());
      String gpus = denominator.gpus() + (denominator.gpus().intValue() == 1 ? " GPU" : " GPUs");
      String value = member == null ? none : PythonJsonWriter.compact(member.value());
      row(out, denominator.of(), value, dim("  over " + gpus));
    }
  }

  private void findings(Printer out) {
    int known = 0;
    for (Finding finding : outcome.findings()) {
      Excuse excuse = outcome.excused().get(finding);
      if (excuse instanceof Excuse.Known) {
        known++;
      } else {
        finding(out, finding, excuse);
      }
    }
    if (known > 0) {
      row(out, "as before", known + (known == 1 ? " finding" : " findings"), " of the baseline");
    }
  }

  private void finding(Printer out, Finding finding, Excuse excuse) {
    RuleCard rule = finding.justification().rule();
    String severity = "%-7s".formatted(finding.severity());
    out.line(
        "  ",
        finding.severity() == Severity.ERROR && excuse == null ? bad(severity) : warn(severity),
        "  ",
        strong(finding.code()),
        "  ",
        finding.message());
    waived(out, excuse);
    if (finding.advice() != null) {
      detail(out, finding.advice());
    }
    detail(out, "because " + joined("; ", finding.evidence()));
    String place = shown(Path.of(pack.shown(rule.file()))) + ":" + rule.line();
    detail(out, "rule \"" + rule.name() + "\" " + place);
  }

  /** By whose word a finding does not count. */
  static void waived(Printer out, Excuse excuse) {
    if (excuse instanceof Excuse.Waived waived) {
      Waiver waiver = waived.waiver();
      String publish = waiver.publish() ? ", and to be published" : "";
      out.line(
          "           waived until %s by %s%s: %s"
              .formatted(waiver.expires(), waiver.owner(), publish, waiver.reason()));
    }
  }

  private void setAside(Printer out, Optional<Path> document) {
    document.ifPresent(
        file -> row(out, "set aside", shown(file), " (an earlier attempt's document)"));
  }

  private static void objection(Printer out, String label, String text) {
    out.line("  ", bad(label), "  ", text);
  }

  /** A long label keeps its gap. */
  private static void row(Printer out, String label, Object... parts) {
    out.line("  %-21s ".formatted(label), List.of(parts));
  }

  private static void detail(Printer out, String text) {
    out.line("           ", dim(text));
  }

  private static String joined(String between, List<?> parts) {
    return parts.stream().map(String::valueOf).collect(Collectors.joining(between));
  }

  private String shown(Path path) {
    return path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
  }

  /**
   * The counts of all runs.
   *
   * @param remark what they do not show, to be put behind them; mostly empty
   * @param ofMany whether people want them: not of the one run that they see above
   * @param withFindings whether findings are counted, too
   * @param complete whether the call came to its end
   */
  public record Totals(
      Tally tally, String remark, boolean ofMany, boolean withFindings, boolean complete)
      implements ReportItem {
    @Override
    public Object tree() {
      return Lines.totals(entry());
    }

    @Override
    public ReportEntry.Totals entry() {
      return Entries.totals(tally, complete);
    }

    @Override
    public void text(Printer out) {
      if (!ofMany || tally.runs() == 0) {
        return;
      }
      String counts = "%d accepted, %d rejected, %d not judged";
      out.line(
          counts.formatted(
              tally.count("accepted"), tally.count("rejected"), tally.count("unjudged")),
          tally.ignored() > 0 ? ", " + tally.ignored() + " ignored" : "",
          tally.waived() > 0 ? ", " + tally.waived() + " waived" : "",
          tally.known() > 0 ? ", " + tally.known() + " as before" : "",
          remark);
      if (withFindings) {
        tally.findings().forEach((code, count) -> out.line("%7d x ".formatted(count), code));
      }
    }
  }
}
