package io.rungate.report;

import io.rungate.gate.Tally;

/** The counts of many runs, for people. */
final class TotalsText {
  private static final int WIDTH = 7;

  private TotalsText() {}

  /** How many runs had which verdict, and how often which finding was raised, one a line. */
  static String of(ReportItem.RunTotals totals) {
    Tally tally = totals.tally();
    StringBuilder out = new StringBuilder();
    out.append(tally.count("accepted")).append(" accepted, ");
    out.append(tally.count("rejected")).append(" rejected, ");
    out.append(tally.count("unjudged")).append(" not judged");
    out.append(totals.remark()).append('\n');
    if (totals.withFindings()) {
      tally
          .findings()
          .forEach(
              (code, count) -> {
                String number = count.toString();
                out.append(" ".repeat(Math.max(0, WIDTH - number.length())));
                out.append(number).append(" x ").append(code).append('\n');
              });
    }
    return out.toString();
  }
}
