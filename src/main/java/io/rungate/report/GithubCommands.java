package io.rungate.report;

import io.rungate.cases.CaseResult;
import io.rungate.fact.Severity;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackProblem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Workflow commands, which GitHub shows as annotations. It takes ten of a kind from a step and
 * drops the others without a word, so no more are written, and a line says how many there are.
 */
final class GithubCommands implements Reporter {
  private static final int MOST = 10;
  private static final int LONGEST = 2000;

  private enum Kind {
    ERROR,
    WARNING,
    NOTICE
  }

  private final Printer out;
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  GithubCommands(Printer out) {
    this.out = out;
  }

  @Override
  public void report(ReportItem item) {
    ReportEntry entry = item.entry();
    if (entry instanceof ReportEntry.Row row) {
      row(row);
    } else if (entry instanceof ReportEntry.Sweep sweep) {
      for (ReportFinding finding : sweep.findings()) {
        ReportFinding.Rule rule = finding.rule();
        command(kind(finding), rule.file(), rule.line(), finding.code(), text("", finding));
      }
    } else if (entry instanceof ReportEntry.Totals totals) {
      totals(totals);
    } else if (entry instanceof ReportEntry.Cases cases) {
      for (CaseResult result : cases.suite().all()) {
        if (!result.passed()) {
          String what = result.differences().get(0).what() + " differs: " + result.of().name();
          command(Kind.ERROR, result.of().file(), result.of().line(), "case", what);
        }
      }
      for (PackProblem gap : cases.suite().gaps()) {
        command(Kind.ERROR, gap.file(), gap.line(), "case", gap.message());
      }
    }
  }

  private void row(ReportEntry.Row row) {
    String file = row.file() == null ? "" : row.file();
    for (ReportFinding finding : row.findings()) {
      command(kind(finding), file, 1, finding.code(), text(row.id() + ": ", finding));
    }
    for (String difference : row.differences()) {
      command(Kind.ERROR, file, 1, "row-differs", row.id() + ": " + difference);
    }
    if (row.problem() != null && row.code() != ExitCode.ACCEPTED) {
      command(Kind.ERROR, file, 1, "not-judged", row.id() + ": " + row.problem());
    }
  }

  private void totals(ReportEntry.Totals totals) {
    if (!totals.complete()) {
      command(Kind.ERROR, "", 0, "incomplete", "The call did not come to its end.");
    }
  }

  private static Kind kind(ReportFinding finding) {
    if (finding.waived() || finding.severity() == Severity.NOTE) {
      return Kind.NOTICE;
    }
    return finding.severity() == Severity.ERROR ? Kind.ERROR : Kind.WARNING;
  }

  private static String text(String before, ReportFinding finding) {
    String advice = finding.advice() == null ? "" : " " + finding.advice();
    return before + (finding.waived() ? "(waived) " : "") + finding.message() + advice;
  }

  private void command(Kind kind, String file, int line, String title, String message) {
    if (counts.merge(kind, 1, Integer::sum) > MOST) {
      return;
    }
    List<String> properties = new ArrayList<>();
    if (file != null && !file.isEmpty()) {
      properties.add("file=" + property(file));
      properties.add("line=" + line);
    }
    properties.add("title=" + property(title));
    // Other systems take orders from the middle of a line, too.
    out.json(
        "::%s %s::%s\n"
            .formatted(
                kind.name().toLowerCase(Locale.ROOT), String.join(",", properties), data(message)));
  }

  private static String data(String text) {
    String escaped = Printer.shortened(text, LONGEST).replace("%", "%25");
    return Printer.visible(escaped.replace("\r", "%0D").replace("\n", "%0A"));
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  @Override
  public void close() {
    List<String> more = new ArrayList<>();
    counts.forEach(
        (kind, count) -> {
          if (count > MOST) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            more.add((count - MOST) + " more " + name + (count - MOST == 1 ? "" : "s"));
          }
        });
    if (!more.isEmpty()) {
      out.line("and ", String.join(", ", more));
    }
    out.flush();
  }
}
