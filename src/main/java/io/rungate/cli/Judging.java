package io.rungate.cli;

import io.rungate.gate.Batch;
import io.rungate.gate.ExitCode;
import io.rungate.gate.Outcome;
import io.rungate.pack.RulePack;
import io.rungate.report.DocumentReporter;
import io.rungate.report.Progress;
import io.rungate.report.ReportFormat;
import io.rungate.report.ReportItem;
import io.rungate.report.ReportTarget;
import io.rungate.report.Reporter;
import io.rungate.run.RunRequest;
import io.rungate.run.Runs;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** The runs of a call at the command line: their report, and how far they are. */
final class Judging {

  /** What the call's standard output is for. With {@code --format jsonl} it is for programs. */
  enum Answer {
    /** The documents; everything for people goes to standard error. */
    DOCUMENTS,
    /** The verdicts, as with every command that is asked a question and writes nothing. */
    VERDICTS,
    /** The verdicts of so many runs that their findings are counted, too. */
    SWEEP
  }

  private final Console console;
  private final JudgingOptions options;
  private final RulePack pack;
  private final Answer answer;

  Judging(Console console, JudgingOptions options, RulePack pack, Answer answer) {
    this.console = console;
    this.options = options;
    this.pack = pack;
    this.answer = answer;
  }

  /**
   * Judges all runs, and tells the counts also when the call breaks off.
   *
   * @param single whether there is just the one run that the caller waits for
   * @param judging as {@link Batch} wants it
   * @return the worst that became of one
   */
  ExitCode all(Runs runs, boolean single, Function<RunRequest, Iterator<Callable<Outcome>>> judging)
      throws UsageException {
    if (!runs.hasNext()) {
      throw new UsageException("nothing to judge: " + runs.nothing());
    }
    Batch batch = new Batch();
    // Where the verdicts scroll by on the same screen, they are the progress.
    boolean shown = answer == Answer.SWEEP && !console.outTerminal();
    Progress progress = new Progress(console.err(), console.terminal());
    try (Reporter reporter = reporter()) {
      try {
        batch.judge(
            runs,
            judging,
            single ? 1 : options.jobs(),
            outcome -> {
              reporter.report(new ReportItem.JudgedRun(pack, outcome, !single));
              if (shown) {
                progress.show(batch.tally().runs());
              }
            });
      } finally {
        progress.end();
        if (!single && batch.tally().runs() > 0) {
          reporter.report(
              new ReportItem.RunTotals(batch.tally(), runs.remark(), answer == Answer.SWEEP));
        }
      }
    }
    return batch.tally().worst();
  }

  private Reporter reporter() {
    ReportFormat format = options.format();
    if (format != ReportFormat.TEXT || answer != Answer.DOCUMENTS) {
      return Reports.answer(console, format, console.outPaint(options.color()));
    }
    ReportTarget people =
        new ReportTarget(
            console.err(), console.err(), console.paint(options.color()), console.folder());
    return Reporter.toAll(List.of(new DocumentReporter(console.out()), format.to(people)));
  }
}
