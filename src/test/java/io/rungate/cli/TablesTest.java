package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of a pack, from its file to the last word that is said of its rows. */
class TablesTest {
  static final String HARDWARE =
      """
      # yaml-language-server: $schema=../../schema/table.schema.json
      about: The accelerators that the consumer knows.
      word: Hardware
      key: name
      of: [hw]
      columns:
        name: text
        gpus_per_node: integer
        watts: number
      rows:
        - { name: h100, gpus_per_node: 8, watts: 700 }
        - { name: h200, gpus_per_node: 8, watts: 700.5 }
        - { name: gb200, gpus_per_node: 4, watts: 1200 }
      """;

  static final String RULES =
      """
      package rungate.hardware;

      import io.rungate.fact.IntegerField;
      import io.rungate.fact.Refusal;
      import io.rungate.fact.TextField;
      import io.rungate.fact.Warning;
      import rungate.data.Hardware;

      rule "the hardware is one that the consumer knows"
        @code( "hardware-unknown" )
        @message( "{hw} is no known accelerator[; did you mean {nearest:hardware.name}?]" )
        @advice( "Correct RUNNER_TYPE, or add a row to data/hardware.yaml." )
        @why( "The consumer draws no line for an accelerator that it does not know." )
      when
        $given : TextField( field == "hw", $hw : value )
        not Hardware()
      then
        insertLogical( new Refusal( $given ) );
      end

      rule "a pool fills the nodes of its hardware"
        @code( "node-not-filled" )
        @message( "{gpus} GPUs are less than a node of {name}, which has {per}" )
        @advice( "Correct PREFILL_GPUS." )
        @why( "A part of a node cannot be had." )
      when
        $row : Hardware( $name : name, $per : gpus_per_node, gpus_per_node.positive )
        $pool : IntegerField( field == "num_prefill_gpu", $gpus : value, value < $per.value )
      then
        insertLogical( new Warning( $pool, $row ) );
      end
      """;

  @TempDir Path folder;
  private Path pack;

  @BeforeEach
  void makePack() throws IOException {
    pack = PackCopy.of("v2", folder.resolve("pack"));
    Files.createDirectories(pack.resolve("data"));
    Files.writeString(pack.resolve("data/hardware.yaml"), HARDWARE);
    Files.writeString(pack.resolve("hardware.drl"), RULES);
  }

  private Program.Result call(String... args) {
    return new Program(folder).run(args);
  }

  private Program.Result explain(SampleRun run, String... args) {
    List<String> all =
        new ArrayList<>(List.of("explain", run.record(folder, pack.toString()).toString()));
    all.addAll(List.of(args));
    all.addAll(List.of("--rules", pack.toString()));
    return call(all.toArray(String[]::new));
  }

  @Test
  void a_row_that_a_run_chooses_stands_in_its_record() throws IOException {
    Path audit = SampleRun.colocated().with("PREFILL_GPUS", "2").record(folder, pack.toString());
    assertThat(audit)
        .content()
        .contains(
            """
            "is": "row", "says": "Hardware( name=gb200, gpus_per_node=4, watts=1200.0 )", "from": "mapping", "name": "data/hardware.yaml:13"}
            """
                .strip())
        .doesNotContain("h200")
        .doesNotContain("nearest");
  }

  @Test
  void a_row_is_a_reason_like_any_other_fact() {
    assertThat(explain(SampleRun.colocated().with("PREFILL_GPUS", "2"), "node-not-filled").out())
        .isEqualTo(
            """
            warning node-not-filled: 2 GPUs are less than a node of gb200, which has 4  (pack inference-runs 2.0.2)
              to do: Correct PREFILL_GPUS.
              why: A part of a node cannot be had.
              rule "a pool fills the nodes of its hardware" hardware.drl:21
              Hardware( name=gb200, gpus_per_node=4, watts=1200.0 )  from data/hardware.yaml:13
              num_prefill_gpu = 2  from variable PREFILL_GPUS=2
            """);
  }

