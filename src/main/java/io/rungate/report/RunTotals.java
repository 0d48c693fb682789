package io.rungate.report;

import io.rungate.gate.Tally;

/**
 * The counts of all runs.
 *
 * @param remark what they do not show, to be put behind them; mostly empty
 * @param withFindings whether findings are counted, too
 */
public record RunTotals(Tally tally, String remark, boolean withFindings) implements ReportItem {
  @Override
  public void text(Printer out) {
    String counts = "%d accepted, %d rejected, %d not judged";
    out.line(
        counts.formatted(tally.count("accepted"), tally.count("rejected"), tally.count("unjudged")),
        remark);
    if (withFindings) {
      tally.findings().forEach((code, count) -> out.line("%7d x ".formatted(count), code));
    }
  }
}
