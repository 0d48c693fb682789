package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.gate.OrderedExecutor;
import io.rungate.gate.Outcome;
import io.rungate.pack.RulePack;
import io.rungate.report.JsonLine;
import io.rungate.report.Progress;
import io.rungate.report.RunSummary;
import io.rungate.report.Tally;
import io.rungate.run.RunRequest;
import io.rungate.run.Runs;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * The runs of a call: judges them side by side, and tells what became of each, in order and as soon
 * as it is known. Nothing of a run is kept but what counts for the end.
 */
final class Judging implements AutoCloseable {

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
  private final Runs runs;
  private final Answer answer;
  private final boolean single;
  private final boolean lines;
  private final PrintStream people;
  private final RunSummary summary;
  private final Tally tally = new Tally();
  private final Progress progress;

  Judging(Console console, JudgingOptions options, RulePack pack, Runs runs, Answer answer) {
    this.console = console;
    this.options = options;
    this.pack = pack;
    this.runs = runs;
    this.answer = answer;
    this.single = runs.single();
    this.lines = options.lines();
    boolean apart = lines || answer == Answer.DOCUMENTS;
    this.people = apart ? console.err() : console.out();
    Console.ColorChoice choice = options.color();
    this.summary =
        new RunSummary(
            pack, apart ? console.paint(choice) : console.outPaint(choice), console.folder());
    // Where the verdicts scroll by on the same screen, they are the progress.
    this.progress =
        answer == Answer.SWEEP && !console.outTerminal()
            ? new Progress(console.err(), console.terminal())
            : null;
  }

  /**
   * Judges all runs.
   *
   * @param judge takes on the next run; what it gives may be called by any thread
   * @return the worst that became of one
   */
  ExitCode all(Function<RunRequest, Callable<Outcome>> judge) throws UsageException {
    if (!runs.hasNext()) {
      throw new UsageException("nothing to judge: " + runs.nothing());
    }
    OrderedExecutor.run(
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return runs.hasNext();
          }

          @Override
          public Callable<Outcome> next() {
            return judge.apply(runs.next());
          }
        },
        single ? 1 : options.jobs(),
        this::tell);
    return tally.worst();
  }

  private void tell(Outcome outcome) {
    tally.add(outcome);
    if (lines) {
      console.out().println(JsonLine.of(outcome, pack));
      console.out().flush();
    } else {
      if (answer == Answer.DOCUMENTS && outcome.agg() != null) {
        console.out().print(outcome.judgement().document().text() + "\n");
      }
      boolean plain = !single && outcome.exitCode() == ExitCode.ACCEPTED;
      people.print(plain ? summary.line(outcome) : summary.of(outcome));
    }
    if (progress != null) {
      progress.show(tally.runs());
    }
  }

  /** Tells the counts, also of a call that breaks off. */
  @Override
  public void close() {
    if (progress != null) {
      progress.end();
    }
    if (!single && tally.runs() > 0) {
      people.println(tally.verdicts() + runs.remark());
      if (answer == Answer.SWEEP) {
        people.print(tally.findings());
      }
    }
  }
}
