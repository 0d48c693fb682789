package io.rungate.gate;

import io.rungate.engine.Finding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts of many outcomes, of which nothing else is kept. */
public final class Tally {
  private final Map<String, Integer> verdicts = new HashMap<>();
  private final Map<String, Integer> codes = new HashMap<>();
  private ExitCode worst = ExitCode.ACCEPTED;
  private int runs;
  private int ignored;
  private int waived;
  private int known;
  private int points;
  private int expected;
  private int missing;

  public void add(Outcome outcome) {
    if (outcome instanceof Outcome.Ignored none) {
      ignored += none.count();
      return;
    }
    runs++;
    worst = worst.worse(outcome.exitCode());
    verdicts.merge(outcome.verdict(), 1, Integer::sum);
    Map<Finding, Excuse> excused = outcome.excused();
    for (Finding finding : outcome.findings()) {
      Excuse excuse = excused.get(finding);
      if (excuse instanceof Excuse.Known) {
        known++;
      } else {
        waived += excuse == null ? 0 : 1;
        codes.merge(finding.code(), 1, Integer::sum);
      }
    }
  }

  /** The exit code of all of them. */
  public ExitCode worst() {
    return worst;
  }

  public int runs() {
    return runs;
  }

  /** How many runs had a verdict, as {@link Outcome#verdict} names it. */
  public int count(String verdict) {
    return verdicts.getOrDefault(verdict, 0);
  }

  /** How many values are JSON, and nothing of a sweep. */
  public int ignored() {
    return ignored;
  }

  /** How many findings a waiver excuses. */
  public int waived() {
    return waived;
  }

  /** How many findings are in the baseline. */
  public int known() {
    return known;
  }

  /** Takes over the counts of a sweep. */
  public void add(SweepJudgement sweep) {
    points = sweep.points();
    expected = sweep.expected();
    missing = sweep.missing();
    for (SweepFinding finding : sweep.findings()) {
      waived += finding.excuse() instanceof Excuse.Waived ? 1 : 0;
      known += finding.excuse() instanceof Excuse.Known ? 1 : 0;
    }
  }

  public int points() {
    return points;
  }

  public int expected() {
    return expected;
  }

  public int missing() {
    return missing;
  }

  /** How often which finding was raised, the most frequent first. */
  public Map<String, Integer> findings() {
    Map<String, Integer> sorted = new LinkedHashMap<>();
    codes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(code -> sorted.put(code.getKey(), code.getValue()));
    return sorted;
  }
}
