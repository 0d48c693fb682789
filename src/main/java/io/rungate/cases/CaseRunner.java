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
import io.rungate.gate.Outcome;
import io.rungate.pack.Mapping;
import io.rungate.pack.RulePack;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.ResultFile;
import io.rungate.run.RunInput;
import io.rungate.run.RunName;
import io.rungate.run.RunRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Judges cases by a pack and compares: each as {@code process} would judge it, and its environment
 * alone as {@code check --env-only} would before launch. Safe to share between threads.
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
    Comparison comparison = new Comparison(one.expected(), judgement);
    comparison.compareAll();
    Outcome before =
        gate.checkEnvironment(new RunRequest("", null, one.variables(), one.fileName()));
    if (before instanceof Outcome.NotJudged unjudged) {
      comparison.compare("before launch", "judged", "not judged", List.of(unjudged.problem()));
    } else if (before instanceof Outcome.Judged judged) {
      comparison.compareBeforeLaunch(judged.judgement().evaluation());
    }
    return new CaseResult(one, judgement, comparison.differences);
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

    void compareAll() {
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
    }

    /** What the environment alone shows is said before launch, and nothing else is. */
    void compareBeforeLaunch(Evaluation environment) {
      BeforeLaunch known = new BeforeLaunch(evaluation);
      MismatchReasons early = new MismatchReasons(pack, environment);
      String topology = environment.topology().map(Topology::name).orElse(Expected.NONE);
      List<String> because = environment.topology().map(early::of).orElse(List.of());
      compare("topology before launch", known.topology(), topology, because);
      List<Finding> said = environment.findings();
      if (expected.beforeLaunch() != null) {
        compare(
            "findings before launch",
            listed(expected.beforeLaunch()),
            codes(said),
            why(said, early));
        return;
      }
      List<Finding> due = known.findings();
      List<String> words = said.stream().map(Comparison::words).toList();
      List<String> dueWords = due.stream().map(Comparison::words).toList();
      List<String> why = new ArrayList<>();
      why.addAll(why(without(said, dueWords), early));
      why.addAll(why(without(due, words), reasons));
      if (!codes(due).equals(codes(said))) {
        compare("findings before launch", codes(due), codes(said), why);
      } else {
        compare("messages before launch", listed(dueWords), listed(words), why);
      }
    }

    private static List<Finding> without(List<Finding> findings, List<String> words) {
      return findings.stream().filter(one -> !words.contains(words(one))).toList();
    }

    private static String words(Finding finding) {
      return finding.code() + ": " + finding.message() + " because " + finding.evidence();
    }

    private static String codes(List<Finding> findings) {
      return listed(findings.stream().map(Finding::code).toList());
    }

    private static List<String> why(List<Finding> findings, MismatchReasons reasons) {
      return findings.stream().flatMap(finding -> reasons.of(finding).stream()).toList();
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
