package io.rungate.report;

import io.rungate.cases.CaseSuiteResult;
import io.rungate.cases.Coverage;
import io.rungate.cases.Example;
import io.rungate.gate.Outcome;
import io.rungate.gate.Tally;
import io.rungate.pack.Catalogue;
import io.rungate.pack.Manifest;
import io.rungate.pack.RulePack;
import io.rungate.replay.ChangeTable;
import io.rungate.replay.PackChange;
import io.rungate.replay.ReplayResult;
import io.rungate.rules.CacheInventory;
import io.rungate.rules.LintFinding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a command has to tell: the thing itself, not yet in any format. */
public sealed interface ReportItem {

  /**
   * A run that was judged.
   *
   * @param oneOfMany whether people want no more than a line of it where nothing is to be mended
   */
  record JudgedRun(RulePack pack, Outcome outcome, boolean oneOfMany) implements ReportItem {}

  /**
   * The counts of all runs.
   *
   * @param remark what they do not show, to be put behind them; mostly empty
   * @param withFindings whether findings are counted, too
   */
  record RunTotals(Tally tally, String remark, boolean withFindings) implements ReportItem {}

  /** A recorded run that was judged again. */
  record RunAgain(ReplayResult run) implements ReportItem {}

  /** What changed in all of them. */
  record ChangeTotals(ChangeTable table, boolean all) implements ReportItem {}

  /** What differs between two packs. */
  record PackChanges(Manifest before, Manifest after, List<PackChange> changes)
      implements ReportItem {}

  /** A pack held against its cases. */
  record CaseSuite(CaseSuiteResult result) implements ReportItem {}

  /** What could be better in a pack. */
  record Lint(List<LintFinding> findings) implements ReportItem {}

  /** How much that is, once the pack is known to load. */
  record LintTotals(int findings, Path pack) implements ReportItem {}

  /** All rules of a pack. */
  record Rules(Catalogue pack) implements ReportItem {}

  /**
   * The same for readers.
   *
   * @param examples the cases to show for each finding code
   */
  record RuleBook(Catalogue pack, Map<String, List<Example>> examples) implements ReportItem {}

  /** What of a pack is exercised. */
  record PackCoverage(RulePack pack, Coverage.Report report) implements ReportItem {}

  /** What lies in a cache folder. */
  record CacheContent(Path folder, List<CacheInventory.Item> items) implements ReportItem {}

  /** What was removed from it, or would be. */
  record CacheRemoval(List<CacheInventory.Item> items, boolean dryRun) implements ReportItem {}
}
