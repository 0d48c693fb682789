package io.rungate.pack;

import java.nio.file.Path;
import java.util.List;

/**
 * Makes a folder into a pack that can judge, compiling its rules only when their content is new.
 */
public final class PackLoader {
  private static final String DROOLS = "10.2.0";

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
      throw shown(e, folder);
    }
  }

  /** Inside a pack, files go by their names in its folder; people want the path that they gave. */
  static PackException shown(PackException e, Path folder) {
    List<PackProblem> problems =
        e.problems().stream()
            .map(
                p ->
                    new PackProblem(
                        folder.resolve(p.file()).toString(), p.line(), p.rule(), p.message()))
            .toList();
    return new PackException(problems);
  }
}
