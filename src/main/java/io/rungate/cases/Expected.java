package io.rungate.cases;

import io.rungate.engine.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The complete answer to a run. What is empty where it may be does not matter to the case.
 *
 * @param verdict {@code accepted} or {@code rejected}
 * @param topology the name of the topology; {@code none} when the evidence does not decide it
 * @param findings every finding
 * @param document members of the agg document, published or withheld, as JSON trees
 * @param absent keys that the document must not have
 * @param overruled the variables whose claims the evidence contradicts
 * @param refusedBy the codes of the findings that refuse the run, each once
 * @param beforeLaunch the codes of the findings that the environment alone gives; empty when they
 *     are those of the findings that do not rest on the result
 * @param whole whether {@code document} is all of it, in order
 */
public record Expected(
    String verdict,
    String topology,
    List<ExpectedFinding> findings,
    Map<String, Object> document,
    List<String> absent,
    Optional<List<String>> overruled,
    Optional<List<String>> refusedBy,
    Optional<List<String>> beforeLaunch,
    boolean whole) {

  /** What stands for a topology that nothing decides. */
  public static final String NONE = "none";

  /**
   * A finding that must be there.
   *
   * @param code its code
   * @param message its exact words; empty when they do not matter
   */
  public record ExpectedFinding(String code, Optional<String> message) {
    boolean is(Finding finding) {
      return code.equals(finding.code()) && message.map(finding.message()::equals).orElse(true);
    }
  }

  /** True when the case waits for a finding of this code. */
  public boolean trips(String code) {
    return findings.stream().anyMatch(finding -> finding.code().equals(code));
  }
}
