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
  private final int[] verdicts = new int[ExitCode.values().length];
  private final Map<String, Integer> codes = new HashMap<>();
  private ExitCode worst = ExitCode.ACCEPTED;

  public void add(Outcome outcome) {
    worst = worst.worse(outcome.exitCode());
    verdicts[outcome.exitCode().number()]++;
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
    return verdicts[0] + verdicts[1] + verdicts[2];
  }

  /** How many runs had which verdict, without a line end. */
  public String verdicts() {
    return verdicts[0] + " accepted, " + verdicts[1] + " rejected, " + verdicts[2] + " not judged";
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
