package io.rungate.compile;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

/**
 * Tells the engine which class provides each of its services. It asks for about ten of them, and
 * Java looks each up by opening the program's jar anew and reading through its table of contents: a
 * tenth of the time in which a run is judged. The answers are the same in every run of one version,
 * and a test holds them against the jars.
 *
 * <p>Everything else is asked of the program's own loader.
 */
final class EngineServices extends ClassLoader {
  private static final String FOLDER = "META-INF/services/";

  /** By the names of the services; several providers are separated by spaces. */
  static final Map<String, String> PROVIDERS =
      Map.of(
          "org.drools.core.common.TruthMaintenanceSystemFactory",
          "org.drools.tms.TruthMaintenanceSystemFactoryImpl",
          "org.drools.core.reteoo.AgendaComponentFactory",
          "org.drools.tms.TruthMaintenanceSystemAgendaComponentFactory",
          "org.drools.core.reteoo.RuntimeComponentFactory",
          "org.drools.kiesession.factory.RuntimeComponentFactoryImpl",
          "org.drools.kiesession.factory.KnowledgeHelperFactory",
          "org.drools.tms.TruthMaintenanceSystemKnowledgeHelperFactoryImpl",
          "org.drools.wiring.api.ComponentsSupplier",
          "org.drools.wiring.statics.StaticComponentsSupplier"
              + " org.drools.wiring.dynamic.DynamicComponentsSupplier",
          "org.kie.api.concurrent.KieExecutors",
          "org.drools.core.concurrent.ExecutorProviderImpl",
          "org.kie.api.internal.assembler.KieAssemblers",
          "org.kie.internal.services.KieAssemblersImpl",
          "org.kie.api.internal.runtime.KieRuntimes",
          "org.kie.internal.services.KieRuntimesImpl",
          "org.kie.api.internal.weaver.KieWeavers",
          "org.kie.internal.services.KieWeaversImpl");

  EngineServices(ClassLoader program) {
    super("engine services", program);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws java.io.IOException {
    if (!name.startsWith(FOLDER + "org.drools.") && !name.startsWith(FOLDER + "org.kie.")) {
      return super.getResources(name);
    }
    String providers = PROVIDERS.get(name.substring(FOLDER.length()));
    return providers == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(java.util.List.of(url(name, providers.replace(' ', '\n'))));
  }

  private static URL url(String name, String text) throws MalformedURLException {
    URLStreamHandler handler =
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
              @Override
              public void connect() {}

              @Override
              public InputStream getInputStream() {
                return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
              }
            };
          }
        };
    return new URL("service", null, -1, name, handler);
  }
}
