package io.rungate.cases;

import java.util.List;
import java.util.Set;

/**
 * What came of a case.
 *
 * @param fired the names of the rules whose conclusions stand; none when it could not be judged
 * @param differences none when it came out as it says
 */
public record CaseResult(RunCase of, Set<String> fired, List<Mismatch> differences) {
  public boolean passed() {
    return differences.isEmpty();
  }
}
