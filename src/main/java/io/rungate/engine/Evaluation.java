package io.rungate.engine;

import io.rungate.fact.Contract;
import io.rungate.fact.Denominator;
import io.rungate.fact.Fact;
import io.rungate.fact.Overruled;
import io.rungate.fact.TableRow;
import io.rungate.fact.Topology;
import io.rungate.fact.Value;
import io.rungate.fact.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the rules concluded about one run, row, expected point or sweep.
 *
 * @param facts what was read, in order
 * @param justifications every standing one, by rule and then by what it matched
 * @param topology what ran; empty when the evidence does not decide it
 * @param contracts by group
 * @param denominators by the key that they divide
 * @param values by key of the document
 * @param overruled the claims that the evidence contradicts
 * @param findings errors first, then by rule
 * @param verdict accepted or rejected; null of an expected point and of a sweep
 */
public record Evaluation(
    List<Fact> facts,
    List<Justification> justifications,
    Optional<Topology> topology,
    List<Contract> contracts,
    List<Denominator> denominators,
    Map<String, Value> values,
    List<Overruled> overruled,
    List<Finding> findings,
    Verdict verdict) {

  public boolean accepted() {
    return verdict != null && verdict.outcome() == Verdict.Outcome.ACCEPTED;
  }

  /** The names of the types of all that was concluded, of the words of the pack among them. */
  public Set<String> words() {
    return justifications.stream()
        .map(reason -> reason.conclusion().getClass().getSimpleName())
        .collect(Collectors.toSet());
  }

  /**
   * The same with findings of the program's own, each an error: rejected, whatever the rules say.
   */
  public Evaluation refused(List<Finding> more) {
    List<Justification> reasons = new ArrayList<>(justifications);
    reasons.removeIf(reason -> reason.conclusion() instanceof Verdict);
    more.forEach(finding -> reasons.add(finding.justification()));
    List<Object> refusals =
        more.stream().map(finding -> finding.justification().conclusion()).toList();
    Verdict rejected = Verdict.rejected();
    reasons.add(new Justification(more.get(0).justification().rule(), rejected, refusals));
    List<Finding> all = new ArrayList<>(more);
    all.addAll(findings);
    return new Evaluation(
        facts, reasons, topology, contracts, denominators, values, overruled, all, rejected);
  }

  /** All that these rest on, themselves and the conclusions on the way included. */
  public Set<Object> grounds(Collection<?> of) {
    Set<Object> grounds = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>(of);
    while (!open.isEmpty()) {
      Object one = open.poll();
      if (grounds.add(one)) {
        if (one instanceof TableRow row && row.of() != null) {
          open.add(row.of());
        }
        justifications.stream()
            .filter(reason -> reason.conclusion() == one)
            .forEach(reason -> open.addAll(reason.because()));
      }
    }
    return grounds;
  }
}
