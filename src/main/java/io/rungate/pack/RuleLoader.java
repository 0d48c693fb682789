package io.rungate.pack;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.drools.core.impl.RuleBaseFactory;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;

/**
 * Makes a rule base of compiled rules.
 *
 * <p>Neither parser nor compiler takes part: they cost seconds, and a run that meets a known pack
 * should not pay for them.
 */
public final class RuleLoader {
  private RuleLoader() {}

  /**
   * Loads the classes behind a fence, through which they see only what {@link Linkage} lists, and
   * builds the rule base.
   *
   * @throws PackException if a class names what no rule may use, whether it was compiled just now
   *     or comes out of a cache
   * @throws IllegalStateException if the classes do not fit together or to this version of the
   *     engine
   */
  public static KieBase load(CompiledRules rules) throws PackException {
    refuseBreaches(rules);
    return loadTrusted(rules);
  }

  /**
   * The same for rules that were checked when they were compiled together with the program. Those
   * without classes of their own are on the class path of the program.
   */
  static KieBase loadTrusted(CompiledRules rules) {
    ClassLoader program = RuleLoader.class.getClassLoader();
    ClassLoader loader =
        rules.classes().isEmpty() ? program : new FencedLoader(rules.classes(), program);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(program); // the engine finds its own services through it
    try {
      List<Model> models = new ArrayList<>();
      for (String name : rules.models()) {
        models.add((Model) loader.loadClass(name).getConstructor().newInstance());
      }
      KieBaseConfiguration configuration =
          RuleBaseFactory.newKnowledgeBaseConfiguration(new Properties(), loader);
      return KieBaseBuilder.createKieBaseFromModel(models, configuration);
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new IllegalStateException("the compiled rules do not fit together: " + e, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void refuseBreaches(CompiledRules rules) throws PackException {
    Set<PackProblem> problems = new LinkedHashSet<>();
    for (Linkage.Breach breach : Linkage.breaches(rules.classes())) {
      problems.add(
          new PackProblem(
              "compiled rules",
              0,
              null,
              "may not use " + breach.names() + ": rules only conclude"));
    }
    if (!problems.isEmpty()) {
      throw new PackException(List.copyOf(problems));
    }
  }

  /** Defines the classes of one pack, and passes on only what rules may see. */
  private static final class FencedLoader extends ClassLoader {
    private final Map<String, byte[]> classes;
    private final ClassLoader program;

    FencedLoader(Map<String, byte[]> classes, ClassLoader program) {
      super("rules", null);
      this.classes = classes;
      this.program = program;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        byte[] own = classes.get(name);
        if (own != null) {
          return defineClass(name, own, 0, own.length);
        }
        if (Linkage.reachable(name)) {
          return program.loadClass(name);
        }
        throw new ClassNotFoundException(name + " is not for rules");
      }
    }
  }
}
