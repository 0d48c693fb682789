package io.rungate.lint;

import io.rungate.pack.DrlFile;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.Scope;
import io.rungate.rules.Annotations;
import io.rungate.rules.FailingConclusions;
import io.rungate.rules.LintFindings;
import io.rungate.rules.LintFindings.LintFinding;
import io.rungate.rules.MappingUse;
import io.rungate.rules.PackCheck;
import io.rungate.rules.SandboxCheck;
import io.rungate.rules.ScopeCheck;
import io.rungate.rules.SweepUse;
import io.rungate.rules.TableUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a pack to the habits that keep rules readable, safe and alive.
 *
 * <p>It reads and never compiles: what does not compile is told when the pack is loaded.
 */
public final class PackLint {
  private PackLint() {}

  /**
   * Everything that could be better, by file and line.
   *
   * @throws PackException when the pack cannot be read: no such folder, no YAML, no rules
   */
  public static List<LintFinding> lint(Path folder) throws PackException {
    PackReader.PackFiles pack = PackReader.files(folder);
    try {
      return lint(pack, PackReader.parts(pack));
    } catch (PackException e) {
      throw e.under(folder);
    }
  }

  /** The same for a pack that was read, whose files may differ from those in its folder. */
  public static List<LintFinding> lint(PackReader.PackFiles pack, PackReader.Parts parts)
      throws PackException {
    LintFindings findings = new LintFindings();
    List<DrlFile> files = parts.rules();
    PackSymbols terms = PackSymbols.of(parts);
    SandboxCheck.check(files, findings);
    TableUse.checkWords(parts, findings);
    ScopeCheck.check(parts, parts.sweep() != null, findings);
    PackCheck.check(terms, parts.manifest(), findings);
    terms.scopes().forEach(scope -> FailingConclusions.check(scope, findings));
    Annotations.check(terms, findings);
    files.forEach(file -> SourceStyle.check(file, findings));
    PackageNames.check(files, findings);
    SameCondition.check(terms, findings);
    terms.scopes().stream()
        .filter(scope -> scope.scope() == Scope.RUN)
        .forEach(scope -> MappingUse.check(scope, findings));
    if (parts.sweep() != null) {
      SweepUse.check(terms, findings);
    }
    MappingUse.checkWords(terms, files, findings);
    TableUse.check(terms, findings);
    ReleaseCheck.check(pack, parts.manifest(), parts.mapping(), findings);
    return findings.sorted().stream()
        .map(one -> new LintFinding(one.code(), one.place().under(pack.folder())))
        .toList();
  }

  /**
   * Mends what a program can mend, and leaves the rest.
   *
   * @return the files that were changed
   * @throws PackException when the pack cannot be read, or a file not written
   */
  public static List<Path> fix(Path folder) throws PackException {
    PackReader.PackFiles pack = PackReader.files(folder);
    List<Path> changed = new ArrayList<>();
    try {
      for (DrlFile file : PackReader.rules(pack)) {
        String mended = SourceStyle.mended(file);
        if (!mended.equals(file.source().text())) {
          Path path = folder.resolve(file.source().file());
          Files.writeString(path, mended);
          changed.add(path);
        }
      }
    } catch (PackException e) {
      throw e.under(folder);
    } catch (IOException e) {
      String message = "cannot be written: " + e.getMessage();
      throw new PackException(List.of(new PackProblem(folder.toString(), 0, null, message)));
    }
    return changed;
  }
}
