package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table whose rows are facts of every run: one rule in the place of one for each row. */
class EveryRunTableTest {
  private static final String TABLE =
      """
      # yaml-language-server: $schema=../../schema/table.schema.json
      about: What the document says of a pool that is not there.
      word: NoPool
      key: key
      of: every run
      columns:
        key: key
        published: integer
      rows:
        - { key: decode_tp, published: 0 }
        - { key: decode_ep, published: 0 }
        - { key: decode_pp, published: 1 }
        - { key: decode_dcp_size, published: 1 }
        - { key: decode_pcp_size, published: 1 }
      """;

  private static final String RULE =
      """
      rule "a multinode run without a decode pool publishes the sizes of no pool"
        @why( "There is no pool to describe, whatever was exported for one." )
      when
        Multinode()
        IntegerField( field == "num_decode_gpu", positive == false )
        NoPool( $key : key, $value : published )
      then
        insertLogical( new Value( $key, $value ) );
      end
      """;

  @TempDir Path folder;
  private Path pack;
  private Path table;

  @BeforeEach
  void writePack() throws IOException {
    pack = PackCopy.of("v2", folder.resolve("pack"));
    table = pack.resolve("data/no-pool.yaml");
    Files.createDirectories(table.getParent());
    Files.writeString(table, TABLE);
    Path rules = pack.resolve("topology.drl");
    String text = Files.readString(rules);
    int first =
        text.indexOf("rule \"a multinode run without a decode pool publishes no decode tens");
    Files.writeString(
        rules,
        text.substring(0, first).replace("import rung", "import rungate.data.NoPool;\nimport rung")
            + RULE);
    // The excuses of the rules that are gone.
    Path excuses = pack.resolve("cases/equivalent-mutants.yaml");
    Files.writeString(
        excuses,
        Files.readString(excuses)
            .replaceAll(
                "(?s)  - where: a multinode run without a decode pool publishes .*?\n(?=  - where: the)",
                ""));
  }

  private Program.Result call(String... args) {
    return new Program(folder).run(args);
  }

  private String refused() {
    return call("rules", "list", pack.toString()).err()
        + call("process", "--rules", pack.toString()).err();
  }

  private void rule(String from, String to) throws IOException {
    PackCopy.edit(pack.resolve("topology.drl"), from, to);
  }

  @Test
  void one_rule_says_what_five_said() throws IOException {
    Path audit = SampleRun.colocated().record(folder.resolve("a"), pack.toString());
    Path five = SampleRun.colocated().record(folder.resolve("b"), "v2");
    assertThat(audit.resolveSibling("agg_colocated.json"))
        .content()
        .contains("\"decode_tp\": 0,", "\"decode_pp\": 1,")
        .isEqualTo(Files.readString(five.resolveSibling("agg_colocated.json")));
    assertThat(call("rules", "lint", pack.toString()).err()).startsWith("nothing to mend");
    assertThat(call("rules", "test", pack.toString()).out()).contains(" 0 failed");
  }

  @Test
  void the_row_with_its_place_is_the_reason() throws IOException {
    Path audit = SampleRun.colocated().record(folder, pack.toString());
    assertThat(call("explain", audit.toString(), "decode_pp").out())
        .isEqualTo(
            """
            decode_pp = 1  (pack inference-runs 2.0.2)
              rule "a multinode run without a decode pool publishes the sizes of no pool" topology.drl:79
              Multinode
                rule "a run is multinode when IS_MULTINODE says true" vocabulary.drl:25
                is_multinode = true  from variable IS_MULTINODE=true
              num_decode_gpu = 0  from variable DECODE_GPUS=0
              NoPool( key=decode_pp, published=1 )  from data/no-pool.yaml:12
            """);
    assertThat(call("replay", audit.toString(), "--rules", pack.toString()).out())
        .contains("1 run judged again, none changes");
    Files.writeString(table, TABLE.replace("decode_pp, published: 1", "decode_pp, published: 7"));
    assertThat(call("replay", audit.toString(), "--rules", pack.toString()).out())
        .contains("field  decode_pp  1 run  +600.0 %  such as colocated: 1 -> 7");
  }

