package io.rungate.report;

import io.rungate.cases.CaseFile;
import io.rungate.cases.CaseResult;
import io.rungate.cases.CaseSuiteResult;
import io.rungate.cases.Mismatch;
import java.util.Iterator;
import java.util.List;

/** How cases came out, for people: a line a file, and a failing case beside what came out of it. */
final class CaseReport {
  private static final int WIDEST = 44;

  private final Paint paint;

  CaseReport(Paint paint) {
    this.paint = paint;
  }

  String of(CaseSuiteResult trial) {
    Lines out = new Lines();
    trial.results().forEach((file, results) -> file(file, results, out));
    trial.gaps().forEach(out::add);
    int gaps = trial.gaps().size();
    String missing = gaps == 1 ? ", 1 case is missing" : ", " + gaps + " cases are missing";
    String text =
        trial.all().size() + " cases, " + trial.failed() + " failed" + (gaps == 0 ? "" : missing);
    out.add(
        trial.passed() ? paint.good(text) : paint.bad(text),
        paint.dim("  pack " + trial.pack().manifest().title()));
    return out.toString();
  }

  private void file(CaseFile file, List<CaseResult> results, Lines out) {
    List<CaseResult> failed = results.stream().filter(result -> !result.passed()).toList();
    boolean passed = failed.isEmpty();
    String count = results.size() == 1 ? "1 case" : results.size() + " cases";
    out.add(
        passed ? paint.good("ok  ") : paint.bad("FAIL"),
        "  " + file.file() + "  ",
        paint.dim(passed ? count : failed.size() + " of " + count + " failed"));
    failed.forEach(result -> failure(result, out));
  }

  private void failure(CaseResult result, Lines out) {
    out.add("  ", paint.strong(result.of().title()), "  ", paint.dim(result.of().place()));
    Columns columns = new Columns(WIDEST);
    columns.add("", "expected", "actual");
    for (Mismatch difference : result.differences()) {
      if (isNarrow(difference)) {
        columns.add(
            difference.what(), OneLine.of(difference.expected()), OneLine.of(difference.actual()));
      }
    }
    List<String> rows = columns.rows();
    Iterator<String> row = rows.iterator();
    String heading = row.next();
    if (rows.size() > 1) {
      out.add("    ", heading);
    }
    for (Mismatch difference : result.differences()) {
      if (isNarrow(difference)) {
        out.add("    ", row.next());
      } else {
        out.add("    ", difference.what());
        out.add("      expected  ", OneLine.of(difference.expected()));
        out.add("      actual    ", OneLine.of(difference.actual()));
      }
      difference.reasons().forEach(one -> out.add("        ", paint.dim(OneLine.of(one))));
    }
  }

  /** Texts that are too long stand one below the other, so that they can be compared at all. */
  private static boolean isNarrow(Mismatch difference) {
    return Math.max(difference.expected().length(), difference.actual().length()) <= WIDEST;
  }
}
