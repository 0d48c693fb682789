package io.rungate.rules;

import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.RuleBase;
import io.rungate.pack.Scope;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.drools.base.definitions.InternalKnowledgePackage;
import org.drools.core.BaseConfigurationFactories;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.drools.model.Model;
import org.drools.modelcompiler.KiePackagesBuilder;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.conf.OptionKey;
import org.kie.internal.builder.KnowledgeBuilderConfiguration;
import org.kie.internal.builder.conf.KnowledgeBuilderOption;
import org.kie.internal.builder.conf.MultiValueKieBuilderOption;
import org.kie.internal.builder.conf.PropertySpecificOption;
import org.kie.internal.builder.conf.SingleValueKieBuilderOption;
import org.kie.internal.conf.CompositeBaseConfiguration;
import org.kie.internal.conf.CompositeConfiguration;
import org.kie.internal.utils.ChainedProperties;

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
   * begins to build the rule base. A class that names what no rule may use is refused, whether it
   * was compiled just now or comes out of a cache.
   */
  public static RuleBase load(CompiledRules rules) throws PackException {
    List<PackProblem> breaches =
        Linkage.breaches(rules.classes()).stream()
            .map(breach -> new PackProblem("compiled rules", 0, breach.message()))
            .distinct()
            .toList();
    if (!breaches.isEmpty()) {
      throw new PackException(breaches);
    }
    return loadTrusted(rules);
  }

  /**
   * The same for rules that were checked when they were compiled together with the program. Those
   * without classes of their own are on the class path of the program.
   */
  public static RuleBase loadTrusted(CompiledRules rules) {
    ClassLoader program = RuleLoader.class.getClassLoader();
    return build(
        rules.models(),
        rules.classes().isEmpty() ? program : new FencedLoader(rules.classes(), program));
  }

  /** Beside what else a run needs: a process that already knows its answer does not wait for it. */
  private static RuleBase build(List<String> models, ClassLoader loader) {
    Map<Scope, FutureTask<KieBase>> bases = new EnumMap<>(Scope.class);
    for (Scope scope : Scope.values()) {
      bases.put(scope, new FutureTask<>(() -> base(scope, models, loader)));
    }
    Thread thread = new Thread(bases.get(Scope.RUN), "rules");
    thread.setDaemon(true);
    thread.start();
    return new RuleBase(bases);
  }

  private static KieBase base(Scope scope, List<String> models, ClassLoader loader)
      throws ReflectiveOperationException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(RuleLoader.class.getClassLoader()); // for the engine's services
    try {
      KieBaseConfiguration settings = configuration(loader);
      InternalKnowledgeBase base = KnowledgeBaseFactory.newKnowledgeBase("rules", settings);
      for (String model : models) {
        String inPackage = model.substring(0, model.lastIndexOf('.'));
        if (scope.takes(Scope.ofPackage(inPackage))) {
          packages(model, settings).forEach(base::addPackage);
        }
      }
      return base;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The rules of one model as the engine describes rules to itself. */
  private static Collection<InternalKnowledgePackage> packages(
      String model, KieBaseConfiguration configuration) throws ReflectiveOperationException {
    Class<?> type = configuration.getClassLoader().loadClass(model);
    Model rules = (Model) type.getConstructor().newInstance();
    KiePackagesBuilder builder =
        new KiePackagesBuilder(configuration, new WholeFacts(), List.of(rules));
    return builder.build().getKiePackages().stream()
        .filter(one -> !one.getRules().isEmpty()) // the others are those of the facts
        .map(InternalKnowledgePackage.class::cast)
        .toList();
  }

  /**
   * The engine's own defaults, and nothing else: its factory would look for files of settings on
   * the class path and among the system's properties, which takes time and would let a machine
   * change a verdict.
   */
  @SuppressWarnings("unchecked") // the engine takes its factories as an array
  private static KieBaseConfiguration configuration(ClassLoader loader) {
    return new CompositeBaseConfiguration(
        new ChainedProperties(),
        loader,
        BaseConfigurationFactories.baseConf,
        BaseConfigurationFactories.ruleConf);
  }

  /**
   * Tells the engine that a rule depends on facts as wholes. It can also keep account of the single
   * properties that each condition reads, so that a changed fact wakes fewer rules; no fact here
   * ever changes, and the account costs more than judging a run.
   */
  @SuppressWarnings({"serial", "unchecked"}) // never written; it is asked for one setting
  private static final class WholeFacts
      extends CompositeConfiguration<
          KnowledgeBuilderOption, SingleValueKieBuilderOption, MultiValueKieBuilderOption>
      implements KnowledgeBuilderConfiguration {
    WholeFacts() {
      super(new ChainedProperties(), RuleLoader.class.getClassLoader());
    }

    @Override
    public <C extends SingleValueKieBuilderOption> C getOption(OptionKey<C> key) {
      return (C) PropertySpecificOption.DISABLED;
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
