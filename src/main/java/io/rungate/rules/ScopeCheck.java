package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.PackReader;
import io.rungate.pack.Scope;

/**
 * Whether rule files lie where their rules are judged. The folder says it to people and the package
 * to the engine, so the two must agree.
 */
public final class ScopeCheck {
  private ScopeCheck() {}

  /** Reports files that would be judged elsewhere than where they lie, or never. */
  public static void check(PackReader.Parts parts, boolean sweep, LintFindings findings) {
    for (DrlFile file : parts.rules()) {
      String name = file.source().file();
      Scope scope = Scope.ofFile(name);
      String inPackage = file.tree().getName();
      if (scope != Scope.ofPackage(inPackage)) {
        report(file, misplaced(name, inPackage, scope), findings);
      } else if (scope != Scope.RUN && !sweep) {
        String what = "the pack has no %s, so nothing in %s/ is ever judged";
        report(file, what.formatted(PackReader.SWEEP, scope.folder()), findings);
      }
    }
  }

  private static String misplaced(String name, String inPackage, Scope scope) {
    if (scope == Scope.RUN) {
      String folder = Scope.ofPackage(inPackage).folder();
      String what = "the package %s is of rules in %s/, where this file does not lie";
      return what.formatted(inPackage, folder);
    }
    String stem = name.substring(name.lastIndexOf('/') + 1, name.length() - ".drl".length());
    String what = "a rule file in %1$s/ has a package that ends in .%1$s.%2$s, not %3$s";
    return what.formatted(scope.folder(), stem, inPackage);
  }

  private static void report(DrlFile file, String what, LintFindings findings) {
    int line = file.lineOf("package ", 1);
    findings.add(LintCode.SCOPE, file.source().file(), line, null, what);
  }
}
