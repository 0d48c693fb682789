package io.rungate.report;

import io.rungate.fact.Severity;
import io.rungate.gate.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Markdown, as the summary of a step or a comment: short however large the sweep is, what matters
 * most first, and what is left out counted. GitHub takes no summary of more than 1 MB.
 */
final class Markdown implements Reporter {
  private static final int MOST_BYTES = 900_000;
  private static final int MOST_RUNS = 500;
  private static final int MOST_FINDINGS = 200;
  private static final int LONGEST = 400;

  private final Printer out;
  private final StringBuilder text = new StringBuilder();
  private final FindingGroups groups = new FindingGroups();
  private final Foremost<ReportEntry.Row> rows = new Foremost<>(MOST_RUNS);
  private final Foremost<ReportFinding> sweep = new Foremost<>(MOST_FINDINGS);
  private final Foremost<ReportEntry.Curve> curves = new Foremost<>(MOST_FINDINGS);
  private final List<String> plain = new ArrayList<>();
  private ReportEntry.Totals totals;

  /** Of what there may be any amount of. */
  private int bytes;

  Markdown(Printer out) {
    this.out = out;
  }

  @Override
  public void report(ReportItem item) {
    ReportEntry entry = item.entry();
    if (entry instanceof ReportEntry.Row row) {
      row(row);
    } else if (entry instanceof ReportEntry.Sweep all) {
      for (ReportFinding finding : all.findings()) {
        groups.add(finding, "the sweep");
        sweep.add(finding.severity().ordinal() + (finding.waived() ? 1 : 0), finding);
      }
      for (ReportEntry.Curve curve : all.curves()) {
        if (curve.missing() > 0) {
          curves.add(0, curve);
        }
      }
    } else if (entry instanceof ReportEntry.Totals counts) {
      totals = counts;
    } else if (!(entry instanceof ReportEntry.Replayed)) {
      plain.add(textOf(item));
    }
  }

  private void row(ReportEntry.Row row) {
    row.findings().forEach(finding -> groups.add(finding, row.id()));
    if (row.code() == ExitCode.NOT_JUDGED) {
      rows.add(0, row);
    } else if (row.code() == ExitCode.REJECTED) {
      rows.add(1, row);
    }
  }

