package io.rungate.report;

import static io.rungate.report.Styled.bad;
import static io.rungate.report.Styled.dim;
import static io.rungate.report.Styled.good;
import static io.rungate.report.Styled.strong;

import io.rungate.cases.CaseFile;
import io.rungate.cases.CaseResult;
import io.rungate.cases.CaseResult.Mismatch;
import io.rungate.cases.CaseSuiteResult;
import java.util.Iterator;
import java.util.List;

/** A pack held against its cases: a line a file, and a failing case beside what came out of it. */
public record CaseReport(CaseSuiteResult suite) implements ReportItem {
  private static final int WIDEST = 44;

  @Override
  public ReportEntry entry() {
    return new ReportEntry.Cases(suite);
  }

  @Override
  public void text(Printer out) {
    suite.results().forEach((file, results) -> file(file, results, out));
    suite.gaps().forEach(out::line);
    long gaps = suite.gaps().stream().filter(gap -> gap.rule() != null).count();
    long idle = suite.gaps().size() - gaps; // which no rule is the reason of
    String missing = gaps == 1 ? ", 1 case is missing" : ", " + gaps + " cases are missing";
    String ignored = idle == 1 ? ", 1 code is ignored" : ", " + idle + " codes are ignored";
    String text =
        suite.all().size()
            + " cases, "
            + suite.failed()
            + " failed"
            + (gaps == 0 ? "" : missing)
            + (idle == 0 ? "" : ignored + " for nothing");
    out.line(
        suite.passed() ? good(text) : bad(text), dim("  pack ", suite.pack().manifest().title()));
  }

  private static void file(CaseFile file, List<CaseResult> results, Printer out) {
    List<CaseResult> failed = results.stream().filter(result -> !result.passed()).toList();
    boolean passed = failed.isEmpty();
    String count = results.size() == 1 ? "1 case" : results.size() + " cases";
    out.line(
        passed ? good("ok  ") : bad("FAIL"),
        "  " + file.file() + "  ",
        dim(passed ? count : failed.size() + " of " + count + " failed"));
    failed.forEach(result -> failure(result, out));
  }

  private static void failure(CaseResult result, Printer out) {
    out.line("  ", strong(result.of().title()), "  ", dim(result.of().place()));
    Columns columns = new Columns(WIDEST);
    columns.add("", "expected", "actual");
    for (Mismatch difference : result.differences()) {
      if (isNarrow(difference)) {
        columns.add(difference.what(), difference.expected(), difference.actual());
      }
    }
    List<String> rows = columns.rows();
    Iterator<String> row = rows.iterator();
    String heading = row.next();
    if (rows.size() > 1) {
      out.line("    ", heading);
    }
    for (Mismatch difference : result.differences()) {
      if (isNarrow(difference)) {
        out.line("    ", row.next());
      } else {
        out.line("    ", difference.what());
        out.line("      expected  ", difference.expected());
        out.line("      actual    ", difference.actual());
      }
      difference.reasons().forEach(one -> out.line("        ", dim(one)));
    }
  }

  /** Texts that are too long stand one below the other, so that they can be compared at all. */
  private static boolean isNarrow(Mismatch difference) {
    return Math.max(difference.expected().length(), difference.actual().length()) <= WIDEST;
  }
}
