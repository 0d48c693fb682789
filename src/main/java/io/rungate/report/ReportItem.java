package io.rungate.report;

import io.rungate.cases.CaseSuiteResult;
import io.rungate.cases.Example;
import io.rungate.gate.Outcome;
import io.rungate.gate.Tally;
import io.rungate.pack.Catalogue;
import io.rungate.pack.RulePack;
import io.rungate.replay.ChangeTable;
import io.rungate.replay.ReplayResult;
import java.util.List;
import java.util.Map;

/** What a command has to tell: the thing itself, not yet in any format. */
public interface ReportItem {

  /** For people. */
  String text(ReportTarget target);

  /**
   * For programs: what becomes one JSON document.
   *
   * @throws IllegalArgumentException when it has no such form
   */
  default Object tree() {
    throw none("JSON");
  }

  /** The item has no form of this kind. */
  default IllegalArgumentException none(String form) {
    return new IllegalArgumentException("no " + form + " of " + getClass().getSimpleName());
  }

  /**
   * A run that was judged.
   *
   * @param oneOfMany whether people want no more than a line of it where nothing is to be mended
   */
  record JudgedRun(RulePack pack, Outcome outcome, boolean oneOfMany) implements ReportItem {
    @Override
    public String text(ReportTarget target) {
      return RunSummary.of(this, target);
    }
  }

  /**
   * The counts of all runs.
   *
   * @param remark what they do not show, to be put behind them; mostly empty
   * @param withFindings whether findings are counted, too
   */
  record RunTotals(Tally tally, String remark, boolean withFindings) implements ReportItem {
    @Override
    public String text(ReportTarget target) {
      return RunSummary.of(this);
    }
  }

  /** A recorded run that was judged again; people are told in the totals. */
  record RunAgain(ReplayResult run) implements ReportItem {
    @Override
    public String text(ReportTarget target) {
      return "";
    }
  }

  /** What changed in all of them. */
  record ChangeTotals(ChangeTable table, boolean all) implements ReportItem {
    @Override
    public String text(ReportTarget target) {
      return new ChangeReport(target.paint(), all).text(table);
    }
  }

  /** A pack held against its cases. */
  record CaseSuite(CaseSuiteResult result) implements ReportItem {
    @Override
    public String text(ReportTarget target) {
      return new CaseReport(target.paint()).of(result);
    }
  }

  /**
   * All rules of a pack for readers.
   *
   * @param examples the cases to show for each finding code
   */
  record RuleBook(Catalogue pack, Map<String, List<Example>> examples) implements ReportItem {
    @Override
    public String text(ReportTarget target) {
      throw none("text");
    }
  }
}
