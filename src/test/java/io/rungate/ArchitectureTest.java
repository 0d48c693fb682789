package io.rungate;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rooms of the program, who may enter which, and who may use which library. */
class ArchitectureTest {

  /** Each may use those before it; those of one line may use each other, but not in a circle. */
  private static final List<List<String>> ROOMS =
      List.of(
          List.of("fact"),
          List.of("pack"),
          List.of("rules"),
          List.of("run"),
          List.of("engine"),
          List.of("document"),
          List.of("gate"),
          List.of("replay"),
          List.of("lint", "cases", "authoring"),
          List.of("report"),
          List.of("cli"));

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.rungate");

  @Test
  void arrows_between_rooms_go_downwards_only() {
    Architectures.LayeredArchitecture layers =
        Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true);
    for (List<String> tier : ROOMS) {
      for (String room : tier) {
        layers = layers.layer(room).definedBy("io.rungate." + room + "..");
      }
    }
    for (int i = 0; i < ROOMS.size(); i++) {
      List<String> users = new ArrayList<>();
      ROOMS.subList(i, ROOMS.size()).forEach(users::addAll);
      for (String room : ROOMS.get(i)) {
        layers = layers.whereLayer(room).mayOnlyBeAccessedByLayers(users.toArray(String[]::new));
      }
    }
    layers.check(PROGRAM);
    slices().matching("io.rungate.(*)..").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void every_class_is_in_a_room() {
    List<String> rooms = new ArrayList<>(List.of("io.rungate"));
    ROOMS.forEach(tier -> tier.forEach(room -> rooms.add("io.rungate." + room + "..")));
    classes().should().resideInAnyPackage(rooms.toArray(String[]::new)).check(PROGRAM);
  }

  /**
   * And a library's way to print a double, since the platform's own differs by its version, and one
   * to find a pattern, since the platform's own may not come to an end.
   */
  @Test
  void facts_need_nothing_but_the_platform() {
    classes()
        .that(resideInAPackage("io.rungate.fact.."))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "io.rungate.fact..",
            "com.fasterxml.jackson.core.io.schubfach..",
            "com.google.re2j..")
        .check(PROGRAM);
  }

  /** A library that only one or two rooms know can be replaced, and is loaded only where needed. */
  @ParameterizedTest
  @CsvSource({
    "org.drools.., pack lint rules engine",
    "org.kie.., pack rules engine",
    "org.yaml.., pack",
    "com.fasterxml.jackson.core.., fact pack run document replay cases report rules",
    "com.fasterxml.jackson.databind.., rules run document replay lint cases report cli",
    "com.google.re2j.., fact pack rules run",
    "org.apache.commons.cli.., cli",
  })
  void a_library_is_known_to_its_rooms_only(String library, String rooms) {
    String[] users =
        Arrays.stream(rooms.split(" "))
            .map(room -> "io.rungate." + room + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(users)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(PROGRAM);
  }

  @Test
  void only_the_command_line_exits_and_touches_the_standard_streams() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.rungate.cli..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(PROGRAM);
  }
}
