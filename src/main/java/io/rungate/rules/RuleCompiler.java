package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.RuleCard;
import io.rungate.pack.Sha256Hex;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.compiler.kie.builder.impl.KieBuilderImpl;
import org.drools.drl.ast.descr.QueryDescr;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.model.KieModuleModel;

/**
 * The only class that knows how the engine compiles.
 *
 * <p>Rules are classic DRL, compiled to the engine's executable model: a mistake in a type shows
 * when the pack is built and not in the middle of a run, and what comes out are plain classes,
 * which load without parser and compiler. The price is messages that speak of generated code;
 * {@link FaultFinder} turns them back into places in the rules.
 */
public final class RuleCompiler {
  private static final String FOLDER = "src/main/resources/";

  private RuleCompiler() {}

  /**
   * Compiles all rules of a pack, or tells every fault that could be found, none of them twice.
   *
   * @param known what this program compiled before, such as this pack before it was edited: taken
   *     over are the packages that are the same
   */
  public static CompiledRules compile(List<DrlFile> files, List<CompiledRules> known)
      throws PackException {
    return compile(files, known, true);
  }

  /**
   * @param explaining whether somebody will read what is wrong: to find that out costs much more
   *     than to find that something is
   */
  static CompiledRules compile(List<DrlFile> files, List<CompiledRules> known, boolean explaining)
      throws PackException {
    Packages packages = new Packages(files);
    Map<Packages.Unit, CompiledRules> parts = packages.known(known);
    Outcome some = parts.isEmpty() ? null : packages.complete(parts);
    if (some != null && some.isClean()) {
      return packages.join(parts.values());
    }
    if (some != null && explaining) {
      List<PackProblem> faults = new FaultFinder(files).faults(packages.without(parts));
      if (!faults.isEmpty()) {
        throw new PackException(faults);
      }
    }
    Outcome whole = some == null || explaining ? build(files) : some;
    if (!whole.isClean()) {
      throw new PackException(
          explaining ? new FaultFinder(files).explain(whole) : List.of(whole.raw(files)));
    }
    return packages.join(List.of(new CompiledRules(whole.classes(), whole.models(), List.of())));
  }

  /**
   * What came of one build: what the engine objects to, what it failed with instead or null, and
   * what compiled but may not be used.
   */
  record Outcome(
      List<Message> errors,
      Throwable thrown,
      List<Linkage.Breach> breaches,
      Map<String, byte[]> classes,
      List<String> models) {

    /** Of a build that had nothing to do. */
    static final Outcome NOTHING = new Outcome(List.of(), null, List.of(), Map.of(), List.of());

    boolean isClean() {
      return errors.isEmpty() && thrown == null && breaches.isEmpty();
    }

    /** The first fault, as the engine says it. */
    private PackProblem raw(List<DrlFile> files) {
      String said =
          thrown != null
              ? thrown.toString()
              : errors.isEmpty()
                  ? "may not use " + breaches.get(0).names()
                  : errors.get(0).getText();
      return new PackProblem(files.get(0).source().file(), 0, said);
    }
  }

  static Outcome build(List<DrlFile> files) {
    ClassLoader program = BareProgram.LOADER;
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(program); // the engine finds its own services through it
    try {
      KieServices services = KieServices.get();
      KieFileSystem fileSystem = services.newKieFileSystem();
      for (DrlFile file : files) {
        fileSystem.write(FOLDER + inside(file.source().file()), file.source().text());
      }
      KieBuilderImpl builder = (KieBuilderImpl) services.newKieBuilder(fileSystem, program);
      builder.withKModuleModel(settings(services));
      builder.buildAll(ExecutableModelProject.class);
      List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
      if (!errors.isEmpty()) {
        return new Outcome(errors, null, List.of(), Map.of(), List.of());
      }
      return taken((InternalKieModule) builder.getKieModule());
    } catch (RuntimeException | LinkageError e) {
      // Some mistakes in conditions come out as the engine's own exceptions instead of messages.
      return new Outcome(List.of(), rootOf(e), List.of(), Map.of(), List.of());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /**
   * The compiler that comes with the engine, not the JDK's: the program must run on a JRE. The
   * language level is that of the oldest JRE, so that the same pack compiles on all.
   */
  private static KieModuleModel settings(KieServices services) {
    KieModuleModel settings =
        services
            .newKieModuleModel()
            .setConfigurationProperty("drools.dialect.java.compiler", "ECLIPSE")
            .setConfigurationProperty("drools.dialect.java.compiler.lnglevel", "17");
    Tallies.FUNCTIONS.forEach(
        (name, function) ->
            settings.setConfigurationProperty(
                "drools.accumulate.function." + name, function.getName()));
    return settings;
  }

  private static Outcome taken(InternalKieModule module) {
    Map<String, byte[]> classes = new TreeMap<>();
    List<String> models = new ArrayList<>();
    for (String path : module.getFileNames()) {
      if (path.endsWith("/drools-model")) {
        new String(module.getBytes(path), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank() && line.indexOf(':') < 0) // the version has a colon
            .sorted()
            .forEach(models::add);
      } else if (path.endsWith(".class") && !path.startsWith("org/drools/project/model/")) {
        String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
        classes.put(name, module.getBytes(path));
      }
    }
    return new Outcome(List.of(), null, Linkage.breaches(classes), classes, models);
  }

  /**
   * A path that the engine takes as one inside its folder, and prints as the file when a condition
   * fails.
   */
  private static String inside(String file) {
    return Arrays.stream(file.split("[/\\\\]"))
        .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."))
        .collect(Collectors.joining("/"));
  }

  private static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /**
   * The rules of a pack by the packages that its files declare. What is compiled of one depends on
   * its own files and on the types that all declare for each other, and on nothing else: so after
   * an edit only the packages that it touches are compiled, which is most of what there is to wait
   * for.
   */
  static final class Packages {
    private final List<DrlFile> files;
    private final Map<String, Unit> units = new TreeMap<>();

    /**
     * A package of rules: the digest covers everything that its compiled form depends on, and
     * classes of others may name its classes where it declares types.
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
    Outcome complete(Map<Unit, CompiledRules> parts) {
      List<Unit> missing = missing(parts);
      if (missing.isEmpty()) {
        return Outcome.NOTHING;
      }
      Outcome outcome = build(missing);
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

    private Outcome build(List<Unit> some) {
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
          "",
          ownClasses,
          models.stream().filter(own).toList(),
          List.of(),
          List.of(unit),
          List.of());
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

    /**
     * The types that rules declare for each other, as text: with another one everything changes.
     */
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

  /**
   * The classes of the program without those of the compiled pack that may stand beside them on the
   * class path. Rules are compiled against this: a type that they declare would otherwise be taken
   * for the one of that name which is there already.
   */
  static final class BareProgram extends ClassLoader {
    static final BareProgram LOADER = new BareProgram();

    private final Set<String> hidden;

    private BareProgram() {
      super("program", BareProgram.class.getClassLoader());
      hidden = Set.copyOf(RulesJar.onClassPath().map(RulesJar.Index::classes).orElse(List.of()));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (hidden.contains(name)) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }

    @Override
    public URL getResource(String name) {
      return isHidden(name) ? null : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return isHidden(name) ? Collections.emptyEnumeration() : super.getResources(name);
    }

    private boolean isHidden(String resource) {
      return hidden.contains(resource.replaceFirst("\\.class$", "").replace('/', '.'));
    }
  }
}
