package io.rungate.cli;

import io.rungate.gate.Baseline;
import io.rungate.gate.Batch;
import io.rungate.gate.DecisionLog;
import io.rungate.gate.Excuses;
import io.rungate.gate.ExitCode;
import io.rungate.gate.Gate;
import io.rungate.gate.Outcome;
import io.rungate.gate.Places;
import io.rungate.gate.SweepJudgement;
import io.rungate.gate.WaiverReader;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.replay.SweepInputs;
import io.rungate.report.Progress;
import io.rungate.report.ReportFormat;
import io.rungate.report.Reporter;
import io.rungate.report.RunSummary;
import io.rungate.report.SweepFindings;
import io.rungate.report.SweepSummary;
import io.rungate.run.InputException;
import io.rungate.run.RunRequest;
import io.rungate.run.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** The runs of a call at the command line: their pack, their report, and how far they are. */
final class Judging implements AutoCloseable {
  /** Behind counts that are not those of all. */
  private static final String CANCELLED = ", and then the call was cancelled";

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
  private final Call call;
  private final Answer answer;
  private final RulePack pack;
  private final Batch batch = new Batch();
  private final Cancellation cancellation;

  /** Keeps a process that is told to end from writing any more; null before there is a run. */
  private volatile Runnable ending;

  /** What outcomes are told to; null before there is one. */
  private volatile Reporter reporter;

  private volatile boolean single;

  /** Null where nothing is excused. */
  private final Excuses excuses;

  /** Null where there is nothing but the answer. */
  private final Reports reports;

  /** Null where there is none. */
  private DecisionLog log;

  /** Why the log could not be written; null as long as it could. */
  private IOException lost;

  Judging(Call call, Answer answer) throws InputException, PackException {
    this.call = call;
    this.console = call.console();
    this.answer = answer;
    String power = call.text(JudgingOptions.POWER);
    if (power != null && !power.equals("off")) {
      throw new InputException(
          "measured power is not built yet: --power takes off, and not '" + power + "'");
    }
    this.reports =
        call.has(JudgingOptions.REPORT)
            ? Reports.of(call, JudgingOptions.REPORT, JudgingOptions.FORMAT)
            : null;
    this.cancellation = Cancellation.begin(console, batch, this::stop, this::cancelled);
    boolean begun = false;
    try {
      this.pack = Packs.load(call);
      this.excuses =
          call.has(JudgingOptions.WAIVERS) || call.has(JudgingOptions.BASELINE) ? excuses() : null;
      begun = true;
    } finally {
      if (!begun) {
        close();
      }
    }
  }

  private Excuses excuses() throws InputException {
    String waivers = call.text(JudgingOptions.WAIVERS);
    String baseline = call.text(JudgingOptions.BASELINE);
    return new Excuses(
        waivers == null ? null : WaiverReader.read(console.resolve(waivers), waivers, pack),
        baseline == null ? null : Baseline.read(console.resolve(baseline), baseline));
  }

  /** Judges as this call is to. */
  Gate gate() {
    return new Gate(pack, excuses);
  }

  RulePack pack() {
    return pack;
  }

  /** Finds the runs of a call. */
  interface RunFinder {
    /**
     * Finds them.
     *
     * @param mapping says how they are named
     * @param byContent whether a file is what it holds, whatever it is called
     */
    Runs find(Mapping mapping, boolean byContent) throws InputException;
  }

  /** Judges all runs and writes their documents. */
  static ExitCode publish(Call call, Answer answer, RunFinder finder)
      throws InputException, PackException {
    Optional<Path> out =
        Optional.ofNullable(call.text(JudgingOptions.OUT)).map(call.console()::resolve);
    try (Judging judging = begin(call, answer, finder, out)) {
      if (out.isPresent()) {
        try {
          Files.createDirectories(out.get());
        } catch (IOException e) {
          throw new InputException("the output folder " + out.get() + " cannot be made");
        }
      }
      Gate gate = judging.gate();
      Function<RunRequest, Callable<Outcome>> run = request -> gate.prepare(request, out);
      SweepCall sweep = answer == Answer.SWEEP ? SweepCall.of(call, judging.pack) : null;
      try (Runs runs = finder.find(judging.pack.mapping(), sweep != null)) {
        return judging.all(runs, runs.single(), judging.work(gate, run, sweep), sweep, gate::end);
      }
    }
  }

