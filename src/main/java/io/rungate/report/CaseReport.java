package io.rungate.report;

import io.rungate.cases.CaseFile;
import io.rungate.cases.CaseResult;
import io.rungate.cases.CaseSuiteResult;
import io.rungate.cases.Mismatch;
import java.util.List;

/** How cases came out, for people: a line a file, and a failing case beside what came out of it. */
final class CaseReport {
  private static final int WIDEST = 44;

  private final Paint paint;

  CaseReport(Paint paint) {
    this.paint = paint;
  }

  /** A file of cases. */
  String of(CaseFile file, List<CaseResult> results) {
    long failed = results.stream().filter(result -> !result.passed()).count();
    String count = results.size() == 1 ? "1 case" : results.size() + " cases";
    StringBuilder out = new StringBuilder();
    out.append(failed == 0 ? paint.good("ok  ") : paint.bad("FAIL"))
        .append("  ")
        .append(file.file())
        .append("  ")
        .append(paint.dim(failed == 0 ? count : failed + " of " + count + " failed"))
        .append('\n');
    results.stream().filter(result -> !result.passed()).forEach(result -> failure(result, out));
    return out.toString();
  }

  /** All files in one line. */
  String summary(CaseSuiteResult trial) {
    int cases = trial.all().size();
    long failed = trial.failed();
    String pack = trial.pack().manifest().name() + " " + trial.pack().manifest().version();
    String gaps =
        trial.gaps().isEmpty()
            ? ""
            : ", "
                + (trial.gaps().size() == 1 ? "1 case is" : trial.gaps().size() + " cases are")
                + " missing";
    String text = cases + " cases, " + failed + " failed" + gaps;
    return (trial.passed() ? paint.good(text) : paint.bad(text)) + paint.dim("  pack " + pack);
  }

  private void failure(CaseResult result, StringBuilder out) {
    out.append("  ").append(paint.strong(result.of().title())).append("  ");
    out.append(paint.dim(result.of().place())).append('\n');
    List<Mismatch> narrow = result.differences().stream().filter(CaseReport::isNarrow).toList();
    int first = width("", narrow.stream().map(Mismatch::what).toList());
    int second = width("expected", narrow.stream().map(Mismatch::expected).toList());
    if (!narrow.isEmpty()) {
      row(out, first, second, "", "expected", "actual");
    }
    for (Mismatch difference : result.differences()) {
      if (isNarrow(difference)) {
        row(out, first, second, difference.what(), difference.expected(), difference.actual());
      } else {
        out.append("    ").append(difference.what()).append('\n');
        row(out, 0, 8, "", "expected", difference.expected());
        row(out, 0, 8, "", "actual", difference.actual());
      }
      for (String reason : difference.reasons()) {
        out.append("        ").append(paint.dim(OneLine.of(reason))).append('\n');
      }
    }
  }

  private static void row(
      StringBuilder out, int first, int second, String what, String expected, String actual) {
    String line =
        "    "
            + pad(what, first)
            + "  "
            + pad(OneLine.of(expected), second)
            + "  "
            + OneLine.of(actual);
    out.append(line.stripTrailing()).append('\n');
  }

  /** Texts that are too long stand one below the other, so that they can be compared at all. */
  private static boolean isNarrow(Mismatch difference) {
    return Math.max(difference.expected().length(), difference.actual().length()) <= WIDEST;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static int width(String least, List<String> texts) {
    int width = least.length();
    for (String text : texts) {
      width = Math.max(width, Math.min(text.length(), WIDEST));
    }
    return width;
  }
}
