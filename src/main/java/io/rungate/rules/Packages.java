package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.RuleCard;
import io.rungate.pack.Sha256Hex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.QueryDescr;

/**
 * The rules of a pack by the packages that its files declare. What is compiled of one depends on
 * its own files and on the types that all declare for each other, and on nothing else: so after an
 * edit only the packages that it touches are compiled, which is most of what there is to wait for.
 */
final class Packages {
  private final List<DrlFile> files;
  private final Map<String, Unit> units = new TreeMap<>();

  /**
   * A package of rules: the digest covers everything that its compiled form depends on, and classes
   * of others may name its classes where it declares types.
   */
  public record Unit(String name, String digest, boolean declaresTypes) {}

  Packages(List<DrlFile> files) {
    this.files = files;
    Map<String, List<DrlFile>> byName = new TreeMap<>();
    for (DrlFile file : files) {
      byName.computeIfAbsent(file.tree().getName(), name -> new ArrayList<>()).add(file);
    }
    String declarations = declarations(files);
    byName.forEach(
        (name, own) ->
            units.put(
                name,
                new Unit(
                    name,
                    digest(own, declarations),
                    own.stream().anyMatch(Packages::declaresTypes))));
  }

  Collection<Unit> units() {
    return units.values();
  }

  /** The packages of which something is known already, each with that. */
  Map<Unit, CompiledRules> known(List<CompiledRules> compiled) {
    Map<Unit, CompiledRules> parts = new HashMap<>();
    if (!compiled.isEmpty() && !areEntangled()) {
      for (Unit unit : units.values()) {
        compiled.stream()
            .filter(rules -> rules.packages().contains(unit))
            .findFirst()
            .map(rules -> part(rules.classes(), rules.models(), unit))
            .ifPresent(part -> parts.put(unit, part));
      }
    }
    return parts;
  }

  /** Whether packages share more than types, so that one of them cannot be compiled alone. */
  boolean areEntangled() {
    return files.stream()
        .map(DrlFile::tree)
        .anyMatch(
            tree ->
                !tree.getFunctions().isEmpty()
                    || !tree.getGlobals().isEmpty()
                    || tree.getRules().stream().anyMatch(QueryDescr.class::isInstance));
  }

  /**
   * Compiles the packages of which no part is known, beside the bare declarations of the others,
   * whose rules cannot matter to them.
   *
   * @param parts what is known of each; gets the others, if the outcome is clean
   */
  RuleCompiler.Outcome complete(Map<Unit, CompiledRules> parts) {
    List<Unit> missing = missing(parts);
    if (missing.isEmpty()) {
      return RuleCompiler.Outcome.NOTHING;
    }
    RuleCompiler.Outcome outcome = build(missing);
    if (outcome.isClean()) {
      missing.forEach(unit -> parts.put(unit, part(outcome.classes(), outcome.models(), unit)));
    }
    return outcome;
  }

  private List<Unit> missing(Map<Unit, CompiledRules> parts) {
    return units.values().stream().filter(unit -> !parts.containsKey(unit)).toList();
  }

  /** The files of the packages of which no part is known: only they can be at fault. */
  List<DrlFile> without(Map<Unit, CompiledRules> parts) {
    return filesOf(missing(parts));
  }

  private List<DrlFile> filesOf(List<Unit> some) {
    Set<String> names = some.stream().map(Unit::name).collect(Collectors.toSet());
    return files.stream().filter(file -> names.contains(file.tree().getName())).toList();
  }

  private RuleCompiler.Outcome build(List<Unit> some) {
    List<DrlFile> own = filesOf(some);
    List<DrlFile> needed = new ArrayList<>();
    for (DrlFile file : files) {
      if (own.contains(file)) {
        needed.add(file);
      } else if (declaresTypes(file)) {
        needed.add(file.keeping(List.of()));
      }
    }
    return RuleCompiler.build(needed);
  }

  /** What is of one package. */
  private CompiledRules part(Map<String, byte[]> classes, List<String> models, Unit unit) {
    Predicate<String> own = type -> unit.name().equals(packageOf(type, units.keySet()));
    Map<String, byte[]> ownClasses = new TreeMap<>(classes);
    ownClasses.keySet().removeIf(own.negate());
    return new CompiledRules(
        "", ownClasses, models.stream().filter(own).toList(), List.of(), List.of(unit), List.of());
  }

  /** The package that a class was made for: that with the longest name that fits; or null. */
  static String packageOf(String type, Set<String> packages) {
    String longest = null;
    for (String name : packages) {
      if (type.startsWith(name)
          && type.startsWith(".", name.length())
          && (longest == null || name.length() > longest.length())) {
        longest = name;
      }
    }
    return longest;
  }

  /** The rules of all packages, from what was compiled of each. */
  CompiledRules join(Collection<CompiledRules> parts) {
    Map<String, byte[]> classes = new TreeMap<>();
    List<String> models = new ArrayList<>();
    for (CompiledRules part : parts) {
      classes.putAll(part.classes());
      models.addAll(part.models());
    }
    List<RuleCard> cards = files.stream().flatMap(file -> file.cards().stream()).toList();
    return new CompiledRules(
        "",
        classes,
        models.stream().sorted().toList(),
        cards,
        List.copyOf(units.values()),
        List.of());
  }

  private static boolean declaresTypes(DrlFile file) {
    return !file.tree().getClassAndEnumDeclarationDescrs().isEmpty();
  }

  /** The types that rules declare for each other, as text: with another one everything changes. */
  private static String declarations(List<DrlFile> files) {
    return files.stream()
        .filter(Packages::declaresTypes)
        .map(file -> file.keeping(List.of()).source().text().replaceAll("\\s+", " "))
        .collect(Collectors.joining("\n"));
  }

  private static String digest(List<DrlFile> own, String declarations) {
    StringBuilder all = new StringBuilder(declarations);
    for (DrlFile file : own) {
      String text = file.source().text();
      all.append('\0').append(file.source().file()).append('\0').append(text.length());
      all.append('\0').append(text);
    }
    byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
    return Sha256Hex.of(bytes);
  }
}