  private static Judging begin(Call call, Answer answer, RunFinder finder, Optional<Path> out)
      throws InputException, PackException {
    try {
      return new Judging(call, answer);
    } catch (PackException e) {
      withdraw(call, finder, out);
      throw e;
    }
  }

  private Function<RunRequest, Iterator<Callable<Outcome>>> work(
      Gate gate, Function<RunRequest, Callable<Outcome>> run, SweepCall sweep) {
    if (sweep == null) {
      return request -> List.of(run.apply(request)).iterator();
    }
    SweepInputs inputs = new SweepInputs(gate);
    return request -> inputs.found(request, run);
  }

  /** Where no run can be judged, no document of an earlier attempt may pass for one of theirs. */
  private static void withdraw(Call call, RunFinder finder, Optional<Path> out) {
    Console console = call.console();
    try {
      Mapping mapping = Packs.mapping(call);
      Places places = new Places(mapping);
      try (Runs runs = finder.find(mapping, false)) {
        while (runs.hasNext()) {
          Outcome.NotJudged outcome = places.withdraw(runs.next(), "", out);
          outcome.setAside().ifPresent(file -> console.remark("set aside: " + file));
          if (!outcome.problem().isEmpty()) {
            console.remark(outcome.request().id() + outcome.problem());
          }
        }
      }
    } catch (PackException e) {
      console.remark("What is published stays, since only the rule pack says what it is called.");
    } catch (InputException e) { // so no run is named
      e.problems().forEach(console::remark);
    }
  }

  /**
   * Judges all runs, and tells the counts also when the call breaks off.
   *
   * @param single whether there is just the one run that the caller waits for
   * @param work as {@link Batch} wants it
   * @param sweep what is asked of all rows together; null for nothing
   * @param ending keeps a process that is told to end from writing any more
   * @return the worst that became of one
   */
  ExitCode all(
      Runs runs,
      boolean single,
      Function<RunRequest, Iterator<Callable<Outcome>>> work,
      SweepCall sweep,
      Runnable ending)
      throws InputException {
    if (!runs.hasNext()) {
      throw new InputException("nothing to judge: " + runs.nothing());
    }
    this.single = single;
    ExitCode together = ExitCode.ACCEPTED;
    List<String> unwritten = new ArrayList<>();
    try (DecisionLog open = log();
        Reporter reporter = reporter()) {
      log = open;
      this.reporter = reporter;
      this.ending = ending;
      boolean complete = false;
      try {
        together = all(runs, work, sweep, reporter);
        complete = true;
        if (sweep == null) { // else it is told with what rules across rows find
          remark(reporter);
        }
      } finally {
        String remark = runs.remark();
        boolean whole = complete;
        batch.finish(() -> unwritten.addAll(end(reporter, remark, whole)));
        cancellation.end();
      }
    } catch (IOException e) {
      throw unlogged(e);
    } catch (UncheckedIOException e) {
      if (e.getCause() != lost) {
        throw e;
      }
      throw unlogged(lost);
    }
    if (batch.tally().runs() == 0) {
      throw new InputException("nothing to judge: " + runs.nothing());
    }
    if (!unwritten.isEmpty()) {
      throw new InputException(unwritten);
    }
    return batch.tally().worst().worse(together);
  }

