package io.rungate.pack;

import io.rungate.pack.PackReader.PackFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A workbench for a pack that is being changed: it makes variants of the pack in memory, and of the
 * rules it compiles only the packages that differ from what it compiled before. Nothing is written,
 * and no cache is asked.
 *
 * <p>Safe to share between threads.
 */
public final class PackBench {

  /** A package of rules, and everything that its compiled form depends on. */
  private record Unit(String name, List<RuleSource> sources, String declarations) {}

  /** Rules that are ready to judge. */
  private record Loaded(List<RuleSource> sources, List<RuleCard> cards, RuleBase base) {}

  private volatile Loaded last;
  private final Map<String, CompiledRules> compiled = new HashMap<>();
  private final Map<String, Unit> units = new HashMap<>();

  /**
   * Makes a pack, and remembers its compiled rules for the next.
   *
   * @throws PackException with every fault that was found, each with file and line
   */
  public RulePack load(PackFiles files) throws PackException {
    try {
      return pack(files, true);
    } catch (PackException e) {
      throw e.under(files.folder());
    }
  }

  /**
   * Makes a variant that is used once.
   *
   * @throws PackException when it does not load; what it says is not for people, since finding the
   *     place of a fault costs much more than finding that there is one
   */
  public RulePack variant(PackFiles files) throws PackException {
    return pack(files, false);
  }

  private RulePack pack(PackFiles files, boolean lasting) throws PackException {
    Manifest manifest = PackReader.manifest(files);
    Mapping mapping = PackReader.mapping(files);
    Loaded rules = loaded(PackReader.sources(files), lasting);
    return new RulePack(
        files.folder(), manifest, files.digest(), mapping, rules.cards(), rules.base());
  }

  /** Where only the mapping differs, the rules are ready. */
  private Loaded loaded(List<RuleSource> sources, boolean lasting) throws PackException {
    Loaded known = last;
    if (known != null && known.sources().equals(sources)) {
      return known;
    }
    CompiledRules rules = rules(sources, lasting);
    Loaded loaded = new Loaded(sources, rules.cards(), RuleLoader.load(rules));
    if (lasting) {
      last = loaded;
    }
    return loaded;
  }

  private CompiledRules rules(List<RuleSource> sources, boolean lasting) throws PackException {
    List<DrlFile> files = DrlFile.parseAll(sources);
    Map<String, List<DrlFile>> packages = new TreeMap<>();
    for (DrlFile file : files) {
      packages.computeIfAbsent(file.tree().getName(), name -> new ArrayList<>()).add(file);
    }
    String declarations = declarations(files);
    Map<String, byte[]> classes = new TreeMap<>();
    List<String> models = new ArrayList<>();
    List<Unit> changed = new ArrayList<>();
    for (Map.Entry<String, List<DrlFile>> entry : packages.entrySet()) {
      Unit unit =
          new Unit(
              entry.getKey(),
              entry.getValue().stream().map(DrlFile::source).toList(),
              declarations);
      CompiledRules known = known(unit);
      if (known == null) {
        changed.add(unit);
      } else {
        classes.putAll(known.classes());
        models.addAll(known.models());
      }
    }
    if (!changed.isEmpty()) {
      RuleCompiler.Outcome outcome = compile(files, changed, lasting);
      for (Unit unit : changed) {
        CompiledRules part = part(outcome, unit.name(), packages.keySet());
        classes.putAll(part.classes());
        models.addAll(part.models());
        if (lasting) {
          remember(unit, part);
        }
      }
    }
    List<RuleCard> cards = files.stream().flatMap(file -> file.cards().stream()).toList();
    return new CompiledRules(classes, models.stream().sorted().toList(), cards);
  }

  /**
   * Compiles the changed packages beside the bare declarations of the others, whose rules cannot
   * matter to them.
   */
  private static RuleCompiler.Outcome compile(
      List<DrlFile> files, List<Unit> changed, boolean explained) throws PackException {
    List<String> names = changed.stream().map(Unit::name).toList();
    List<DrlFile> needed = new ArrayList<>();
    for (DrlFile file : files) {
      if (names.contains(file.tree().getName())) {
        needed.add(file);
      } else if (!file.tree().getClassAndEnumDeclarationDescrs().isEmpty()) {
        needed.add(file.keeping(null));
      }
    }
    RuleCompiler.Outcome outcome = RuleCompiler.build(needed);
    if (outcome.isClean()) {
      return outcome;
    }
    throw new PackException(
        explained
            ? new FaultFinder(files).explain(outcome)
            : List.of(
                new PackProblem(changed.get(0).sources().get(0).file(), 0, null, said(outcome))));
  }

  private static String said(RuleCompiler.Outcome outcome) {
    if (outcome.thrown() != null) {
      return outcome.thrown().toString();
    }
    return outcome.errors().isEmpty()
        ? "may not use " + outcome.breaches().get(0).names()
        : outcome.errors().get(0).getText();
  }

  /** What was made of one package; a class is of the package with the longest name that fits. */
  private static CompiledRules part(
      RuleCompiler.Outcome outcome, String packageName, Set<String> packages) {
    Predicate<String> own =
        name ->
            name.startsWith(packageName + ".")
                && packages.stream()
                    .noneMatch(
                        other ->
                            other.length() > packageName.length() && name.startsWith(other + "."));
    Map<String, byte[]> classes = new TreeMap<>(outcome.classes());
    classes.keySet().removeIf(own.negate());
    return new CompiledRules(classes, outcome.models().stream().filter(own).toList(), List.of());
  }

  private synchronized CompiledRules known(Unit unit) {
    return unit.equals(units.get(unit.name())) ? compiled.get(unit.name()) : null;
  }

  private synchronized void remember(Unit unit, CompiledRules part) {
    units.put(unit.name(), unit);
    compiled.put(unit.name(), part);
  }

  /** The types that rules declare for each other, as text: with another one everything changes. */
  private static String declarations(List<DrlFile> files) {
    return files.stream()
        .filter(file -> !file.tree().getClassAndEnumDeclarationDescrs().isEmpty())
        .map(file -> file.keeping(null).source().text().replaceAll("\\s+", " "))
        .collect(Collectors.joining("\n"));
  }
}
