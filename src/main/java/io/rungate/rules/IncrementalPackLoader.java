package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.Manifest;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.PackParts;
import io.rungate.pack.PackProblem;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.RuleBase;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.pack.RuleSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A workbench for a pack that is being changed: it makes variants of the pack in memory, and of the
 * rules it compiles only the packages that differ from what it compiled before. Nothing is written,
 * and no cache is asked.
 *
 * <p>Safe to share between threads.
 */
public final class IncrementalPackLoader {

  /** Rules that are ready to judge, and what they were made of. */
  public record Ready(List<RuleSource> sources, List<RuleCard> cards, RuleBase base) {

    /** The pack that they and a mapping make. */
    public RulePack in(PackFiles files, Manifest manifest, Mapping mapping) {
      return new RulePack(files.folder(), manifest, files.digest(), mapping, cards, base);
    }
  }

  private volatile Ready last;
  private final Map<Packages.Unit, CompiledRules> compiled = new HashMap<>();

  /** Makes a pack, and remembers its compiled rules for the next. */
  public RulePack load(PackFiles files) throws PackException {
    try {
      PackParts parts = PackParts.of(files);
      return ready(parts.rules()).in(files, parts.manifest(), parts.mapping());
    } catch (PackException e) {
      throw e.under(files.folder());
    }
  }

  /**
   * Makes rules ready, and remembers them for the next. Where only the mapping differs, they are.
   */
  public Ready ready(List<DrlFile> files) throws PackException {
    List<RuleSource> sources = files.stream().map(DrlFile::source).toList();
    Ready known = last;
    if (known == null || !known.sources().equals(sources)) {
      known = ready(sources, rules(files, true));
      last = known;
    }
    return known;
  }

  private static Ready ready(List<RuleSource> sources, CompiledRules rules) throws PackException {
    return new Ready(sources, rules.cards(), RuleLoader.load(rules));
  }

  /**
   * Makes a variant that is used once. What it says of faults is not for people, since finding the
   * place of a fault costs much more than finding that there is one.
   */
  public RulePack variant(PackFiles files) throws PackException {
    Manifest manifest = PackReader.manifest(files);
    Mapping mapping = PackReader.mapping(files);
    List<RuleSource> sources = PackReader.sources(files);
    Ready rules = last;
    if (rules == null || !rules.sources().equals(sources)) {
      rules = ready(sources, rules(DrlFile.parseAll(sources), false));
    }
    return rules.in(files, manifest, mapping);
  }

  private CompiledRules rules(List<DrlFile> files, boolean lasting) throws PackException {
    Packages packages = new Packages(files);
    Map<Packages.Unit, CompiledRules> parts = known(packages);
    RuleCompiler.Outcome outcome = packages.complete(parts);
    if (!outcome.isClean()) {
      throw new PackException(
          lasting
              ? new FaultFinder(files).explain(outcome)
              : List.of(new PackProblem(files.get(0).source().file(), 0, said(outcome))));
    }
    if (lasting) {
      remember(parts);
    }
    return packages.join(parts.values());
  }

  private static String said(RuleCompiler.Outcome outcome) {
    if (outcome.thrown() != null) {
      return outcome.thrown().toString();
    }
    return outcome.errors().isEmpty()
        ? "may not use " + outcome.breaches().get(0).names()
        : outcome.errors().get(0).getText();
  }

  private synchronized Map<Packages.Unit, CompiledRules> known(Packages packages) {
    Map<Packages.Unit, CompiledRules> parts = new HashMap<>(compiled);
    parts.keySet().retainAll(packages.units());
    return parts;
  }

  /** In place of what was compiled of the same packages before. */
  private synchronized void remember(Map<Packages.Unit, CompiledRules> parts) {
    List<String> names = parts.keySet().stream().map(Packages.Unit::name).toList();
    compiled.keySet().removeIf(old -> names.contains(old.name()));
    compiled.putAll(parts);
  }
}
