package io.rungate.pack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

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
      List<RuleSource> sources = PackReader.sources(files);
      CompiledRules rules = RuleCache.get(cache, key, sources, () -> compile(sources, mapping));
      return new RulePack(
          folder, manifest, files.digest(), mapping, rules.cards(), RuleLoader.load(rules));
    } catch (PackException e) {
      throw e.under(folder);
    }
  }

  /**
   * Compiles, and refuses what compiles and should not: code that the fence of {@link Linkage}
   * cannot see, and rules that can never fire. A pack from the cache has been through this.
   */
  private static CompiledRules compile(List<RuleSource> sources, Mapping mapping)
      throws PackException {
    List<DrlFile> files = DrlFile.parseAll(sources);
    List<PackProblem> problems = new ArrayList<>(PackLint.unsafe(files));
    CompiledRules rules = null;
    try {
      rules = RuleCompiler.compileParsed(files);
      problems.addAll(PackLint.idle(files, mapping));
    } catch (PackException e) {
      // What follows from an unsafe rule is told once, in the words of the first check.
      e.problems().stream()
          .filter(fault -> problems.stream().noneMatch(one -> isSameRule(one, fault)))
          .toList()
          .forEach(problems::add);
    }
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparing(PackProblem::file).thenComparingInt(PackProblem::line));
      throw new PackException(problems);
    }
    return rules;
  }

  private static boolean isSameRule(PackProblem one, PackProblem other) {
    return one.file().equals(other.file()) && Objects.equals(one.rule(), other.rule());
  }
}
