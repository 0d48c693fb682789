package io.rungate.cases;

import io.rungate.cases.Expected.ExpectedFinding;
import io.rungate.document.AggDocument.Member;
import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.engine.JudgementException;
import io.rungate.fact.Severity;
import io.rungate.fact.Topology;
import io.rungate.gate.Gate;
import io.rungate.gate.Judgement;
import io.rungate.pack.Mapping;
import io.rungate.pack.RulePack;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.ResultFile;
import io.rungate.run.RunInput;
import io.rungate.run.RunName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Judges cases by a pack, as {@code process} would, and compares. Safe to share between threads.
 */
public final class CaseRunner {
  private final RulePack pack;
  private final Gate gate;

  public CaseRunner(RulePack pack) {
    this.pack = pack;
    this.gate = new Gate(pack);
  }

  /** Judges a case; a pack that cannot judge it is a difference too. */
  public CaseResult run(RunCase one) {
    Judgement judgement;
    try {
      judgement = gate.judge(input(one, pack.mapping()));
    } catch (JudgementException e) {
      Mismatch unjudged =
          new Mismatch(
              "verdict",
              one.expected().verdict(),
              "not judged",
              List.of(pack.shown(e.problem()).toString()));
      return new CaseResult(one, null, List.of(unjudged));
    }
    return new CaseResult(one, judgement, new Comparison(one.expected(), judgement).differences());
  }

  /** What {@code process} would read if the case lay in a folder. */
  public static RunInput input(RunCase one, Mapping mapping) {
    Map<String, String> environment = new HashMap<>(one.variables());
    if (one.fileName() != null) {
      environment.put(mapping.runName(), one.fileName());
    }
    Map<String, String> variables = RunInput.mapped(environment, mapping);
    String name = environment.get(mapping.runName());
    if (name == null || !RunName.staysInFolder(name)) {
      return new RunInput(name, one.fileName(), variables, null, "", "", "");
    }
    ResultFile result =
        one.unread().isEmpty()
            ? ResultFile.of(one.result(), mapping)
            : ResultFile.unread(one.unread());
    return new RunInput(
        name,
        one.fileName(),
        variables,
        result.members(),
        name + ".json",
        result.sha256(),
        result.unread());
  }

  /** One case beside what came out of it. */
  private final class Comparison {
    private final Expected expected;
    private final Judgement judgement;
    private final Evaluation evaluation;
    private final MismatchReasons reasons;
    private final List<Mismatch> differences = new ArrayList<>();

    Comparison(Expected expected, Judgement judgement) {
      this.expected = expected;
      this.judgement = judgement;
      this.evaluation = judgement.evaluation();
      this.reasons = new MismatchReasons(pack, evaluation);
    }

    List<Mismatch> differences() {
      compare("verdict", expected.verdict(), evaluation.verdict().outcome().toString(), List.of());
      Topology topology = evaluation.topology().orElse(null);
      compare(
          "topology",
          expected.topology(),
          topology == null ? Expected.NONE : topology.name(),
          topology == null ? List.of() : reasons.of(topology));
      if (expected.overruled() != null) {
        compare(
            "overruled",
            listed(expected.overruled()),
            listed(
                evaluation.overruled().stream().map(one -> one.claim().source().name()).toList()),
            List.of());
      }
      if (expected.refusedBy() != null) {
        compare(
            "refused by",
            listed(expected.refusedBy()),
            listed(
                evaluation.findings().stream()
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .map(Finding::code)
                    .distinct()
                    .toList()),
            List.of());
      }
      compareFindings();
      compareDocument();
      return differences;
    }

    private void compare(String what, String wanted, String found, List<String> why) {
      if (!wanted.equals(found)) {
        differences.add(new Mismatch(what, wanted, found, why));
      }
    }

    private void compareFindings() {
      List<Finding> extra = new ArrayList<>(evaluation.findings());
      List<ExpectedFinding> missing = new ArrayList<>(expected.findings());
      missing.removeIf(one -> one.message() != null && take(extra, one));
      missing.removeIf(one -> one.message() == null && take(extra, one));
      if (extra.isEmpty() && missing.isEmpty()) {
        return;
      }
      for (ExpectedFinding one : List.copyOf(missing)) {
        Finding other =
            extra.stream()
                .filter(found -> found.code().equals(one.code()))
                .findFirst()
                .orElse(null);
        if (other != null) {
          missing.remove(one);
          extra.remove(other);
          compare("message of " + one.code(), one.message(), other.message(), reasons.of(other));
        }
      }
      if (!extra.isEmpty() || !missing.isEmpty()) {
        List<String> why = new ArrayList<>();
        extra.forEach(finding -> why.addAll(reasons.of(finding)));
        missing.forEach(finding -> why.addAll(reasons.ofSilence(finding.code())));
        differences.add(
            new Mismatch(
                "findings",
                listed(expected.findings().stream().map(ExpectedFinding::code).toList()),
                listed(evaluation.findings().stream().map(Finding::code).toList()),
                why));
      }
    }

    private static boolean take(List<Finding> findings, ExpectedFinding wanted) {
      for (int i = 0; i < findings.size(); i++) {
        Finding finding = findings.get(i);
        boolean says = wanted.message() == null || wanted.message().equals(finding.message());
        if (says && wanted.code().equals(finding.code())) {
          findings.remove(i);
          return true;
        }
      }
      return false;
    }

    private static String listed(List<String> names) {
      return names.isEmpty()
          ? Expected.NONE
          : names.stream().sorted().collect(Collectors.joining(", "));
    }

    private void compareDocument() {
      Map<String, Member> members = judgement.document().members();
      expected
          .document()
          .forEach(
              (key, value) -> {
                Member member = members.get(key);
                compare(
                    key,
                    PythonJsonWriter.compact(value),
                    member == null ? "absent" : PythonJsonWriter.compact(member.value()),
                    member == null ? List.of() : reasons.of(member));
              });
      for (String key : expected.absent()) {
        if (members.containsKey(key)) {
          Member member = members.get(key);
          compare(key, "absent", PythonJsonWriter.compact(member.value()), reasons.of(member));
        }
      }
      if (expected.whole()) {
        Map<String, Member> more = new LinkedHashMap<>(members);
        more.keySet().removeAll(expected.document().keySet());
        more.forEach(
            (key, member) ->
                compare(
                    key, "absent", PythonJsonWriter.compact(member.value()), reasons.of(member)));
        if (differences.isEmpty()) {
          compare(
              "order of keys",
              String.join(" ", expected.document().keySet()),
              String.join(" ", members.keySet()),
              List.of());
        }
      }
    }
  }
}