  private ExitCode all(
      Runs runs,
      Function<RunRequest, Iterator<Callable<Outcome>>> work,
      SweepCall sweep,
      Reporter reporter)
      throws InputException {
    // Where the verdicts scroll by on the same screen, they are the progress.
    boolean shown = answer == Answer.SWEEP && !console.outTerminal();
    String counted = sweep == null ? "runs" : "rows";
    Progress progress = new Progress(console.err(), console.terminal(), counted);
    if (sweep != null) {
      sweep.begin();
    }
    try {
      batch.judge(
          runs,
          work,
          call.executor(single ? 1 : call.jobs()),
          outcome -> {
            if (log != null && !(outcome instanceof Outcome.Ignored)) {
              log(() -> log.add(outcome, pack));
            }
            if (sweep != null) {
              sweep.add(outcome);
            }
            reporter.report(new RunSummary(pack, outcome, console.folder(), !single));
            if (shown) {
              progress.show(batch.tally().runs());
            }
          });
    } finally {
      progress.end();
    }
    return sweep == null || batch.tally().runs() == 0
        ? ExitCode.ACCEPTED
        : together(sweep, reporter);
  }

  private ExitCode together(SweepCall sweep, Reporter reporter) throws InputException {
    SweepJudgement judgement = sweep.judge(excuses);
    batch.tally().add(judgement);
    if (log != null) {
      log(() -> log.add(judgement, sweep.inputs(), pack));
    }
    reporter.report(new SweepSummary(pack, judgement, console.folder()));
    return judgement.exitCode();
  }

  /**
   * Tells the counts, behind which there is nothing more to tell.
   *
   * @return which reports could not be written, and why
   */
  private List<String> end(Reporter reporter, String remark, boolean complete) {
    if (!single || call.has(JudgingOptions.FORMAT) || reports != null) {
      reporter.report(
          new RunSummary.Totals(batch.tally(), remark, !single, answer == Answer.SWEEP, complete));
    }
    return reports == null ? List.of() : reports.finish();
  }

  private void stop() {
    Runnable begun = ending;
    if (begun != null) {
      begun.run();
    }
  }

  /** Tells the counts of a call that is told to end, perhaps before it has its rules. */
  private void cancelled() {
    if (reporter == null) {
      console.remark("rungate: the call was cancelled before anything was judged");
    }
    end(reporter == null ? answer() : reporter, CANCELLED, false).forEach(console::refuse);
  }

  /** Behind this a signal ends the process as it ends any other. */
  @Override
  public void close() {
    cancellation.end();
  }

  /** Tells what there is to say of the waivers, which is known when all is judged. */
  private void remark(Reporter reporter) {
    if (excuses != null && !excuses.remarks().isEmpty()) {
      reporter.report(new SweepFindings(pack, excuses.remarks(), console.folder()));
    }
  }

  /** The log that every judgement is added to; null where none is asked for. */
  private DecisionLog log() throws IOException {
    return call.has(JudgingOptions.LOG)
        ? DecisionLog.open(console.resolve(call.text(JudgingOptions.LOG)))
        : null;
  }

  /** The writing of a line. */
  private interface Line {
    void write() throws IOException;
  }

  private void log(Line line) {
    try {
      line.write();
    } catch (IOException e) {
      lost = e;
      throw new UncheckedIOException(e); // no run may be judged without its line
    }
  }

  private InputException unlogged(IOException e) {
    String reason = InputException.reason(e, "there is no such folder");
    return new InputException(
        "the decision log " + call.text(JudgingOptions.LOG) + " cannot be written: " + reason);
  }

  /** What everything is told to: the answer, and the reports that are asked for. */
  private Reporter reporter() throws InputException {
    return reports == null ? answer() : reports.begin(answer(), console);
  }

  private Reporter answer() {
    ReportFormat format = call.choice(JudgingOptions.FORMAT, ReportFormat.TEXT);
    if (reports != null && reports.haveStandardOutput()) {
      return format.to(console.err(), console.err());
    }
    if (format != ReportFormat.TEXT || answer != Answer.DOCUMENTS) {
      return console.answer(format);
    }
    Reporter people = format.to(console.err(), console.err());
    return item -> {
      if (item instanceof RunSummary run && run.outcome() instanceof Outcome.Published published) {
        console.out().json(published.judgement().document().text() + "\n");
      }
      people.report(item);
    };
  }
}