  @Test
  void a_rule_that_asks_for_an_unknown_name_is_kept_by_the_row() {
    assertThat(explain(SampleRun.colocated(), "--why-not", "hardware-unknown").out())
        .contains("not met  not Hardware()")
        .contains("Hardware( name=gb200, gpus_per_node=4, watts=1200.0 )");
  }

  @Test
  void a_message_names_the_nearest_row() {
    assertThat(explain(SampleRun.colocated().with("RUNNER_TYPE", "GB20")).out())
        .contains(
            "error hardware-unknown: GB20 is no known accelerator; did you mean gb200?\n",
            "because hw = \"GB20\"");
  }

  @Test
  void a_message_says_nothing_of_what_is_not_near() {
    assertThat(explain(SampleRun.colocated().with("RUNNER_TYPE", "abacus")).out())
        .contains("error hardware-unknown: abacus is no known accelerator\n");
  }

  @Test
  void replay_under_another_pack_reads_the_rows_of_that_pack() throws IOException {
    Path audit = SampleRun.colocated().record(folder, pack.toString());
    PackCopy.edit(pack.resolve("data/hardware.yaml"), "name: gb200", "name: gb201");
    assertThat(call("replay", audit.toString(), "--rules", pack.toString()).out())
        .contains(
            "verdict  accepted -> rejected  1 run\n",
            "error: gb200 is no known accelerator; did you mean gb201?");
  }

  @Test
  void a_difference_between_packs_names_tables_columns_and_rows() throws IOException {
    Path other = folder.resolve("other");
    PackCopy.of("v2", other);
    Files.createDirectories(other.resolve("data"));
    Files.writeString(other.resolve("hardware.drl"), RULES);
    Files.writeString(
        other.resolve("data/hardware.yaml"),
        HARDWARE
            .replace("The accelerators", "Those accelerators")
            .replace("watts: number", "watts: integer")
            .replace("watts: 700.5", "watts: 700")
            .replace("name: h100", "name: h101"));
    Files.writeString(other.resolve("data/nodes.yaml"), HARDWARE.replace("Hardware", "Node"));
    assertThat(call("diff", pack.toString(), other.toString()).out())
        .startsWith(
            """
            inference-runs 2.0.2 -> inference-runs 2.0.2
              changed  table hardware
                         column watts
                           - number
                           + integer
                         row h101
                           + gpus_per_node = 8, watts = 700
                         row h200
                           - ... = 8, watts = 700.5
                           + ... = 8, watts = 700
            """)
        .contains("           row h100\n               - gpus_per_node = 8, watts = 700.0\n")
        .contains("  added    table nodes\n");
  }

  @Test
  void lint_form_and_catalogue_know_tables() throws IOException {
    assertThat(call("rules", "lint", pack.toString()).err()).startsWith("nothing to mend");
    assertThat(call("rules", "fmt", "--check", pack.toString()).code()).isZero();
    assertThat(call("rules", "docs", pack.toString()).code()).isZero();
    assertThat(pack.resolve("RULES.md"))
        .content()
        .endsWith(
            """

            ## Tables

            ### hardware

            The accelerators that the consumer knows.

            `Hardware` is the row whose `name` is the value of `hw`; [data/hardware.yaml](data/hardware.yaml), 3 rows.

            | name (text) | gpus_per_node (integer) | watts (number) |
            |---|---|---|
            | h100 | 8 | 700.0 |
            | h200 | 8 | 700.5 |
            | gb200 | 4 | 1200.0 |
            """);
  }

  @Test
  void cases_coverage_and_mutants_work_with_rows() throws IOException {
    PackCopy.withoutCases(pack);
    Files.writeString(
        pack.resolve("cases/hardware-unknown.yaml"),
        """
        code: hardware-unknown
        base: single-node
        cases:
          - name: a name that nobody knows
            set: { RUNNER_TYPE: h20 }
            expect:
              verdict: rejected
              findings: [{ hardware-unknown: "h20 is no known accelerator; did you mean h200?" }]

          - name: a name that is known
            expect: { verdict: accepted }
        """);
    PackCopy.edit(pack.resolve("data/hardware.yaml"), "name: h100", "name: gb300");
    Files.writeString(pack.resolve("hardware.drl"), RULES.split("(?=rule \"a pool)")[0]);
    assertThat(call("rules", "test", pack.toString()).out())
        .contains("hardware-unknown.yaml  2 cases")
        .contains("cases, 0 failed");
    assertThat(call("rules", "mutate", pack.toString(), "--only", "consumer knows").out())
        .contains("of 7 the cases notice 7 (100.0 %)");
  }

