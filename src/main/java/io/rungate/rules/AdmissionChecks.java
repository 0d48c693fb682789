package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackProblem;
import io.rungate.pack.PackSymbols;
import java.util.List;

/** What compiles and should not be run all the same, so that a pack with it is refused. */
final class AdmissionChecks {
  private AdmissionChecks() {}

  /** What rules hold besides matching and concluding. */
  static List<PackProblem> unsafe(List<DrlFile> files) {
    LintFindings findings = new LintFindings();
    SandboxCheck.check(files, findings);
    return findings.problems();
  }

  /** Rules that can never fire, keys that are never shown, and annotations that nobody reads. */
  static List<PackProblem> idle(List<DrlFile> files, Mapping mapping) {
    LintFindings findings = new LintFindings();
    PackSymbols terms = PackSymbols.of(mapping, files);
    NeverMatching.check(terms, findings);
    MappingUse.checkLost(terms, findings);
    Annotations.checkNames(terms, findings);
    return findings.problems();
  }
}
