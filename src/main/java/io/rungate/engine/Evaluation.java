package io.rungate.engine;

import io.rungate.fact.Contract;
import io.rungate.fact.Denominator;
import io.rungate.fact.Fact;
import io.rungate.fact.Overruled;
import io.rungate.fact.Topology;
import io.rungate.fact.Value;
import io.rungate.fact.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rules concluded about one run.
 *
 * @param facts what was read, in order
 * @param justifications every standing one, by rule and then by what it matched
 * @param topology what ran; empty when the evidence does not decide it
 * @param contracts by group
 * @param denominators by the key that they divide
 * @param values by key of the document
 * @param overruled the claims that the evidence contradicts
 * @param findings errors first, then by rule
 * @param verdict accepted or rejected
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
    return verdict.outcome() == Verdict.Outcome.ACCEPTED;
  }
}
