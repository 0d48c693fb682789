package io.rungate.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The complete answer to a run.
 *
 * @param verdict {@code accepted} or {@code rejected}
 * @param topology the name of the topology; {@code none} when the evidence does not decide it
 * @param findings every finding
 * @param document members of the agg document, published or withheld, as JSON trees
 * @param absent keys that the document must not have
 * @param overruled the variables whose claims the evidence contradicts; null when they do not
 *     matter
 * @param refusedBy the codes of the findings that refuse the run, each once; null when they do not
 *     matter
 * @param beforeLaunch the codes of the findings that the environment alone gives; null when they
 *     are those of the findings that do not rest on the result
 * @param whole whether {@code document} is all of it, in order
 */
public record Expected(
    String verdict,
    String topology,
    List<ExpectedFinding> findings,
    Map<String, Object> document,
    List<String> absent,
    List<String> overruled,
    List<String> refusedBy,
    List<String> beforeLaunch,
    boolean whole) {

  /** What stands for a topology that nothing decides. */
  public static final String NONE = "none";

  public Expected {
    findings = List.copyOf(findings);
    document = new LinkedHashMap<>(document);
    absent = List.copyOf(absent);
    overruled = overruled == null ? null : List.copyOf(overruled);
    refusedBy = refusedBy == null ? null : List.copyOf(refusedBy);
    beforeLaunch = beforeLaunch == null ? null : List.copyOf(beforeLaunch);
  }

  /**
   * A finding that must be there.
   *
   * @param code its code
   * @param message its exact words; null when they do not matter
   */
  public record ExpectedFinding(String code, String message) {}

  /** True when the case waits for a finding of this code. */
  public boolean trips(String code) {
    return findings.stream().anyMatch(finding -> finding.code().equals(code));
  }
}
