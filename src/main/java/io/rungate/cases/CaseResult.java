package io.rungate.cases;

import java.util.List;
import java.util.Set;

/**
 * What came of a case.
 *
 * @param fired the names of the rules whose conclusions stand; none when it could not be judged
 * @param ignored the codes of the findings that were there and are not compared
 * @param differences none when it came out as it says
 */
public record CaseResult(
    RunCase of, Set<String> fired, Set<String> ignored, List<Mismatch> differences) {

  /**
   * Where a case does not come out as it says.
   *
   * @param what verdict, topology, findings, or a key of the document
   * @param expected what the case says
   * @param actual what the rules say
   * @param reasons why they do, one a line: the rule, its place, and what it rests on
   */
  public record Mismatch(String what, String expected, String actual, List<String> reasons) {}

  public boolean passed() {
    return differences.isEmpty();
  }
}
