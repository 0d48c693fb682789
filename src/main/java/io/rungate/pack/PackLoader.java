package io.rungate.pack;

import java.nio.file.Path;

/**
 * Makes a folder into a pack that can judge, compiling its rules only when their content is new.
 */
public final class PackLoader {
  /** What compiled rules fit to; a test holds it against the jar. */
  static final String DROOLS = "10.2.0";

  private final Path cache;

  /**
   * A loader.
   *
   * @param cache the folder of compiled packs; one that cannot be used is done without
   */
  public PackLoader(Path cache) {
    this.cache = cache;
  }

  /**
   * Reads, checks and compiles a pack.
   *
   * @throws PackException with every fault that was found, each with file and line
   */
  public RulePack load(Path folder) throws PackException {
    PackReader.PackFiles files = PackReader.files(folder);
    try {
      Manifest manifest = PackReader.manifest(files);
      Mapping mapping = PackReader.mapping(files);
      String key =
          String.join(
              "/",
              files.digest(),
              Version.PROGRAM,
              DROOLS,
              Integer.toString(Runtime.version().feature()));
      CompiledRules rules = RuleCache.get(cache, key, PackReader.sources(files));
      return new RulePack(
          folder, manifest, files.digest(), mapping, rules.cards(), RuleLoader.load(rules));
    } catch (PackException e) {
      throw e.under(folder);
    }
  }
}
