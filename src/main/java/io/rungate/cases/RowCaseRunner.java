package io.rungate.cases;

import io.rungate.cases.CaseResult.Mismatch;
import io.rungate.cases.RunCase.ExpectedFinding;
import io.rungate.engine.Evaluation;
import io.rungate.engine.JudgementException;
import io.rungate.fact.Severity;
import io.rungate.gate.OrderedExecutor;
import io.rungate.gate.RowGate;
import io.rungate.gate.SweepFinding;
import io.rungate.gate.SweepJudge;
import io.rungate.pack.RulePack;
import io.rungate.run.InputException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Judges cases about rows, expected points and whole sweeps. */
final class RowCaseRunner {
  private final RulePack pack;
  private final RowGate gate;

  RowCaseRunner(RulePack pack) {
    this.pack = pack;
    this.gate = new RowGate(pack);
  }

  /** What JSON with these keys is taken for. */
  String recognised(Set<String> keys) {
    return gate.recognised(keys).orElse(ExpectationReader.NOTHING);
  }

  /** What the rules conclude of a row or a point. */
  Evaluation evaluation(RunCase one) throws JudgementException {
    return one.rows() instanceof RowCase.Row row
        ? gate.row(one.name(), row.members()).evaluation()
        : gate.point(one.name(), ((RowCase.Point) one.rows()).job());
  }

  /** Judges several rows, and compares what is found of them together. */
  CaseResult run(RunCase one, RowCase.Sweep sweep) throws JudgementException {
    List<SweepFinding> found = new ArrayList<>();
    List<Mismatch> differences = new ArrayList<>();
    try {
      found.addAll(findings(sweep));
    } catch (InputException e) {
      differences.add(new Mismatch("sweep", "judged", "not judged", List.of(e.getMessage())));
      return new CaseResult(one, Set.of(), Set.of(), differences);
    }
    Set<String> fired = found.stream().map(it -> it.rule().name()).collect(Collectors.toSet());
    Set<String> ignored = new TreeSet<>();
    for (SweepFinding finding : List.copyOf(found)) {
      if (one.expected().ignored().contains(finding.code())) {
        found.remove(finding);
        ignored.add(finding.code());
      }
    }
    for (String code : one.expected().ignoredHere()) {
      if (!ignored.contains(code)) {
        differences.add(new Mismatch("ignored finding", code, RunCase.NONE, List.of()));
      }
    }
    compareRefusals(one, found, differences);
    List<SweepFinding> extra = new ArrayList<>(found);
    List<ExpectedFinding> missing = new ArrayList<>(one.expected().findings());
    missing.removeIf(wanted -> take(extra, wanted));
    if (!extra.isEmpty() || !missing.isEmpty()) {
      List<String> why = new ArrayList<>();
      missing.forEach(wanted -> why.add("missing: " + wanted));
      extra.forEach(finding -> why.add("found: " + shown(finding)));
      differences.add(
          new Mismatch(
              "findings",
              codes(one.expected().findings().stream().map(ExpectedFinding::code).toList()),
              codes(found.stream().map(SweepFinding::code).toList()),
              why));
    }
    return new CaseResult(one, fired, ignored, differences);
  }

  private static void compareRefusals(
      RunCase one, List<SweepFinding> found, List<Mismatch> differences) {
    String actual =
        codes(
            found.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(SweepFinding::code)
                .distinct()
                .toList());
    one.expected()
        .refusedBy()
        .map(RowCaseRunner::codes)
        .filter(wanted -> !wanted.equals(actual))
        .ifPresent(
            wanted -> differences.add(new Mismatch("refused by", wanted, actual, List.of())));
  }

  private List<SweepFinding> findings(RowCase.Sweep sweep)
      throws JudgementException, InputException {
    OrderedExecutor executor = new OrderedExecutor(1);
    SweepJudge judge = new SweepJudge(pack);
    for (Map.Entry<String, Map<String, Object>> row : sweep.rows().entrySet()) {
      RowGate.Judged judged = gate.row(row.getKey(), row.getValue());
      judge.add(row.getKey(), -1, judged.accepted(), judged.evaluation());
    }
    if (sweep.points() != null) {
      judge.expect(sweep.points(), gate, executor);
    }
    if (sweep.info() != null) {
      judge.know(sweep.info());
    }
    return judge.judge().findings();
  }

  private static boolean take(List<SweepFinding> findings, ExpectedFinding wanted) {
    for (SweepFinding finding : findings) {
      if (wanted.is(finding)) {
        return findings.remove(finding);
      }
    }
    return false;
  }

  private static String codes(List<String> codes) {
    return codes.isEmpty()
        ? RunCase.NONE
        : codes.stream().sorted().collect(Collectors.joining(", "));
  }

  private static String shown(SweepFinding finding) {
    return finding.code() + ": " + finding.message() + " " + new LinkedHashSet<>(finding.points());
  }
}
