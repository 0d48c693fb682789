package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.compiler.kie.builder.impl.KieBuilderImpl;
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
