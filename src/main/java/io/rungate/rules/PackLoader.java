package io.rungate.rules;

import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.PackFaults;
import io.rungate.pack.PackProblem;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.RuleBase;
import io.rungate.pack.RulePack;
import io.rungate.pack.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes a folder into a pack that can judge, compiling its rules only when their content is new.
 */
public final class PackLoader {
  /** Packs of the cache that are looked at for parts of a new one. */
  private static final int MOST_KNOWN = 3;

  private static final String OF_THIS_PROGRAM = "-" + Version.PROGRAM + "-" + Version.ENGINE;

  private final RuleCache cache;
  private final ShippedRules shipped;
  private final Map<String, RulePack> loaded;

  /** A loader that compiles every pack that is not in the cache. */
  public PackLoader(Path cache) {
    this(cache, ShippedRules.NONE, new HashMap<>());
  }

  /**
   * A loader that looks among what was loaded before, then among what was compiled with the
   * program, then in the cache; one that cannot be used is done without.
   *
   * @param cache null for none
   * @param loaded the packs of this process by all that they depend on; gets those that follow
   */
  public PackLoader(Path cache, ShippedRules shipped, Map<String, RulePack> loaded) {
    this.cache = new RuleCache(cache);
    this.shipped = shipped;
    this.loaded = loaded;
  }

  /** Reads, checks and compiles a pack, or tells every fault with file and line. */
  public RulePack load(Path folder) throws PackException {
    return load(folder, folder);
  }

  /**
   * The same for a folder that messages show in another way than it is opened: as the user gave it.
   */
  public RulePack load(Path folder, Path shown) throws PackException {
    PackFiles files = PackReader.files(folder, shown);
    String identity = identity(files);
    try {
      RulePack before = loaded.get(identity);
      RulePack pack = before == null ? load(files, identity) : again(before, files);
      loaded.put(identity, pack);
      return pack;
    } catch (PackException e) {
      throw e.under(shown);
    }
  }

  private RulePack load(PackFiles files, String identity) throws PackException {
    Optional<CompiledRules> rules = shipped.find(identity);
    if (rules.isPresent()) {
      return pack(files, rules.get(), RuleLoader.loadTrusted(rules.get()));
    }
    return cache.get(
        forThisJava(identity),
        () -> compile(files, known()),
        compiled -> {
          RulePack pack = pack(files, compiled, RuleLoader.load(compiled));
          pack.base().get(); // an entry that does not fit shows it while there is another way
          return pack;
        });
  }

  /** The same content in a folder of its own; what the manifest says of a release is no part. */
  private static RulePack again(RulePack before, PackFiles files) throws PackException {
    return new RulePack(
        files.folder(),
        PackReader.manifest(files),
        files.digest(),
        before.mapping(),
        before.allTables(),
        "",
        before.rules(),
        before.part(),
        before.base());
  }

  /** The texts are read while the rule base is being built. */
  private static RulePack pack(PackFiles files, CompiledRules rules, RuleBase base)
      throws PackException {
    Mapping mapping = PackReader.mapping(files);
    return new RulePack(
        files.folder(),
        PackReader.manifest(files),
        files.digest(),
        mapping,
        rules.tables(),
        "",
        rules.cards(),
        PackReader.sweepPart(files, mapping),
        base);
  }

  /** Where the next run would take a pack from, as it lies in its folder now. */
  public Readiness readiness(Path folder) throws PackException {
    String identity = identity(PackReader.files(folder));
    if (shipped.find(identity).isPresent()) {
      return Readiness.SHIPPED;
    }
    return cache.has(forThisJava(identity)) ? Readiness.KEPT : Readiness.NEW;
  }

  /** Whether a pack still has to be compiled. */
  public enum Readiness {
    SHIPPED,
    KEPT,
    NEW
  }

  private static String forThisJava(String identity) {
    return identity + "-" + Runtime.version().feature();
  }

  /** What compiled rules depend on, apart from Java. */
  static String identity(PackFiles files) {
    return files.digest() + OF_THIS_PROGRAM;
  }

  /**
   * What this program compiled before: most packs that are compiled are another with one file
   * edited. The one before the edit was used last, and packs begin as a copy of a shipped one.
   */
  private List<CompiledRules> known() {
    List<CompiledRules> known = new ArrayList<>(shipped.all());
    known.addAll(cache.latest(forThisJava(OF_THIS_PROGRAM), MOST_KNOWN));
    return known;
  }

  /** Compiles a pack, taking unchanged packages from rules that were compiled before. */
  static CompiledRules compile(PackFiles files, List<CompiledRules> known) throws PackException {
    PackFaults faults = new PackFaults();
    PackReader.Parts parts = PackReader.parts(files, faults);
    boolean sweep = PackReader.hasSweep(files);
    return admitted(parts, sweep, faults, () -> RuleCompiler.compile(parts.rulesAndWords(), known))
        .with(parts.manifest().title(), parts.tables());
  }

  /** Makes a pack on a workbench instead, and refuses it where {@link #load(Path)} would. */
  public static RulePack load(PackFiles files, IncrementalPackLoader bench) throws PackException {
    PackFaults faults = new PackFaults();
    PackReader.Parts parts = PackReader.parts(files, faults);
    try {
      boolean sweep = PackReader.hasSweep(files);
      return admitted(parts, sweep, faults, () -> bench.ready(parts.rulesAndWords()))
          .in(files, parts);
    } catch (PackException e) {
      throw e.under(files.folder());
    }
  }

  /**
   * Refuses what compiles and should not: code that the fence around compiled rules cannot see, and
   * what does not do what it says. A pack from the cache has been through this.
   *
   * @param hasSweep whether it says of rows and sweeps, though perhaps with faults
   * @param faults those of the parts, to be told with those that are found now
   * @param compiling makes something of the rules; not asked when they cannot be read
   */
  private static <T> T admitted(
      PackReader.Parts parts, boolean hasSweep, PackFaults faults, PackFaults.Step<T> compiling)
      throws PackException {
    T made = null;
    if (parts.rules() != null && parts.tables() != null) {
      LintFindings code = new LintFindings();
      SandboxCheck.check(parts.rules(), code);
      TableUse.checkWords(parts, code);
      ScopeCheck.check(parts, hasSweep, code);
      List<PackProblem> unsafe = code.problems();
      faults.add(unsafe);
      try {
        made = compiling.take();
        if (parts.mapping() != null) {
          faults.add(PackCheck.silent(parts).problems());
        }
      } catch (PackException e) {
        List<PackProblem> clear = new ArrayList<>(unsafe);
        LintFindings mixed =
            parts.mapping() == null ? null : faults.of(() -> PackCheck.mixed(parts));
        if (mixed != null) {
          List<PackProblem> clearer =
              mixed.problems().stream()
                  .filter(one -> e.problems().stream().anyMatch(fault -> isSameRule(one, fault)))
                  .toList();
          faults.add(clearer);
          clear.addAll(clearer);
        }
        // What follows from one of these is told once, in the words of the first check.
        faults.add(
            e.problems().stream()
                .filter(fault -> clear.stream().noneMatch(one -> isSameRule(one, fault)))
                .toList());
      }
    }
    faults.check();
    return made;
  }

  private static boolean isSameRule(PackProblem one, PackProblem other) {
    return one.file().equals(other.file()) && Objects.equals(one.rule(), other.rule());
  }
}
