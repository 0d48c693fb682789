package io.rungate.report;

import io.rungate.engine.Finding;
import io.rungate.gate.ExitCode;
import io.rungate.gate.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts of many outcomes, of which nothing else is kept. */
public final class Tally {
  private final Map<String, Integer> verdicts = new HashMap<>();
  private final Map<String, Integer> codes = new HashMap<>();
  private ExitCode worst = ExitCode.ACCEPTED;

  public void add(Outcome outcome) {
    worst = worst.worse(outcome.exitCode());
    verdicts.merge(outcome.verdict(), 1, Integer::sum);
    if (outcome.judgement() != null) {
      for (Finding finding : outcome.judgement().evaluation().findings()) {
        codes.merge(finding.code(), 1, Integer::sum);
      }
    }
  }

  public ExitCode worst() {
    return worst;
  }

  public int runs() {
    return verdicts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many runs had which verdict, as the lines of the runs say it; without a line end. */
  public String verdicts() {
    return count("accepted")
        + " accepted, "
        + count("rejected")
        + " rejected, "
        + count("unjudged")
        + " not judged";
  }

  private int count(String verdict) {
    return verdicts.getOrDefault(verdict, 0);
  }

  /** How often which finding was raised, one a line, the most frequent first. */
  public String findings() {
    List<Map.Entry<String, Integer>> sorted = new ArrayList<>(codes.entrySet());
    sorted.sort(
        Map.Entry.<String, Integer>comparingByValue()
            .reversed()
            .thenComparing(Map.Entry.comparingByKey()));
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, Integer> code : sorted) {
      String count = code.getValue().toString();
      out.append(" ".repeat(Math.max(0, 7 - count.length())))
          .append(count)
          .append(" x ")
          .append(code.getKey())
          .append('\n');
    }
    return out.toString();
  }
}