  @Test
  void a_default_chooses_a_row_and_a_table_may_be_of_several_fields() throws IOException {
    PackCopy.edit(
        pack.resolve("fields.yaml"),
        "variable: PREFILL_HARDWARE, absent-when: [\"\"] }",
        "variable: PREFILL_HARDWARE, absent-when: [\"\"], default: h100 }");
    PackCopy.edit(pack.resolve("data/hardware.yaml"), "of: [hw]", "of: [prefill_hw, hw]");
    PackCopy.edit(
        pack.resolve("hardware.drl"),
        "Hardware( $name",
        "Hardware( field == \"prefill_hw\", $name");
    PackCopy.edit(
        pack.resolve("hardware.drl"), "not Hardware()", "not Hardware( field == \"hw\" )");
    assertThat(explain(SampleRun.colocated().with("PREFILL_GPUS", "6"), "node-not-filled").out())
        .startsWith("warning node-not-filled: 6 GPUs are less than a node of h100, which has 8")
        .contains(
            "Hardware( name=h100, gpus_per_node=8, watts=700.0 )  from data/hardware.yaml:11");
  }

  @Test
  void a_pattern_chooses_every_row_that_is_found() throws IOException {
    Files.writeString(
        pack.resolve("data/hardware.yaml"),
        HARDWARE
            .replace("name: text", "name: pattern")
            .replace("name: h100", "name: '^gb'")
            .replace("name: h200", "name: '^h\\d+$'")
            .replace("name: gb200", "name: '200'"));
    PackCopy.edit(pack.resolve("hardware.drl"), "[; did you mean {nearest:hardware.name}?]", "");
    assertThat(explain(SampleRun.colocated().with("PREFILL_GPUS", "3"), "node-not-filled").out())
        .contains("3 GPUs are less than a node of ^gb, which has 8")
        .contains("3 GPUs are less than a node of 200, which has 4")
        .doesNotContain("^h");
    assertThat(explain(SampleRun.colocated().with("RUNNER_TYPE", "h20 0")).out())
        .contains("hardware-unknown: h20 0 is no known accelerator\n");
  }

  private static final String SHAPE =
      """
      about: What the name of the runner says.
      word: Shape
      key: pattern
      of: [hw, model]
      columns:
        pattern: pattern
        count: captured integer
      rows:
        - { pattern: '^gb\\d+-(\\d+)x' }
        - { pattern: 'x(\\d+)?$' }
      """;

  private static final String SHAPES =
      """
      package rungate.shapes;

      import io.rungate.fact.IntegerField;
      import io.rungate.fact.Warning;
      import rungate.data.Shape;

      rule "the prefill GPUs are those that the name of the runner says"
        @code( "shape-contradicts" )
        @message( "{field} says {says} GPUs, and PREFILL_GPUS {gpus}" )
        @advice( "Correct PREFILL_GPUS." )
        @why( "A test." )
      when
        $row : Shape( $field : field, $says : count.value, $count : count )
        $pool : IntegerField( field == "num_prefill_gpu", sameAs( $count ) == false, $gpus : value )
      then
        insertLogical( new Warning( $pool, $row ) );
      end
      """;