  /** What people are told, for reports that are no lists of runs. */
  private static String textOf(ReportItem item) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Printer printer = new Printer(new PrintStream(bytes, false, StandardCharsets.UTF_8));
    item.text(printer);
    printer.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    if (totals != null) {
      heading();
      codes();
      sweepFindings();
      curveTable();
      runs();
    }
    plain.forEach(this::plain);
    out.raw(text.toString());
    out.flush();
  }

  private void heading() {
    boolean good = totals.rejected() + totals.unreadable() == 0 && totals.complete();
    String what =
        good
            ? "All %d runs are accepted".formatted(totals.rows())
            : "%d of %d runs are rejected, %d not judged"
                .formatted(totals.rejected(), totals.rows(), totals.unreadable());
    text.append("## rungate: ").append(what).append("\n\n");
    if (!totals.complete()) {
      text.append("**The call did not come to its end: these are the counts so far.**\n\n");
    }
    text.append("| accepted | rejected | not judged | ignored | waived | as before |");
    text.append(totals.expected() > 0 ? " points | expected | missing |\n" : "\n");
    text.append("|---:|---:|---:|---:|---:|---:|");
    text.append(totals.expected() > 0 ? "---:|---:|---:|\n" : "\n");
    List<Integer> counts =
        List.of(
            totals.accepted(),
            totals.rejected(),
            totals.unreadable(),
            totals.ignored(),
            totals.waived(),
            totals.known());
    counts.forEach(count -> text.append("| ").append(count).append(' '));
    if (totals.expected() > 0) {
      text.append(
          "| %d | %d | %d ".formatted(totals.points(), totals.expected(), totals.missing()));
    }
    text.append("|\n\n");
  }

  private void codes() {
    list(
        "### Findings\n\n| | finding | count | waived | such as |\n|---|---|---:|---:|---|\n",
        groups.all(),
        groups.others(),
        group ->
            "| %s | %s | %d | %d | %s: %s |\n"
                .formatted(
                    sign(group.first().severity()),
                    shown(group.first().code()),
                    group.count(),
                    group.waived(),
                    shown(group.places().get(0)),
                    shown(group.first().message())));
  }

  private void sweepFindings() {
    list(
        "### The sweep as a whole\n\n",
        sweep.all(),
        sweep.leftOut(),
        finding ->
            "- %s %s%s: %s\n"
                .formatted(
                    sign(finding.severity()),
                    shown(finding.code()),
                    finding.waived() ? " (waived)" : "",
                    shown(finding.message())));
  }

  private void curveTable() {
    list(
        "### Incomplete curves\n\n| curve | expected | rows | missing |\n|---|---:|---:|---:|\n",
        curves.all(),
        curves.leftOut(),
        curve ->
            "| %s | %d | %d | %d |\n"
                .formatted(
                    shown(curve.name()), curve.expected(), curve.observed(), curve.missing()));
  }

  private void runs() {
    list("### Runs to look at\n\n", rows.all(), rows.leftOut(), Markdown::run);
  }

  private static String run(ReportEntry.Row row) {
    StringBuilder run = new StringBuilder();
    run.append("- **").append(row.verdict()).append("** ").append(shown(row.id())).append('\n');
    if (row.problem() != null) {
      run.append("  - ").append(shown(row.problem())).append('\n');
    }
    List<String> lines = new ArrayList<>();
    for (ReportFinding finding : row.findings()) {
      if (finding.counts()) {
        lines.add(
            "  - %s %s: %s\n"
                .formatted(
                    sign(finding.severity()), shown(finding.code()), shown(finding.message())));
      }
    }
    row.differences().forEach(one -> lines.add("  - differs: " + shown(one) + "\n"));
    lines.stream().limit(10).forEach(run::append);
    if (lines.size() > 10) {
      run.append("  - and ").append(lines.size() - 10).append(" more\n");
    }
    return run.toString();
  }

  /** A form of one thing of a list. */
  private interface Form<T> {
    String of(T one);
  }

  /** As many as there is room for; the others are counted. */
  private <T> void list(String heading, List<T> all, int leftOut, Form<T> form) {
    if (all.isEmpty()) {
      return;
    }
    text.append(heading);
    int more = leftOut + all.size();
    for (Iterator<T> each = all.iterator(); each.hasNext() && line(form.of(each.next())); ) {
      more--;
    }
    text.append('\n');
    if (more > 0) {
      text.append("and ").append(more).append(" more, which are left out here\n\n");
    }
  }

  /** Adds it where there is room. */
  private boolean line(String line) {
    int length = line.getBytes(StandardCharsets.UTF_8).length;
    boolean fits = bytes + length <= MOST_BYTES;
    if (fits) {
      bytes += length;
      text.append(line);
    }
    return fits;
  }

  private void plain(String said) {
    text.append("<pre>\n");
    String[] lines = said.split("\n");
    int told = 0;
    while (told < lines.length && line(escaped(lines[told]) + "\n")) {
      told++;
    }
    text.append("</pre>\n\n");
    if (told < lines.length) {
      text.append("and ").append(lines.length - told).append(" more lines\n\n");
    }
  }

  private static String sign(Severity severity) {
    return switch (severity) {
      case ERROR -> ":x:";
      case WARNING -> ":warning:";
      case NOTE -> ":information_source:";
    };
  }

  /** A text of the input as code, in which nothing is a link, a mention, or HTML. */
  private static String shown(String text) {
    String one = Printer.visible(Printer.shortened(text, LONGEST));
    return "<code>" + escaped(one) + "</code>";
  }

  /** With entities, which Markdown never takes for its own signs. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c > 127 || Character.isLetterOrDigit(c) || " -.,/()='".indexOf(c) >= 0;
      if (plain) {
        escaped.append(c);
      } else {
        escaped.append("&#").append((int) c).append(';');
      }
    }
    return escaped.toString();
  }
}
