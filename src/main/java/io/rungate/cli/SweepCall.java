package io.rungate.cli;

import io.rungate.cli.Argument.Kind;
import io.rungate.engine.JudgementException;
import io.rungate.gate.Excuses;
import io.rungate.gate.Outcome;
import io.rungate.gate.RowGate;
import io.rungate.gate.SweepJudge;
import io.rungate.gate.SweepJudgement;
import io.rungate.pack.RulePack;
import io.rungate.pack.Sha256Hex;
import io.rungate.run.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a call asks of its rows together, and what is known of them beside what they hold. */
final class SweepCall {
  private static final Argument MATRIX =
      new Argument(
          "--matrix=FILE", Kind.FILE, "The jobs that the sweep is to have, as a JSON array.");

  private static final Argument INFO =
      new Argument(
          "--sweep-info=FILE",
          Kind.FILE,
          "What only the workflow knows of the sweep, as a JSON object.");

  static final List<Argument> OPTIONS = List.of(MATRIX, INFO);

  private final Call call;
  private final RulePack pack;
  private final SweepJudge judge;

  private SweepCall(Call call, RulePack pack) {
    this.call = call;
    this.pack = pack;
    this.judge = new SweepJudge(pack);
  }

  /** Null where the pack knows runs alone. */
  static SweepCall of(Call call, RulePack pack) throws InputException {
    if (pack.sweep().isPresent()) {
      return new SweepCall(call, pack);
    }
    for (Argument option : OPTIONS) {
      if (call.has(option)) {
        throw new InputException(
            option.name() + ": " + pack.manifest().title() + " has no rules for sweeps");
      }
    }
    return null;
  }

  /** Reads what is known before there is a row. */
  void begin() throws InputException {
    Console console = call.console();
    if (call.has(INFO)) {
      List<String> unknown = judge.know(console.resolve(call.text(INFO)));
      if (!unknown.isEmpty()) {
        console.remark(
            "%s: the pack reads nothing of %s"
                .formatted(call.text(INFO), String.join(", ", unknown)));
      }
    }
    if (call.has(MATRIX)) {
      try {
        judge.expect(
            console.resolve(call.text(MATRIX)), new RowGate(pack), call.executor(call.jobs()));
      } catch (JudgementException e) {
        throw new InputException(
            "the points of " + call.text(MATRIX) + " are not known: " + pack.shown(e.problem()));
      }
    }
  }

  void add(Outcome outcome) {
    outcome
        .row()
        .ifPresent(
            row ->
                judge.add(
                    row.file(),
                    row.index(),
                    outcome.verdict().equals("accepted"),
                    row.evaluation()));
  }

  /**
   * Judges all rows together, when there are no more.
   *
   * @param excuses null for none
   */
  SweepJudgement judge(Excuses excuses) throws InputException {
    try {
      SweepJudgement sweep = judge.judge();
      return excuses == null ? sweep : sweep.excused(excuses);
    } catch (JudgementException e) {
      throw new InputException("the sweep is not judged: " + pack.shown(e.problem()));
    }
  }

  /** The SHA-256 of what is known beside the rows. */
  Map<String, String> inputs() throws IOException {
    Map<String, String> inputs = new LinkedHashMap<>();
    for (Argument option : OPTIONS) {
      if (call.has(option)) {
        byte[] file = Files.readAllBytes(call.console().resolve(call.text(option)));
        inputs.put(option.name().substring(2), Sha256Hex.of(file));
      }
    }
    return inputs;
  }
}
