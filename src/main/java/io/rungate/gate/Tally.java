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
    if (outcome instanceof Outcome.Judged judged) {
      for (Finding finding : judged.evaluation().findings()) {
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

  /**
   * Takes over the counts of a sweep.
   *
   * @param distinct rows, each once however many equal copies there are
   * @param expected how many points the matrix expects
   * @param missing how many of these have no row
   */
  public void sweep(int distinct, int expected, int missing) {
    this.points = distinct;
    this.expected = expected;
    this.missing = missing;
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