  @Test
  void a_run_with_a_pool_publishes_its_own_sizes() throws IOException {
    Path audit = SampleRun.withPool().with("DECODE_TP", "4").record(folder, pack.toString());
    assertThat(audit.resolveSibling("agg_pool.json")).content().contains("\"decode_tp\": 4,");
    assertThat(audit).content().contains("NoPool( key=decode_tp, published=0 )");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key: decode_ep, | key: decode_eq, | data/no-pool.yaml:11: key: no block of the document shows the key decode_eq; did you mean decode_ep?",
        "key: key\\n  pub | key: field\\n  pub | data/no-pool.yaml:12: key: no field decode_ppx; did you mean decode_pp?",
        "key: decode_ep, published: 0 | key: decode_tp, published: 0 | data/no-pool.yaml:11: rows[1].key: line 10 has a row for decode_tp already",
        "key: key\\n  pub | key: pattern\\n  pub | data/no-pool.yaml:5: of: a pattern is found in the value of a field, so name the field",
      })
  void a_row_that_names_nothing_is_refused(String from, String to, String says) throws IOException {
    if (says.contains("decode_ppx")) {
      Files.writeString(table, TABLE.replace("key: decode_pp,", "key: decode_ppx,"));
    }
    PackCopy.edit(table, from.replace("\\n", "\n"), to.replace("\\n", "\n"));
    assertThat(refused()).contains(says);
  }

  @Test
  void of_every_run_are_at_most_fifty_rows() throws IOException {
    StringBuilder many = new StringBuilder(TABLE.replace("key: key\n  p", "key: text\n  p"));
    for (int i = 0; i < 46; i++) {
      many.append("  - { key: k").append(i).append(", published: 1 }\n");
    }
    Files.writeString(table, many);
    assertThat(refused())
        .contains(
            "data/no-pool.yaml:9: rows: of every run are at most 50 rows, and these are 51;"
                + " of: [field] takes only those that the run's own value chooses");
  }

  /** A text of a table is as good as one in quotes: what nothing shows or asks for is refused. */
  @Test
  void a_key_that_comes_by_a_name_is_checked_like_one_in_quotes() throws IOException {
    Files.writeString(
        table, TABLE.replace("key: key\n  p", "key: text\n  p").replace("decode_ep", "decode_eq"));
    assertThat(refused())
        .contains(
            "topology.drl:86: rule \"a multinode run without a decode pool publishes the sizes of no"
                + " pool\": no block of the document shows the key decode_eq; did you mean decode_ep?");
  }

  @Test
  void a_row_of_every_run_has_no_field() throws IOException {
    rule("NoPool( $key", "NoPool( field == \"tp\", $key");
    assertThat(refused()).contains("a row of NoPool is of every run, and has no field");
  }

  @Test
  void a_name_that_no_row_has_is_refused() throws IOException {
    rule("NoPool( $key", "NoPool( key != \"decode_p\", $key");
    assertThat(refused()).contains("no row of no-pool has the key decode_p; did you mean decode_");
  }

  @Test
  void a_field_of_a_table_is_one_of_the_mapping() throws IOException {
    Files.writeString(
        pack.resolve("data/pool.yaml"),
        """
        about: What each role has of GPUs.
        word: Pool
        key: role
        of: every run
        columns:
          role: text
          gpus: field
        rows:
          - { role: prefill, gpus: num_prefill_gpu }
          - { role: decode, gpus: num_decode_gpu }
        """);
    Files.writeString(
        pack.resolve("pools.drl"),
        """
        package rungate.pools;

        import io.rungate.fact.IntegerField;
        import io.rungate.fact.Warning;
        import rungate.data.Pool;

        rule "no pool is larger than the cluster"
          @code( "pool-too-large" )
          @message( "The {role} pool has {gpus} GPUs." )
          @advice( "Correct it." )
          @why( "There are not more." )
          @since( "2.0.0" )
        when
          Pool( $role : role, $field : gpus )
          $pool : IntegerField( field == $field, $gpus : value, moreThan( 1000 ) )
        then
          insertLogical( new Warning( $pool ) );
        end
        """);
    Path audit = SampleRun.withPool().with("DECODE_GPUS", "2000").record(folder, pack.toString());
    assertThat(call("explain", audit.toString(), "pool-too-large").out())
        .contains("The decode pool has 2000 GPUs.")
        .contains("Pool( role=decode, gpus=num_decode_gpu )  from data/pool.yaml:10");
    PackCopy.edit(pack.resolve("data/pool.yaml"), "gpus: num_decode_gpu", "gpus: num_decode_gpus");
    assertThat(refused())
        .contains(
            "data/pool.yaml:10: gpus: no field num_decode_gpus; did you mean num_decode_gpu?");
  }

  @Test
  void the_catalogue_and_a_comparison_name_it() throws IOException {
    assertThat(call("rules", "docs", pack.toString()).code()).isZero();
    assertThat(pack.resolve("RULES.md"))
        .content()
        .contains("`NoPool` is of every run; [data/no-pool.yaml](data/no-pool.yaml), 5 rows.")
        .contains("| key (key) | published (integer) |");
    Path other = folder.resolve("other");
    assertThat(call("diff", PackCopy.of("v2", other).toString(), pack.toString()).out())
        .contains("+ every run");
  }
}
