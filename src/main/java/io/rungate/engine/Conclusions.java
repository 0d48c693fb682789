package io.rungate.engine;

import io.rungate.fact.Contract;
import io.rungate.fact.Denominator;
import io.rungate.fact.Fact;
import io.rungate.fact.Objection;
import io.rungate.fact.Overruled;
import io.rungate.fact.Topology;
import io.rungate.fact.Value;
import io.rungate.fact.Verdict;
import io.rungate.pack.PackProblem;
import io.rungate.pack.RuleCard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sorts what stands by what it means, and refuses conclusions that contradict each other. */
final class Conclusions {
  /** How far two answers are followed back to where they part. */
  private static final int MOST_STEPS = 20;

  private final List<StandingSupports.Support> supports;
  private final List<Justification> justifications = new ArrayList<>();

  /** Who answers which question first. */
  private final Map<String, Justification> answers = new HashMap<>();

  private final Set<Contract> contracts = new LinkedHashSet<>();
  private final Set<Denominator> denominators = new LinkedHashSet<>();
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Set<Overruled> overruled = new LinkedHashSet<>();
  private final List<Finding> findings = new ArrayList<>();
  private Topology topology;
  private Verdict verdict;

  private Conclusions(List<StandingSupports.Support> supports) {
    this.supports = supports;
  }

  /**
   * Reads what stands.
   *
   * @param decides whether there must be a verdict, or can be none
   */
  static Evaluation read(List<Fact> facts, List<StandingSupports.Support> supports, boolean decides)
      throws JudgementException {
    Conclusions conclusions = new Conclusions(supports);
    for (StandingSupports.Support support : supports) {
      conclusions.add(support);
    }
    conclusions.requireReasons(facts);
    return conclusions.evaluation(facts, decides);
  }

  private void add(StandingSupports.Support support) throws JudgementException {
    Justification justification = support.justification();
    justifications.add(justification);
    Object conclusion = justification.conclusion();
    if (conclusion instanceof Value value) {
      agree("the value of " + value.key(), justification);
      values.put(value.key(), value);
    } else if (conclusion instanceof Topology what) {
      agree("the topology", justification);
      topology = what;
    } else if (conclusion instanceof Verdict what) {
      agree("the verdict", justification);
      verdict = what;
    } else if (conclusion instanceof Denominator denominator) {
      agree("the denominator of " + denominator.of(), justification);
      denominators.add(denominator);
    } else if (conclusion instanceof Contract contract) {
      agree("the contract of " + contract.group(), justification);
      contracts.add(contract);
    } else if (conclusion instanceof Overruled claim) {
      overruled.add(claim);
    } else if (conclusion instanceof Objection objection) {
      requireWords(justification.rule());
      String code = justification.rule().code();
      findings.add(
          new Finding(
              code,
              objection.severity(),
              support.message(),
              support.advice(),
              objection.evidence(),
              justification));
    }
  }

  private static void requireWords(RuleCard rule) throws JudgementException {
    if (rule.code() == null || rule.message() == null) {
      throw Engine.fault(rule, "a rule that objects needs a @code and a @message");
    }
  }

  /** Two rules may conclude the same, but not two different answers to one question. */
  private void agree(String question, Justification justification) throws JudgementException {
    Justification other = answers.putIfAbsent(question, justification);
    if (other != null && !other.conclusion().equals(justification.conclusion())) {
      throw twoAnswers(question, justification, other);
    }
  }

  /** Where one rule gives both answers, those are told that give it two things to rest on. */
  private JudgementException twoAnswers(String question, Justification one, Justification other) {
    Justification here = one;
    Justification there = other;
    StringBuilder message = new StringBuilder(question + " has two answers: ");
    for (int step = 0; step < MOST_STEPS && here.rule() == there.rule(); step++) {
      Justification[] apart = apart(here, there);
      if (apart == null) {
        break;
      }
      message.append(
          "%s and %s, since there are two: ".formatted(there.conclusion(), here.conclusion()));
      here = apart[0];
      there = apart[1];
    }
    RuleCard rule = there.rule();
    message.append(
        "%s here, and %s by rule \"%s\" at %s:%s"
            .formatted(
                here.conclusion(), there.conclusion(), rule.name(), rule.file(), rule.line()));
    return Engine.fault(here.rule(), message.toString());
  }

  /** Why the first two reasons hold that differ, where rules concluded both; null if none did. */
  private Justification[] apart(Justification here, Justification there) {
    int both = Math.min(here.because().size(), there.because().size());
    for (int i = 0; i < both; i++) {
      Justification mine = reasonOf(here.because().get(i));
      Justification others = reasonOf(there.because().get(i));
      if (mine != null && others != null && mine.conclusion() != others.conclusion()) {
        return new Justification[] {mine, others};
      }
    }
    return null;
  }

  private Justification reasonOf(Object conclusion) {
    return supports.stream()
        .map(StandingSupports.Support::justification)
        .filter(one -> one.conclusion() == conclusion)
        .findFirst()
        .orElse(null);
  }

  /**
   * A reason is a very object that was read or concluded. A text that a rule made up, or a number
   * that it computed, can be followed nowhere.
   */
  private void requireReasons(List<Fact> facts) throws JudgementException {
    Set<Object> known =
        Collections.newSetFromMap(new IdentityHashMap<>(facts.size() + justifications.size()));
    known.addAll(facts);
    justifications.forEach(justification -> known.add(justification.conclusion()));
    for (Justification justification : justifications) {
      requireKnown(justification.because(), known, justification);
      if (justification.conclusion() instanceof Objection objection) {
        requireKnown(objection.evidence(), known, justification);
      }
    }
  }

  private static void requireKnown(
      List<Object> reasons, Set<Object> known, Justification justification)
      throws JudgementException {
    for (Object reason : reasons) {
      if (!known.contains(reason)) {
        throw Engine.fault(
            justification.rule(),
            "a reason must be a fact or a conclusion that the rule matched, and this is neither: "
                + reason);
      }
    }
  }

  /** A finding that explains others stands above all of them, whatever it weighs. */
  private void causesFirst() {
    boolean moved;
    do { // which ends, since what explains each other in a circle is refused with the pack
      moved = false;
      for (Finding cause : findings.stream().filter(Conclusions::explainsOthers).toList()) {
        List<String> explained = cause.justification().rule().explains();
        int place = findings.indexOf(cause);
        int first = place;
        for (int i = place - 1; i >= 0; i--) {
          first = explained.contains(findings.get(i).code()) ? i : first;
        }
        if (first < place) {
          findings.add(first, findings.remove(place));
          moved = true;
        }
      }
    } while (moved);
  }

  private static boolean explainsOthers(Finding finding) {
    return !finding.justification().rule().explains().isEmpty();
  }

  private Evaluation evaluation(List<Fact> facts, boolean decides) throws JudgementException {
    if (decides && verdict == null) {
      throw new JudgementException(
          new PackProblem("", 0, null, "no rule of this pack gives a verdict"));
    }
    if (findings.size() > 1) { // to put a comparison together takes longer than to judge a run
      findings.sort(
          Comparator.comparing(Finding::severity)
              .thenComparing(finding -> finding.justification().rule().file())
              .thenComparing(finding -> finding.justification().rule().line())
              .thenComparing(Finding::message));
      causesFirst();
    }
    return new Evaluation(
        facts,
        justifications,
        Optional.ofNullable(topology),
        List.copyOf(contracts),
        List.copyOf(denominators),
        values,
        List.copyOf(overruled),
        findings,
        verdict);
  }
}
