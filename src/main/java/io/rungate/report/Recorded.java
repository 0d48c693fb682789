package io.rungate.report;

import static io.rungate.report.Styled.bad;
import static io.rungate.report.Styled.dim;
import static io.rungate.report.Styled.good;
import static io.rungate.report.Styled.strong;
import static io.rungate.report.Styled.warn;

import io.rungate.document.Waiver;
import io.rungate.gate.ExitCode;
import io.rungate.report.ReportEntry.Row;
import io.rungate.report.ReportEntry.Sweep;
import io.rungate.report.ReportEntry.Totals;
import java.util.List;
import java.util.Locale;

/** What was found out by an earlier call, as it is known from what that left behind. */
public record Recorded(ReportEntry entry) implements ReportItem {
  @Override
  public Object tree() {
    if (entry instanceof Row row) {
      return Lines.row(row);
    }
    return entry instanceof Sweep sweep ? Lines.sweep(sweep) : Lines.totals((Totals) entry);
  }

  @Override
  public void text(Printer out) {
    if (entry instanceof Row row) {
      row(row, out);
    } else if (entry instanceof Sweep sweep) {
      sweep.findings().forEach(finding -> finding(finding, out));
    } else if (entry instanceof Totals totals) {
      totals(totals, out);
    }
  }

  private static void row(Row row, Printer out) {
    String verdict = "%-9s".formatted(row.verdict().toUpperCase(Locale.ROOT));
    boolean accepted = row.verdict().equals("accepted");
    boolean counts = row.code() != ExitCode.ACCEPTED;
    out.line(
        counts ? bad(verdict) : accepted ? good(verdict) : warn(verdict),
        " ",
        strong(row.id().isEmpty() ? "a run without a name" : row.id()),
        row.pack() == null ? "" : dim("  pack ", row.pack()));
    if (row.judged() != null) {
      field("judged", row.judged(), out);
    }
    row.findings().forEach(finding -> finding(finding, out));
    row.differences().forEach(difference -> objection("differs", difference, out));
    if (row.problem() != null) {
      objection("problem", row.problem(), out);
    }
    if (row.written().agg() != null) {
      field("agg document", row.written().agg(), out);
    }
    if (row.written().audit() != null) {
      field("audit record", row.written().audit(), out);
    }
  }

  private static void finding(ReportFinding finding, Printer out) {
    String severity = "%-7s".formatted(finding.severity());
    out.line(
        "  ",
        finding.counts() ? bad(severity) : warn(severity),
        "  ",
        strong(finding.code()),
        "  ",
        finding.message(),
        finding.waived() && finding.waiver() == null ? "  (waived)" : "");
    if (finding.waiver() != null) {
      Waiver waiver = finding.waiver();
      String word = "waived until %s by %s: %s";
      detail(word.formatted(waiver.expires(), waiver.owner(), waiver.reason()), out);
    }
    if (finding.advice() != null) {
      detail(finding.advice(), out);
    }
    listed("because ", finding.evidence(), out);
    listed("about ", finding.points(), out);
    ReportFinding.Rule rule = finding.rule();
    String name = rule.name() == null ? "rule " : "rule \"" + rule.name() + "\" ";
    detail(name + rule.file() + ":" + rule.line(), out);
  }

  private static void listed(String label, List<String> things, Printer out) {
    if (!things.isEmpty()) {
      detail(label + String.join("; ", things), out);
    }
  }

  private static void totals(Totals totals, Printer out) {
    String counts = "%d accepted, %d rejected, %d not judged";
    out.line(
        counts.formatted(totals.accepted(), totals.rejected(), totals.unreadable()),
        totals.ignored() > 0 ? ", " + totals.ignored() + " ignored" : "",
        totals.waived() > 0 ? ", " + totals.waived() + " waived" : "",
        totals.known() > 0 ? ", " + totals.known() + " as before" : "",
        totals.complete() ? "" : ", and the call did not come to its end");
  }

  private static void objection(String label, String text, Printer out) {
    out.line("  ", bad(label), "  ", text);
  }

  private static void field(String label, String text, Printer out) {
    out.line("  %-21s ".formatted(label), text);
  }

  private static void detail(String text, Printer out) {
    out.line("           ", dim(text));
  }
}
