package io.rungate.cases;

import io.rungate.cases.CaseResult.Mismatch;
import io.rungate.cases.RunCase.Expected;
import io.rungate.cases.RunCase.ExpectedFinding;
import io.rungate.document.AggDocument.How;
import io.rungate.document.AggDocument.Member;
import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.engine.JudgementException;
import io.rungate.engine.Justification;
import io.rungate.fact.Fact;
import io.rungate.fact.ResultUnreadable;
import io.rungate.fact.Severity;
import io.rungate.fact.Topology;
import io.rungate.gate.Gate;
import io.rungate.gate.Judgement;
import io.rungate.gate.Outcome;
import io.rungate.pack.Mapping;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.run.FactReader;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.ResultFile;
import io.rungate.run.RunInput;
import io.rungate.run.RunRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

  /** Those that judge for the consumers of the pack; none in one of them. */
  private final Map<String, CaseRunner> profiles;

  /** Null for a pack of runs alone. */
  private final RowCaseRunner rows;

  public CaseRunner(RulePack pack) {
    this.pack = pack;
    this.gate = new Gate(pack);
    this.rows = pack.sweep().isEmpty() ? null : new RowCaseRunner(pack);
    this.profiles = new TreeMap<>();
    if (pack.profile().isEmpty()) {
      pack.profiles().forEach(name -> profiles.put(name, new CaseRunner(pack.judgingFor(name))));
    }
  }

  /** Judges a case; a pack that cannot judge it is a difference too. */
  public CaseResult run(RunCase one) {
    CaseRunner other = profiles.get(one.profile());
    if (other != null) {
      return other.run(one);
    }
    try {
      if (one.rows() instanceof RowCase.Sweep sweep) {
        return rows.run(one, sweep);
      } else if (one.rows() != null) {
        return row(one);
      }
      Judgement judgement = gate.judge(input(one, pack.mapping()));
      Comparison comparison =
          new Comparison(one.expected(), judgement.members(), judgement.evaluation());
      comparison.compare();
      comparison.compareRecognised(one.result().keySet());
      Outcome before = gate.checkEnvironment(request(one));
      if (before instanceof Outcome.NotJudged unjudged) {
        comparison.compare("before launch", "judged", "not judged", List.of(unjudged.problem()));
      } else if (before instanceof Outcome.Judged judged) {
        comparison.compareBeforeLaunch(judged.evaluation());
      }
      return comparison.result(one);
    } catch (JudgementException e) {
      List<String> why = List.of(pack.shown(e.problem()).toString());
      String wanted = one.expected().verdict();
      return new CaseResult(
          one, Set.of(), Set.of(), List.of(new Mismatch("verdict", wanted, "not judged", why)));
    }
  }

  /** A row or a point, of which the values that rules conclude are compared. */
  private CaseResult row(RunCase one) throws JudgementException {
    Evaluation evaluation = rows.evaluation(one);
    Map<String, Member> members = new LinkedHashMap<>();
    evaluation
        .values()
        .forEach(
            (key, value) ->
                members.put(
                    key, new Member(key, List.of(), value.value(), How.CONCLUDED, value, 0, null)));
    Comparison comparison = new Comparison(one.expected(), members, evaluation);
    comparison.compare();
    comparison.compareIgnored();
    if (one.rows() instanceof RowCase.Row row) {
      comparison.compareRecognised(row.members().keySet());
    }
    return comparison.result(one);
  }

  /** What {@code process} would read if the case lay in a folder. */
  public static RunInput input(RunCase one, Mapping mapping) {
    return RunInput.of(
        request(one),
        mapping,
        file ->
            one.unread().isEmpty()
                ? ResultFile.of(one.result(), one.twice(), new FactReader(mapping))
                : ResultFile.unread(one.unread()));
  }

  private static RunRequest request(RunCase one) {
    return new RunRequest("", null, one.variables(), one.fileName());
  }

  /**
   * Whether a conclusion cannot be known before launch. What {@code check --env-only} says is what
   * does not rest on the result, neither less nor something that only a result could decide.
   */
  static boolean restsOnResult(Evaluation whole, Justification justification) {
    return whole.grounds(justification.because()).stream()
        .anyMatch(
            one ->
                one instanceof ResultUnreadable
                    || one instanceof Fact fact
                        && fact.source() != null
                        && fact.source().isMeasured());
  }

  /** One case beside what came out of it. */
  private final class Comparison {
    private final Expected expected;
    private final Map<String, Member> members;
    private final Evaluation evaluation;
    private final List<Mismatch> differences = new ArrayList<>();

    /** The codes of findings that are there and are not compared. */
    private final Set<String> ignored = new TreeSet<>();

    Comparison(Expected expected, Map<String, Member> members, Evaluation evaluation) {
      this.expected = expected;
      this.members = members;
      this.evaluation = evaluation;
    }

    CaseResult result(RunCase one) {
      Set<String> fired =
          evaluation.justifications().stream()
              .map(reason -> reason.rule().name())
              .collect(Collectors.toSet());
      return new CaseResult(one, fired, ignored, differences);
    }

    void compare() {
      if (!expected.verdict().equals(RunCase.NONE)) { // as an expected point has none
        compare("verdict", expected.verdict(), evaluation.verdict().toString(), List.of());
      }
      compareTopology("topology", expected.topology(), evaluation);
      compareNames(
          "overruled",
          expected.overruled(),
          evaluation.overruled().stream().map(one -> one.claim().source().name()));
      compareNames(
          "refused by",
          expected.refusedBy(),
          compared(evaluation.findings()).stream()
              .filter(finding -> finding.severity() == Severity.ERROR)
              .map(Finding::code)
              .distinct());
      compareFindings();
      compareDocument();
    }

    /** Those that the case does not ignore. */
    private List<Finding> compared(List<Finding> findings) {
      List<Finding> compared = new ArrayList<>(findings);
      for (Finding finding : findings) {
        if (expected.ignored().contains(finding.code())) {
          compared.remove(finding);
          ignored.add(finding.code());
        }
      }
      return compared;
    }

    private void compareNames(String what, Optional<List<String>> expected, Stream<String> found) {
      expected.ifPresent(names -> compare(what, listed(names.stream()), listed(found), List.of()));
    }

    /** What the environment alone shows is said before launch, and nothing else is. */
    void compareBeforeLaunch(Evaluation environment) {
      String topology =
          evaluation.justifications().stream()
              .filter(one -> one.conclusion() instanceof Topology)
              .filter(one -> !restsOnResult(evaluation, one))
              .map(one -> ((Topology) one.conclusion()).name())
              .findFirst()
              .orElse(RunCase.NONE);
      compareTopology("topology before launch", topology, environment);
      List<Finding> said = compared(environment.findings());
      compareIgnored();
      if (expected.beforeLaunch().isPresent()) {
        String wanted = listed(expected.beforeLaunch().get().stream());
        compare("findings before launch", wanted, codes(said), why(said));
        return;
      }
      List<Finding> due =
          compared(evaluation.findings()).stream()
              .filter(finding -> !restsOnResult(evaluation, finding.justification()))
              .toList();
      List<String> words = said.stream().map(Comparison::words).toList();
      List<String> dueWords = due.stream().map(Comparison::words).toList();
      List<String> why = new ArrayList<>(why(without(said, dueWords)));
      why.addAll(why(without(due, words)));
      if (!codes(due).equals(codes(said))) {
        compare("findings before launch", codes(due), codes(said), why);
      } else {
        compare("messages before launch", listed(dueWords.stream()), listed(words.stream()), why);
      }
    }

    void compareIgnored() {
      expected.ignoredHere().stream()
          .filter(code -> !ignored.contains(code))
          .forEach(code -> compare("ignored finding", code, RunCase.NONE, whyNot(code)));
    }

    /** Whether a file that holds these keys would be found for what it is. */
    void compareRecognised(Set<String> keys) {
      expected
          .recognised()
          .ifPresent(wanted -> compare("recognised", wanted, rows.recognised(keys), List.of()));
    }

    private void compareTopology(String what, String wanted, Evaluation found) {
      Optional<Topology> topology = found.topology();
      List<String> why = topology.map(one -> why(found, one)).orElse(List.of());
      compare(what, wanted, topology.map(Topology::name).orElse(RunCase.NONE), why);
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
      return listed.isEmpty() ? RunCase.NONE : listed;
    }

    private void compare(String what, String wanted, String found, List<String> why) {
      if (!wanted.equals(found)) {
        differences.add(new Mismatch(what, wanted, found, why));
      }
    }

    private void compareFindings() {
      List<Finding> found = compared(evaluation.findings());
      List<Finding> extra = new ArrayList<>(found);
      List<ExpectedFinding> missing = new ArrayList<>(expected.findings());
      missing.removeIf(one -> one.message().isPresent() && take(extra, one::is).isPresent());
      missing.removeIf(one -> one.message().isEmpty() && take(extra, one::is).isPresent());
      missing.removeIf(one -> isOtherMessage(extra, one));
      if (!extra.isEmpty() || !missing.isEmpty()) {
        List<String> why = new ArrayList<>(why(extra));
        missing.forEach(one -> why.addAll(whyNot(one.code())));
        String wanted = listed(expected.findings().stream().map(ExpectedFinding::code));
        differences.add(new Mismatch("findings", wanted, codes(found), why));
      }
    }

    private boolean isOtherMessage(List<Finding> extra, ExpectedFinding wanted) {
      Optional<Finding> other = take(extra, found -> found.code().equals(wanted.code()));
      String what = "message of " + wanted.code();
      other.ifPresent(
          found ->
              compare(what, wanted.message().orElseThrow(), found.message(), why(List.of(found))));
      return other.isPresent();
    }

    /** Takes the first finding that fits out of the list. */
    private static Optional<Finding> take(List<Finding> findings, Predicate<Finding> fits) {
      Optional<Finding> found = findings.stream().filter(fits).findFirst();
      found.ifPresent(findings::remove);
      return found;
    }

    private void compareDocument() {
      Map<String, Object> wanted = expected.document();
      wanted.forEach((key, value) -> compareMember(key, PythonJsonWriter.compact(value)));
      expected.absent().forEach(key -> compareMember(key, "absent"));
      if (expected.whole()) {
        members.keySet().stream()
            .filter(key -> !wanted.containsKey(key))
            .forEach(key -> compareMember(key, "absent"));
        if (differences.isEmpty()) {
          String order = String.join(" ", wanted.keySet());
          compare("order of keys", order, String.join(" ", members.keySet()), List.of());
        }
      }
    }

    private void compareMember(String key, String wanted) {
      Member found = members.get(key);
      if (found == null) {
        compare(key, wanted, "absent", List.of());
        return;
      }
      List<String> why = why(evaluation, found.basis());
      if (why.isEmpty() && found.basis() instanceof Fact fact) {
        why = List.of("from " + fact.source());
      }
      compare(key, wanted, PythonJsonWriter.compact(found.value()), why);
    }
  }

  /** Why findings are there. */
  private List<String> why(List<Finding> findings) {
    return findings.stream()
        .flatMap(
            finding ->
                Stream.concat(
                    Stream.of(finding.code() + ": " + finding.message()),
                    why(finding.justification())))
        .toList();
  }

  /** Why a finding may be missing: which rules would have raised it. */
  private List<String> whyNot(String code) {
    return pack.rules().stream()
        .filter(card -> code.equals(card.code()))
        .map(card -> "no match for " + place(card))
        .toList();
  }

  private List<String> why(Evaluation evaluation, Object conclusion) {
    return evaluation.justifications().stream()
        .filter(justification -> justification.conclusion().equals(conclusion))
        .flatMap(this::why)
        .toList();
  }

  private Stream<String> why(Justification justification) {
    String facts =
        justification.because().stream().map(Object::toString).collect(Collectors.joining("; "));
    String rule = place(justification.rule());
    return facts.isEmpty() ? Stream.of(rule) : Stream.of(rule, "because " + facts);
  }

  private String place(RuleCard card) {
    return "rule \"" + card.name() + "\" " + pack.shown(card.file()) + ":" + card.line();
  }
}
