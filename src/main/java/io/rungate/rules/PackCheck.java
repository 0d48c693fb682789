package io.rungate.rules;

import io.rungate.pack.Manifest;
import io.rungate.pack.PackSymbols;

/**
 * Finds what compiles and does not do what it says: rules that can never fire, keys that are never
 * shown, words that nobody reads. A pack in which a mistake is silent does not judge.
 */
public final class PackCheck {
  private PackCheck() {}

  /**
   * Reports all of it.
   *
   * @param manifest null where it cannot be read, which is told elsewhere
   */
  public static void check(PackSymbols terms, Manifest manifest, LintFindings findings) {
    TableUse.checkLost(terms, findings);
    NeverMatching.check(terms, findings);
    MetricParts.check(terms, findings);
    ConclusionCheck.check(terms, findings);
    IdleEntries.check(terms.mapping(), findings);
    MappingUse.checkLost(terms, findings);
    Annotations.checkLost(terms, manifest, findings);
  }
}
