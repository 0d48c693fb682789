package io.rungate.rules;

import io.rungate.pack.Manifest;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.Scope;

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
    NumberForm.check(terms, findings);
    FieldForm.check(terms, findings);
    TwiceSaid.check(terms, findings);
    IdleEntries.check(terms, findings);
    for (PackSymbols scope : terms.scopes()) {
      NeverMatching.check(scope, findings);
      NamedParts.check(scope, findings);
      ConclusionCheck.check(scope, findings);
      if (scope.scope() == Scope.RUN) {
        MappingUse.checkLost(scope, findings);
      } else {
        SweepUse.checkLost(scope, findings);
      }
    }
    Annotations.checkLost(terms, manifest, findings);
  }

  /** All of it in parts of a pack that compile. */
  static LintFindings silent(PackReader.Parts parts) throws PackException {
    LintFindings findings = new LintFindings();
    check(PackSymbols.of(parts), parts.manifest(), findings);
    return findings;
  }

  /**
   * Comparisons of what cannot be compared, in parts that do not compile for it: the compiler says
   * so in its own words.
   */
  static LintFindings mixed(PackReader.Parts parts) throws PackException {
    LintFindings findings = new LintFindings();
    for (PackSymbols scope : PackSymbols.of(parts).scopes()) {
      NeverMatching.check(scope, findings);
    }
    return findings.only(LintCode.TEXT_AND_NUMBER);
  }
}
