package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.pack.PackException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "System.exit( 1 ); | java.lang.System.exit",
        "Runtime.getRuntime(); | java.lang.Runtime.getRuntime",
        "\"\".getClass(); | java.lang.Object.getClass",
        "$w.getClass(); | java.lang.Object.getClass",
        "Integer.getInteger( \"x\" ); | java.lang.Integer.getInteger",
        "new java.util.Scanner( \"x\" ); | java.util.Scanner",
        "new ProcessBuilder(); | java.lang.ProcessBuilder",
        "new java.io.File( \"x\" ); | java.io.File",
        "java.nio.file.Path.of( \"x\" ); | java.nio.file.Path.of",
        "java.lang.invoke.MethodHandles.lookup(); | java.lang.invoke.MethodHandles.lookup",
        "java.util.function.Supplier<Runtime> s = Runtime::getRuntime; |"
            + " java.lang.Runtime.getRuntime",
        "drools.halt(); | org.drools.model.Drools.halt",
        "drools.getKieRuntime(); | org.drools.core.rule.consequence.KnowledgeHelper.getKieRuntime",
        "insert( $w ); | org.drools.model.Drools.insert",
        "delete( $w ); | org.drools.model.Drools.delete",
        "drools.getMatch().getObjects(); |"
            + " org.drools.core.rule.consequence.InternalMatch.getObjects",
      })
  void a_consequence_may_only_conclude(String code, String refused) {
    List<String> problems =
        ToyPack.problems("rule \"r\" when $w : IntegerField() then\n  " + code + "\nend\n");
    assertThat(problems)
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("rules/toy/first.drl:")
                    .contains("rule \"r\": may not use " + refused));
  }

  @Test
  void a_condition_may_be_shared_by_any_number_of_rules() {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      rules.append("rule \"r%d\" when IntegerField( value > 0 ) then end\n".formatted(i));
    }
    assertThat(ToyPack.problems(rules.toString())).isEmpty();
  }

  @Test
  void conditions_and_declarations_are_held_to_the_same_rules() {
    assertThat(
            ToyPack.problems(
                "rule \"r\" when IntegerField( field == System.getenv( \"A\" ) ) then end"))
        .containsExactly(
            "rules/toy/first.drl:4: rule \"r\": may not use java.lang.System.getenv: rules only"
                + " conclude");
    assertThat(ToyPack.problems("declare A b : String = System.getProperty( \"a\" ) end"))
        .singleElement()
        .asString()
        .contains("may not use java.lang.System.getProperty");
    assertThat(ToyPack.problems("declare A extends Thread end"))
        .containsExactly("rules/toy/first.drl:4: A may only extend a declared type, not Thread");
  }

  @Test
  void classes_that_did_not_come_from_the_compiler_are_refused_when_they_are_loaded()
      throws IOException {
    String name = getClass().getName();
    byte[] bytes;
    try (InputStream in = getClass().getResourceAsStream("LinkageTest.class")) {
      bytes = in.readAllBytes();
    }
    CompiledRules forged = new CompiledRules(Map.of(name, bytes), List.of(name), List.of());
    assertThatThrownBy(() -> RuleLoader.load(forged))
        .isInstanceOf(PackException.class)
        .hasMessageContaining("may not use the package io.rungate.rules");
    CompiledRules broken = new CompiledRules(Map.of("a.B", new byte[4]), List.of("a.B"), List.of());
    assertThatThrownBy(() -> RuleLoader.load(broken))
        .isInstanceOf(PackException.class)
        .hasMessageContaining("a class that cannot be read");
  }
}
