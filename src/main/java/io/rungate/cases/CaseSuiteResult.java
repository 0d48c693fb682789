package io.rungate.cases;

import io.rungate.pack.PackProblem;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pack held against its cases.
 *
 * @param results by file, in order
 * @param gaps finding codes that lack a case of either side, one that trips it or a near miss, and
 *     those that a file ignores for nothing
 */
public record CaseSuiteResult(
    RulePack pack, Map<CaseFile, List<CaseResult>> results, List<PackProblem> gaps) {

  /** Runs all cases. */
  public static CaseSuiteResult of(RulePack pack, List<CaseFile> cases) {
    CaseRunner runner = new CaseRunner(pack);
    Map<CaseFile, List<CaseResult>> results = new LinkedHashMap<>();
    cases.forEach(file -> results.put(file, file.cases().stream().map(runner::run).toList()));
    List<PackProblem> gaps = new ArrayList<>(gaps(pack, cases));
    results.forEach((file, all) -> gaps.addAll(idle(file, all)));
    return new CaseSuiteResult(pack, results, gaps);
  }

  /** The codes that lack either, each at the rule that raises it. */
  static List<PackProblem> gaps(RulePack pack, List<CaseFile> cases) {
    List<PackProblem> gaps = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (RuleCard card : pack.rules()) {
      String code = card.code();
      if (code == null || !seen.add(code)) {
        continue;
      }
      if (CaseFile.cases(cases).noneMatch(one -> one.trips(code))) {
        gaps.add(gap(pack, card, "no case trips " + code));
      }
      if (cases.stream().noneMatch(file -> file.spares(code))) {
        String what = "no near miss of " + code + ": a case in a file about it that spares it";
        gaps.add(gap(pack, card, what));
      }
    }
    return gaps;
  }

  /** What a file ignores and none of its runs has: the next one to have it would not be told. */
  private static List<PackProblem> idle(CaseFile file, List<CaseResult> results) {
    List<PackProblem> idle = new ArrayList<>();
    file.ignored()
        .forEach(
            (code, line) -> {
              if (results.stream().noneMatch(one -> one.ignored().contains(code))) {
                String what = "ignore-findings: no run of the file has the finding " + code;
                idle.add(new PackProblem(file.file(), line, null, what));
              }
            });
    return idle;
  }

  private static PackProblem gap(RulePack pack, RuleCard card, String message) {
    return pack.shown(new PackProblem(card.file(), card.line(), card.name(), message));
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
