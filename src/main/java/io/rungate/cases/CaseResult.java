package io.rungate.cases;

import io.rungate.gate.Judgement;
import java.util.List;

/**
 * What came of a case.
 *
 * @param judgement null when the pack could not judge it
 * @param differences none when it came out as it says
 */
public record CaseResult(RunCase of, Judgement judgement, List<Mismatch> differences) {
  public CaseResult {
    differences = List.copyOf(differences);
  }

  public boolean passed() {
    return differences.isEmpty();
  }
}