  @Test
  void a_pattern_captures_what_a_rule_compares_with() throws IOException {
    Files.writeString(pack.resolve("data/shape.yaml"), SHAPE);
    Files.writeString(pack.resolve("shapes.drl"), SHAPES);
    SampleRun twelve = SampleRun.colocated().with("PREFILL_GPUS", "12");

    assertThat(explain(twelve.with("RUNNER_TYPE", "gb200-012x")).out())
        .doesNotContain("shape-contradicts");
    Program.Result other = explain(twelve.with("RUNNER_TYPE", "gb200-8x"), "shape-contradicts");
    assertThat(other.out())
        .contains("hw says 8 GPUs, and PREFILL_GPUS 12")
        .contains("Shape( pattern=^gb\\d+-(\\d+)x, count=8 )");
    // the part that captures is not needed there, so that row knows nothing
    assertThat(explain(twelve.with("RUNNER_TYPE", "xx")).out()).doesNotContain("shape-contradicts");
    // a value of any JSON type is looked at where it is a text
    assertThat(explain(twelve.measuring("model_id", "\"x7\"")).out())
        .contains("model says 7 GPUs, and PREFILL_GPUS 12");
    assertThat(explain(twelve.measuring("model_id", "{}")).out())
        .doesNotContain("shape-contradicts");
  }

  @Test
  void a_time_is_compared_like_that_of_a_run() throws IOException {
    Files.writeString(
        pack.resolve("data/hardware.yaml"),
        HARDWARE
            .replace("watts: number", "since: time")
            .replace("watts: 700 }", "since: 2022-03-22 }")
            .replace("watts: 700.5", "since: 2024-01-01T00:00:00Z")
            .replace("watts: 1200", "since: 20250115-120000"));
    PackCopy.edit(
        pack.resolve("hardware.drl"),
        "gpus_per_node.positive )",
        "gpus_per_node.positive, since.isAfter( \"2024-06-01\" ) )");
    assertThat(explain(SampleRun.colocated().with("PREFILL_GPUS", "3"), "node-not-filled").out())
        .contains("Hardware( name=gb200, gpus_per_node=4, since=20250115-120000 )");
    assertThat(
            explain(SampleRun.colocated().with("PREFILL_GPUS", "3").with("RUNNER_TYPE", "h200"))
                .out())
        .doesNotContain("node-not-filled");
  }

  @Test
  void what_rests_on_a_row_rests_on_the_value_that_chose_it() throws IOException {
    Files.writeString(
        pack.resolve("data/levels.yaml"),
        """
        about: Names of levels of load.
        word: Level
        key: clients
        of: [conc]
        columns: { clients: integer, name: text }
        rows:
          - { clients: 1, name: alone }
          - { clients: 64, name: busy }
        """);
    Files.writeString(
        pack.resolve("levels.drl"),
        """
        package rungate.levels;

        import io.rungate.fact.Note;
        import rungate.data.Level;

        rule "a level of load has a name"
          @code( "load-level" )
          @message( "The load is called {name}." )
          @advice( "Nothing is to be done." )
          @why( "People know it by its name." )
        when
          $level : Level( $name : name )
        then
          insertLogical( new Note( $level ) );
        end
        """);
    Files.delete(pack.resolve("hardware.drl"));
    Files.delete(pack.resolve("data/hardware.yaml"));
    Files.writeString(
        pack.resolve("cases/load-level.yaml"),
        """
        code: load-level
        base: single-node
        cases:
          - name: before launch nobody knows the load
            result: { max_concurrency: 64 }
            expect: { verdict: accepted, findings: [load-level] }

          - name: a load without a name
            result: { max_concurrency: 65 }
            expect: { verdict: accepted }
        """);
    assertThat(call("rules", "test", pack.toString()).out())
        .contains("load-level.yaml  2 cases")
        .doesNotContain("load-level > ");
    assertThat(explain(SampleRun.colocated(), "--set", "max_concurrency=2").out())
        .contains("lost: note: The load is called alone.");
  }

  @Test
  void a_record_whose_row_comes_from_nowhere_is_no_record() throws IOException {
    Path audit = SampleRun.colocated().record(folder, pack.toString());
    PackCopy.edit(audit, "data/hardware.yaml:13", "data/hardware.yaml");
    assertThat(call("explain", audit.toString()).err())
        .contains("it is from the mapping data/hardware.yaml, which is not among the inputs");
  }

  @Test
  void a_change_of_the_variable_chooses_another_row() {
    assertThat(explain(SampleRun.colocated(), "--set", "RUNNER_TYPE=b200").out())
        .contains("gained: error: b200 is no known accelerator; did you mean gb200?");
  }
}
