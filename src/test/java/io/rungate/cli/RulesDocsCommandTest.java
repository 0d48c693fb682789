package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesDocsCommandTest {

  @TempDir Path temp;

  static Stream<Path> shippedPacks() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("rules"))) {
      return folders.filter(folder -> Files.exists(folder.resolve("pack.yaml"))).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("shippedPacks")
  void the_catalogue_of_a_shipped_pack_is_current(Path pack) {
    Shell.Answer answer = Shell.run("rules", "docs", "--check", pack.toString());

    assertThat(answer.out()).isEqualTo(pack + "/RULES.md: current\n");
    assertThat(answer.code()).isZero();
  }

  @Test
  void a_rule_is_shown_with_all_that_it_says_about_itself() throws Exception {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));
    Path file = pack.resolve("denominators.drl");
    Files.writeString(
        file,
        """
        package rungate.denominators;

        import io.rungate.fact.Warning;
        import io.rungate.fact.IntegerField;

        rule "a run has less than 1000 GPUs"
          @code( "many-gpus" )
          @message( "{gpus} GPUs are *many*." )
          @advice( "Count again." )
          @why( "No rack has that many." )
          @since( "1.7.0" )
        when
          $w : IntegerField( field == "num_prefill_gpu", $gpus : value )
          not IntegerField( field == "tp" )
        then
          insertLogical( new Warning( $w ) );
        end
        """);

    assertThat(Shell.run("rules", "docs", pack.toString()).code()).isZero();

    assertThat(pack.resolve("RULES.md"))
        .content()
        .contains(
            """
            | `many-gpus` | warning | [a run has less than 1000 GPUs](#a-run-has-less-than-1000-gpus) |
            """)
        .contains(
            """
            ### a run has less than 1000 GPUs

            `many-gpus`, warning, since 1.7.0, [denominators.drl:6](denominators.drl#L6)

            > {gpus} GPUs are \\*many\\*.

            Why: No rack has that many.

            What to do: Count again.

            ```drl
            when
              $w : IntegerField( field == "num_prefill_gpu", $gpus : value )
              not IntegerField( field == "tp" )
            then
              insertLogical( new Warning( $w ) );
            ```
            """);
  }

  @Test
  void the_cases_of_a_finding_are_its_examples() throws Exception {
    assertThat(Path.of("rules/v2/RULES.md"))
        .content()
        .contains(
            """
            * raised by: a single-node run that claims to be disaggregated \
            ([cases/claim-needs-multinode.yaml:5](cases/claim-needs-multinode.yaml#L5): \
            base run single-node, with `set DISAGG: true`)
            * spares: a claim that is not exactly true is none \
            ([cases/claim-needs-multinode.yaml:19](cases/claim-needs-multinode.yaml#L19): \
            base run single-node, with `set DISAGG: " true"`)
            """);
  }

  @Test
  void a_pack_without_cases_has_a_catalogue_without_examples() throws Exception {
    Path pack = temp.resolve("pack");
    Files.createDirectories(pack);
    for (String file : List.of("pack.yaml", "fields.yaml", "verdict.drl")) {
      Files.copy(Path.of("rules/v2", file), pack.resolve(file));
    }

    assertThat(Shell.run("rules", "docs", pack.toString()).code()).isZero();
    assertThat(pack.resolve("RULES.md")).content().doesNotContain("raised by");
  }

  @Test
  void a_catalogue_behind_its_rules_is_not_current() throws Exception {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));
    Path file = pack.resolve("measures.drl");
    Files.writeString(file, Files.readString(file).replace("headline number", "first number"));
    String before = Files.readString(pack.resolve("RULES.md"));

    Shell.Answer answer = Shell.run("rules", "docs", "--check", pack.toString());

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out())
        .isEqualTo(pack + "/RULES.md is not current; run: rungate rules docs " + pack + "\n");
    assertThat(pack.resolve("RULES.md")).hasContent(before);
  }
}
