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

  public void add(Outcome outcome) {
    runs++;
    worst = worst.worse(outcome.exitCode());
    verdicts.merge(outcome.verdict(), 1, Integer::sum);
    if (outcome instanceof Outcome.Judged judged) {
      for (Finding finding : judged.judgement().evaluation().findings()) {
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
