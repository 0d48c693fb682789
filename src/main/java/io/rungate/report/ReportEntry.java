package io.rungate.report;

import io.rungate.cases.CaseSuiteResult;
import io.rungate.document.AuditRecord;
import io.rungate.gate.Basis;
import io.rungate.gate.ExitCode;
import io.rungate.gate.Outcome;
import io.rungate.pack.Manifest;
import io.rungate.pack.PackMeaning.PackChange;
import io.rungate.pack.RulePack;
import io.rungate.replay.ChangeTable;
import io.rungate.replay.ReplayResult;
import java.util.List;

/**
 * What a report is made of, whether it was just found out or recorded earlier: the one form that
 * all formats know. What cannot be known is null.
 */
public sealed interface ReportEntry {

  /**
   * A run or a published row, and what became of it.
   *
   * @param file the result or row file, from the working directory where it is below that
   * @param verdict accepted, rejected, unreadable or ignored
   * @param code what it alone would exit with: a waived rejection counts no more
   * @param findings all but those of a baseline, which are {@code known}
   * @param judged what was judged, in a sentence, where it is not just what the run left behind
   * @param differences in what a row is not what its record and the rules say
   * @param problem why nothing was decided
   */
  record Row(
      String pack,
      String id,
      String file,
      String verdict,
      Basis basis,
      ExitCode code,
      List<ReportFinding> findings,
      int known,
      Written written,
      String judged,
      List<String> differences,
      String problem,
      Origin origin)
      implements ReportEntry {}

  /**
   * The files of a run.
   *
   * @param dir the folder of the run
   * @param agg the document that was published
   * @param documents those beside it
   * @param audit the record
   */
  record Written(String dir, String agg, List<String> documents, String audit) {}

  /** Where a row is known from, for who wants to see more of it. */
  sealed interface Origin {

    /** It was just judged. */
    record Judged(RulePack pack, Outcome outcome) implements Origin {}

    /** It was judged earlier, and this is its record. */
    record Recorded(AuditRecord record) implements Origin {}

    /** It was told in a line of an earlier call, which is all there is. */
    record Told() implements Origin {}
  }

  /**
   * What is found of a call as a whole.
   *
   * @param curves how complete each is; none where nothing was expected
   */
  record Sweep(String pack, List<ReportFinding> findings, List<Curve> curves)
      implements ReportEntry {}

  /** How many points of a curve are expected, there, and missing. */
  record Curve(String name, int expected, int observed, int missing) {}

  /**
   * The counts of a call, behind all else.
   *
   * @param complete whether the call came to its end
   */
  record Totals(
      int rows,
      int accepted,
      int rejected,
      int unreadable,
      int ignored,
      int waived,
      int known,
      int points,
      int expected,
      int missing,
      boolean complete)
      implements ReportEntry {}

  /** A pack held against its cases. */
  record Cases(CaseSuiteResult suite) implements ReportEntry {}

  /** A recorded run that was judged again. */
  record Replayed(ReplayResult result) implements ReportEntry {}

  /** The changes of all recorded runs, behind these. */
  record Changes(ChangeTable table) implements ReportEntry {}

  /** What differs between two packs, before the runs that were judged by both. */
  record Packs(Manifest before, Manifest after, List<PackChange> changes) implements ReportEntry {}
}
