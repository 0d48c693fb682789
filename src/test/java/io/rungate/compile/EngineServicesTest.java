package io.rungate.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.drools.core.reteoo.AgendaComponentFactory;
import org.junit.jupiter.api.Test;

class EngineServicesTest {
  private final ClassLoader program = getClass().getClassLoader();

  @Test
  void the_table_says_what_the_jars_of_the_engine_say() throws IOException {
    for (Map.Entry<String, String> service : EngineServices.PROVIDERS.entrySet()) {
      Set<String> found = new TreeSet<>();
      for (URL file :
          Collections.list(program.getResources("META-INF/services/" + service.getKey()))) {
        new String(file.openStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(String::strip)
            .forEach(found::add);
      }
      assertThat(service.getValue().split(" "))
          .as(service.getKey())
          .containsExactlyInAnyOrderElementsOf(found);
    }
  }

  @Test
  void java_finds_a_service_through_the_table() {
    assertThat(
            ServiceLoader.load(AgendaComponentFactory.class, new EngineServices(program)).stream()
                .map(provider -> provider.type().getName()))
        .containsExactly("org.drools.tms.TruthMaintenanceSystemAgendaComponentFactory");
  }

  @Test
  void what_is_not_a_service_of_the_engine_is_asked_of_the_program() throws IOException {
    ClassLoader services = new EngineServices(program);
    assertThat(Collections.list(services.getResources("META-INF/MANIFEST.MF"))).isNotEmpty();
    assertThat(Collections.list(services.getResources("META-INF/services/org.kie.unknown")))
        .isEmpty();
  }
}
