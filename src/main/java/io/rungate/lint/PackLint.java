package io.rungate.lint;

import io.rungate.pack.DrlFile;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.PackParts;
import io.rungate.pack.PackProblem;
import io.rungate.pack.PackReader;
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
    Findings findings = new Findings();
    try {
      PackParts parts = PackParts.of(pack);
      List<DrlFile> files = parts.rules();
      Terms terms = Terms.of(parts.mapping(), files);
      OnlyConclusions.check(files, findings);
      NeverMatching.check(terms, findings);
      Annotations.checkNames(terms, findings);
      Annotations.check(terms, findings);
      files.forEach(file -> Imports.check(file, findings));
      Likeness.check(terms, findings);
      MappingUse.check(terms, findings);
      Release.check(folder, parts.manifest(), parts.mapping(), findings);
    } catch (PackException e) {
      throw e.under(folder);
    }
    return findings.sorted().stream()
        .map(one -> new LintFinding(one.code(), one.place().under(folder)))
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
      for (DrlFile file : DrlFile.parseAll(PackReader.sources(pack))) {
        String mended = Imports.mended(file);
        if (!mended.equals(file.source().text())) {
          Path path = folder.resolve(file.source().file());
          Files.writeString(path, mended);
          changed.add(path);
        }
      }
    } catch (PackException e) {
      throw e.under(folder);
    } catch (IOException e) {
      throw new PackException(
          List.of(
              new PackProblem(folder.toString(), 0, null, "cannot be written: " + e.getMessage())));
    }
    return changed;
  }

  /** What rules hold besides matching and concluding; such a pack is never run. */
  public static List<PackProblem> unsafe(List<DrlFile> files) {
    Findings findings = new Findings();
    OnlyConclusions.check(files, findings);
    return findings.problems();
  }

  /** Rules that can never fire, keys that are never shown, and annotations that nobody reads. */
  public static List<PackProblem> idle(List<DrlFile> files, Mapping mapping) {
    Findings findings = new Findings();
    Terms terms = Terms.of(mapping, files);
    NeverMatching.check(terms, findings);
    MappingUse.checkLost(terms, findings);
    Annotations.checkNames(terms, findings);
    return findings.problems();
  }
}
