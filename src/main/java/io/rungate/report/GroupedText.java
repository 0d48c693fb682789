package io.rungate.report;

import static io.rungate.report.Styled.bad;
import static io.rungate.report.Styled.dim;
import static io.rungate.report.Styled.strong;
import static io.rungate.report.Styled.warn;

import io.rungate.gate.ExitCode;
import java.util.List;

/**
 * For people, of many runs at once: what is wrong, then where, and not run by run. A single run is
 * told as it always is.
 */
final class GroupedText implements Reporter {
  private static final int MOST = 100;
  private static final int LONGEST = 400;

  private final Printer out;
  private final FindingGroups groups = new FindingGroups();
  private final Foremost<ReportEntry.Row> unjudged = new Foremost<>(MOST);
  private final Foremost<ReportEntry.Row> differing = new Foremost<>(MOST);
  private ReportItem only;
  private int rows;
  private ReportItem curves;

  GroupedText(Printer out) {
    this.out = out;
  }

  @Override
  public void report(ReportItem item) {
    ReportEntry entry = item.entry();
    if (entry instanceof ReportEntry.Row row) {
      row(item, row);
    } else if (entry instanceof ReportEntry.Sweep sweep) {
      curves = item;
      for (ReportFinding finding : sweep.findings()) {
        List<String> points = finding.points();
        String more = points.size() > 1 ? " and " + (points.size() - 1) + " more" : "";
        groups.add(finding, points.isEmpty() ? finding.message() : points.get(0) + more);
      }
    } else if (entry instanceof ReportEntry.Totals) {
      totals(item);
    } else {
      item.text(out);
    }
  }

  private void row(ReportItem item, ReportEntry.Row row) {
    if (row.verdict().equals("ignored")) {
      return;
    }
    rows++;
    only = rows == 1 ? item : null;
    row.findings().forEach(finding -> groups.add(finding, row.id()));
    if (row.code() == ExitCode.NOT_JUDGED) {
      unjudged.add(0, row);
    } else if (!row.differences().isEmpty()) {
      differing.add(0, row);
    }
  }

  private void totals(ReportItem totals) {
    if (only != null) {
      only.text(out);
      if (curves != null) {
        curves.text(out);
      }
      totals.text(out);
      return;
    }
    groups.all().forEach(this::group);
    if (groups.others() > 0) {
      out.line(groups.others() + " findings of other codes");
    }
    runs("not judged", unjudged);
    runs("differs", differing);
    totals.text(out);
  }

  private void group(FindingGroups.Group group) {
    ReportFinding first = group.first();
    String severity = "%-7s".formatted(first.severity());
    boolean counts = group.waived() < group.count();
    out.line(
        counts && first.counts() ? bad(severity) : warn(severity),
        "  ",
        strong(first.code()),
        "  " + group.count() + " x",
        group.waived() > 0 ? ", " + group.waived() + " waived" : "");
    if (!first.evidence().isEmpty()) {
      detail("because " + String.join("; ", first.evidence()));
    }
    detail(first.message());
    if (first.advice() != null) {
      detail(first.advice());
    }
    ReportFinding.Rule rule = first.rule();
    String name = rule.name() == null ? "rule " : "rule \"" + rule.name() + "\" ";
    detail(name + rule.file() + ":" + rule.line());
    group.places().forEach(place -> out.line("         ", Printer.shortened(place, LONGEST)));
    if (group.count() > group.places().size()) {
      out.line("         and ", group.count() - group.places().size(), " more");
    }
  }

  private void runs(String label, Foremost<ReportEntry.Row> all) {
    for (ReportEntry.Row row : all.all()) {
      out.line(bad(label), "  ", strong(row.id()));
      row.differences().forEach(this::detail);
      if (row.problem() != null) {
        detail(row.problem());
      }
    }
    if (all.leftOut() > 0) {
      out.line(label, "  and ", all.leftOut(), " more");
    }
  }

  private void detail(String text) {
    out.line("           ", dim(Printer.shortened(text, LONGEST)));
  }

  @Override
  public void close() {
    out.flush();
  }
}
