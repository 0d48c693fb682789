package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesLintCommandTest {

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "measures.drl     | field == \"output_throughput\" | fild == \"output_throughput\"",
        "topology.drl     | new Topology( \"aggregated\" ) | new Topology( 5 )",
        "plausibility.drl | new Warning(                  | new Warnin(",
      })
  void a_pack_that_does_not_load_is_exit_2_and_stays_as_it_is(String name, String from, String to)
      throws IOException {
    Path pack = PackCopy.of("v2", temp.resolve("v2"));
    Path file = pack.resolve(name);
    PackCopy.edit(file, from, to);
    String before = Files.readString(file);

    Program.Result answer = new Program(temp).run("rules", "lint", "--fix", pack.toString());

    assertThat(answer.err()).startsWith("rungate: the rule pack cannot be used\n" + file + ":");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void what_could_be_better_is_told_of_a_pack_that_does_not_load_too() throws IOException {
    Path pack = PackCopy.of("v2", temp.resolve("v2"));
    Path file = pack.resolve("measures.drl");
    PackCopy.edit(file, "field == \"output_throughput\"", "fild == \"output_throughput\" ");
    PackCopy.edit(file, "import io.rungate.fact.Value;", "import io.rungate.fact.Value; ");

    Program.Result answer = new Program(temp).run("rules", "lint", pack.toString());

    assertThat(answer.out()).contains("[trailing-space]");
    assertThat(answer.err()).contains("fild").doesNotContain("finding in");
    assertThat(answer.code()).isEqualTo(2);
  }

  @Test
  void what_a_finding_says_is_not_told_again_as_the_reason_why_the_pack_does_not_load()
      throws IOException {
    Path pack = PackCopy.of("v2", temp.resolve("v2"));
    PackCopy.edit(
        pack.resolve("measures.drl"),
        "  insertLogical( new Value( \"tput_per_gpu\"",
        "  System.exit( 3 );\n  insertLogical( new Value( \"tput_per_gpu\"");

    Program.Result answer = new Program(temp).run("rules", "lint", pack.toString());

    assertThat(answer.out()).containsOnlyOnce("uses System");
    assertThat(answer.err())
        .isEqualTo("rungate: the rule pack cannot be used, as the findings say\n");
    assertThat(answer.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "contracts.drl    | $name : name, $reason : reason ) | $name : nmae, $reason : reason )",
        "fields.yaml      | variable: DECODE_TP, type: | variable: DECODE_TP, tpye:",
        "topology.drl     | new Value( \"disagg\", true | new Value( \"disag\", true",
      })
  void fix_mends_names_that_it_is_sure_of(String name, String from, String to) throws IOException {
    Path pack = PackCopy.of("v2", temp.resolve("v2"));
    Path file = pack.resolve(name);
    String before = Files.readString(file);
    PackCopy.edit(file, from, to);

    Program.Result answer = new Program(temp).run("rules", "lint", "--fix", pack.toString());

    assertThat(answer.err()).startsWith("mended " + file + ":").contains(" -> ");
    assertThat(Files.readString(file)).isEqualTo(before);
    assertThat(answer.code()).isZero();
  }

  @Test
  void a_name_that_is_wrong_where_it_is_declared_is_not_spread() throws IOException {
    Path pack = PackCopy.of("v2", temp.resolve("v2"));
    PackCopy.edit(pack.resolve("fields.yaml"), "  kv_p2p_transfer:    {", "  kv_p2p_trasfer:    {");
    String before = Files.readString(pack.resolve("fields.yaml"));

    Program.Result answer = new Program(temp).run("rules", "lint", "--fix", pack.toString());

    assertThat(answer.err()).contains("did you mean kv_p2p_trasfer?").doesNotContain("mended");
    assertThat(Files.readString(pack.resolve("fields.yaml"))).isEqualTo(before);
  }

  @Test
  void fix_leaves_a_release_as_it_is() throws IOException {
    Path pack = PackCopy.of("v2", temp.resolve("v2"));
    PackCopy.edit(
        pack.resolve("pack.yaml"),
        "status: released\n",
        "status: released\ndigest: " + "0".repeat(64) + "\n");
    PackCopy.edit(
        pack.resolve("measures.drl"), "new Value( \"input_tput", "new Valeu( \"input_tput");
    String before = Files.readString(pack.resolve("measures.drl"));

    Program.Result answer = new Program(temp).run("rules", "lint", "--fix", pack.toString());

    assertThat(answer.err()).contains("this is a release, which stays as it is");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(Files.readString(pack.resolve("measures.drl"))).isEqualTo(before);
  }

  @Test
  void fix_mends_a_pack_that_loads() throws IOException {
    Path pack = PackCopy.of("v2", temp.resolve("v2"));
    Path file = pack.resolve("measures.drl");
    String before = Files.readString(file);
    PackCopy.edit(
        file,
        "import io.rungate.fact.Value;",
        "import io.rungate.fact.Value;\nimport io.rungate.fact.Warning;");

    Program.Result answer = new Program(temp).run("rules", "lint", "--fix", pack.toString());

    assertThat(answer.err()).isEqualTo("mended " + file + "\nnothing to mend in " + pack + "\n");
    assertThat(answer.code()).isZero();
    assertThat(Files.readString(file)).isEqualTo(before);
  }
}
