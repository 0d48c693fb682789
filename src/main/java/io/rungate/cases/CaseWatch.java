package io.rungate.cases;

import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.RulePack;
import io.rungate.rules.IncrementalPackLoader;
import io.rungate.rules.PackLoader;
import java.nio.file.Path;

/**
 * Keeps an eye on the folder of a pack and runs its cases again when something in it changes. What
 * counts is content: a file that is saved as it was changes nothing. The rules are compiled only
 * when rules changed, and of these only the packages that did.
 */
public final class CaseWatch {
  private final Path folder;
  private final IncrementalPackLoader bench = new IncrementalPackLoader();
  private RulePack pack;
  private String packDigest = "";
  private CaseFolder cases;
  private String fault = "";

  public CaseWatch(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs the cases if anything changed since the last call.
   *
   * @return null when nothing did
   * @throws PackException when pack or cases cannot be used; a fault that stands is thrown once
   */
  public CaseSuiteResult poll() throws PackException {
    try {
      PackFiles files = PackReader.files(folder);
      CaseFolder now = CaseFolder.read(folder);
      boolean sameRules = files.digest().equals(packDigest);
      if (sameRules && now.equals(cases)) {
        return null;
      }
      cases = now;
      fault = "";
      if (!sameRules) {
        packDigest = files.digest();
        pack = null;
        pack = PackLoader.load(files, bench);
      }
      if (pack == null) {
        return null; // the rules are as broken as they were
      }
      return CaseSuiteResult.of(pack, CaseReader.read(pack, now));
    } catch (PackException e) {
      if (e.getMessage().equals(fault)) {
        return null;
      }
      fault = e.getMessage();
      throw e;
    }
  }
}
