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
import io.rungate.run.FactReader;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.ResultFile;
import io.rungate.run.RunInput;
import io.rungate.run.RunName;
import io.rungate.run.RunRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
      List<String> why = List.of(pack.shown(e.problem()).toString());
      String wanted = one.expected().verdict();
      return new CaseResult(
          one, Set.of(), List.of(new Mismatch("verdict", wanted, "not judged", why)));
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
    Set<String> fired =
        judgement.evaluation().justifications().stream()
            .map(reason -> reason.rule().name())
            .collect(Collectors.toSet());
    return new CaseResult(one, fired, comparison.differences);
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
            ? ResultFile.of(one.result(), new FactReader(mapping)::reads)
            : ResultFile.unread(one.unread());
    String file = name + ".json";
    return new RunInput(
        name, one.fileName(), variables, result.members(), file, result.sha256(), result.unread());
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
      compare("verdict", expected.verdict(), evaluation.verdict().toString(), List.of());
      compareTopology("topology", expected.topology(), evaluation, reasons);
      expected
          .overruled()
          .ifPresent(
              claims ->
                  compare(
                      "overruled",
                      listed(claims.stream()),
                      listed(
                          evaluation.overruled().stream().map(one -> one.claim().source().name())),
                      List.of()));
      Stream<String> refusals =
          evaluation.findings().stream()
              .filter(finding -> finding.severity() == Severity.ERROR)
              .map(Finding::code)
              .distinct();
      expected
          .refusedBy()
          .ifPresent(
              codes -> compare("refused by", listed(codes.stream()), listed(refusals), List.of()));
      compareFindings();
      compareDocument();
    }

    /** What the environment alone shows is said before launch, and nothing else is. */
    void compareBeforeLaunch(Evaluation environment) {
      BeforeLaunch known = new BeforeLaunch(evaluation);
      MismatchReasons early = new MismatchReasons(pack, environment);
      compareTopology("topology before launch", known.topology(), environment, early);
      List<Finding> said = environment.findings();
      if (expected.beforeLaunch().isPresent()) {
        String wanted = listed(expected.beforeLaunch().get().stream());
        compare("findings before launch", wanted, codes(said), early.of(said));
        return;
      }
      List<Finding> due = known.findings();
      List<String> words = said.stream().map(Comparison::words).toList();
      List<String> dueWords = due.stream().map(Comparison::words).toList();
      List<String> why = new ArrayList<>(early.of(without(said, dueWords)));
      why.addAll(reasons.of(without(due, words)));
      if (!codes(due).equals(codes(said))) {
        compare("findings before launch", codes(due), codes(said), why);
      } else {
        compare("messages before launch", listed(dueWords.stream()), listed(words.stream()), why);
      }
    }

    private void compareTopology(
        String what, String wanted, Evaluation of, MismatchReasons reasons) {
      String found = of.topology().map(Topology::name).orElse(Expected.NONE);
      compare(what, wanted, found, of.topology().map(reasons::of).orElse(List.of()));
    }

    private static List<Finding> without(List<Finding> findings, List<String> words) {
      return findings.stream().filter(one -> !words.contains(words(one))).toList();
    }

    private static String words(Finding finding) {
      return finding.code() + ": " + finding.message() + " because " + finding.evidence();
    }

    private static String codes(List<Finding> findings) {
      return listed(findings.stream().map(Finding::code));
    }

    private static String listed(Stream<String> names) {
      String listed = names.sorted().collect(Collectors.joining(", "));
      return listed.isEmpty() ? Expected.NONE : listed;
    }

    private void compare(String what, String wanted, String found, List<String> why) {
      if (!wanted.equals(found)) {
        differences.add(new Mismatch(what, wanted, found, why));
      }
    }

    private void compareFindings() {
      List<Finding> extra = new ArrayList<>(evaluation.findings());
      List<ExpectedFinding> missing = new ArrayList<>(expected.findings());
      missing.removeIf(one -> one.message().isPresent() && take(extra, one::is).isPresent());
      missing.removeIf(one -> one.message().isEmpty() && take(extra, one::is).isPresent());
      missing.removeIf(one -> isOtherMessage(extra, one));
      if (!extra.isEmpty() || !missing.isEmpty()) {
        List<String> why = new ArrayList<>(reasons.of(extra));
        missing.forEach(finding -> why.addAll(reasons.ofSilence(finding.code())));
        String wanted = listed(expected.findings().stream().map(ExpectedFinding::code));
        differences.add(new Mismatch("findings", wanted, codes(evaluation.findings()), why));
      }
    }

    private boolean isOtherMessage(List<Finding> extra, ExpectedFinding wanted) {
      Optional<Finding> other = take(extra, found -> found.code().equals(wanted.code()));
      other.ifPresent(
          found ->
              compare(
                  "message of " + wanted.code(),
                  wanted.message().orElseThrow(),
                  found.message(),
                  reasons.of(found)));
      return other.isPresent();
    }

    /** Takes the first finding that fits out of the list. */
    private static Optional<Finding> take(List<Finding> findings, Predicate<Finding> fits) {
      Optional<Finding> found = findings.stream().filter(fits).findFirst();
      found.ifPresent(findings::remove);
      return found;
    }

    private void compareDocument() {
      Map<String, Member> members = judgement.document().members();
      expected
          .document()
          .forEach(
              (key, value) ->
                  compareMember(key, PythonJsonWriter.compact(value), members.get(key)));
      expected.absent().forEach(key -> compareMember(key, "absent", members.get(key)));
      if (expected.whole()) {
        Set<String> wanted = expected.document().keySet();
        members.forEach(
            (key, member) -> {
              if (!wanted.contains(key)) {
                compareMember(key, "absent", member);
              }
            });
        if (differences.isEmpty()) {
          String order = String.join(" ", wanted);
          compare("order of keys", order, String.join(" ", members.keySet()), List.of());
        }
      }
    }

    private void compareMember(String key, String wanted, Member found) {
      compare(
          key,
          wanted,
          found == null ? "absent" : PythonJsonWriter.compact(found.value()),
          found == null ? List.of() : reasons.of(found));
    }
  }
}
