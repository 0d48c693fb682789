package io.rungate.cases;

import io.rungate.pack.PackProblem;
import io.rungate.pack.RulePack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pack held against its cases.
 *
 * @param results by file, in order
 * @param gaps finding codes that lack a case of either side
 */
public record CaseSuiteResult(
    RulePack pack, Map<CaseFile, List<CaseResult>> results, List<PackProblem> gaps) {

  /** Runs all cases. */
  public static CaseSuiteResult of(RulePack pack, CaseSet cases) {
    CaseRunner runner = new CaseRunner(pack);
    Map<CaseFile, List<CaseResult>> results = new LinkedHashMap<>();
    for (CaseFile file : cases.files()) {
      results.put(file, file.cases().stream().map(runner::run).toList());
    }
    return new CaseSuiteResult(pack, results, FindingCoverage.gaps(pack, cases));
  }

  /** Every result, in order. */
  public List<CaseResult> all() {
    return results.values().stream().flatMap(List::stream).toList();
  }

  public long failed() {
    return all().stream().filter(result -> !result.passed()).count();
  }

  /** True when every case came out as it says, and no code lacks one. */
  public boolean passed() {
    return failed() == 0 && gaps.isEmpty();
  }
}
