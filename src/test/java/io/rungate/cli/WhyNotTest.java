package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhyNotTest {

  /** Rules of every shape, none of which a colocated run meets but the last. */
  private static final String SHAPES =
      """
      package rungate.shapes;

      import io.rungate.fact.AbsentField;
      import io.rungate.fact.Contract;
      import io.rungate.fact.BooleanField;
      import io.rungate.fact.Topology;
      import io.rungate.fact.Value;
      import io.rungate.fact.IntegerField;
      import rungate.vocabulary.Multinode;

      rule "excluded"
      when
        Multinode()
        not IntegerField( field == "prefill_tp", positive )
      then
        insertLogical( new Value( "shape", true ) );
      end

      rule "excluded by a join"
      when
        $one : IntegerField( field == "prefill_tp" )
        not IntegerField( value == $one.value, field == "num_prefill_gpu" )
      then
        insertLogical( new Value( "shape", true ) );
      end

      rule "must exist"
      when
        Multinode()
        exists IntegerField( field == "prefill_tp", zero )
      then
        insertLogical( new Value( "shape", true ) );
      end

      rule "after an accumulate"
      when
        accumulate( $a : AbsentField(); $all : collectList( $a ) )
        Topology( name == "single-node" )
      then
        insertLogical( new Value( "shape", true ) );
      end

      rule "alternatives"
      when
        ( Topology( name == "single-node" ) or Topology( name == "disaggregated" ) )
      then
        insertLogical( new Value( "shape", true ) );
      end

      rule "joined"
      when
        $tp : IntegerField( field == "prefill_tp", $size : value )
        $other : IntegerField( field == "prefill_ep", value == $size )
      then
        insertLogical( new Value( "shape", true ) );
      end

      rule "joined to nothing at all"
      when
        Contract( tolerant, $group : group )
        BooleanField( group == $group, value == false )
      then
        insertLogical( new Value( "shape", true ) );
      end

      rule "joined and met"
      when
        $tp : IntegerField( field == "prefill_tp", $size : value )
        $gpus : IntegerField( field == "num_prefill_gpu", value == $size )
      then
        insertLogical( new Value( "shape", true ) );
      end
      """;

  @TempDir static Path folder;
  private static Path pack;
  private static Path audit;

  @BeforeAll
  static void record() throws IOException {
    pack = PackCopy.of("v2", folder.resolve("pack"));
    Files.writeString(pack.resolve("shapes.drl"), SHAPES);
    audit = SampleRun.colocated().without("PREFILL_HARDWARE").record(folder, "v2");
  }

  private static Program.Result whyNot(String rule) {
    return new Program(folder).run("explain", audit.toString(), "--why-not", rule);
  }

  private static String whyNotShape(String rule) {
    return new Program(folder)
        .run("explain", audit.toString(), "--why-not", rule, "--rules", pack.toString())
        .out();
  }

  @Test
  void names_the_first_condition_without_a_match_and_the_nearest_fact() {
    Program.Result result = whyNot("a multinode run with a decode pool is disaggregated");
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .matches(
            """
            rule "a multinode run with a decode pool is disaggregated" did not fire  .*rules/v2/topology.drl:27
              met      Multinode\\(\\)  by Multinode
              not met  IntegerField\\( field == "num_decode_gpu", zero == false \\)
                       the nearest is num_decode_gpu = 0, which fails: zero == false
            """);
  }

  @Test
  void says_that_a_rule_did_fire_and_why() {
    assertThat(whyNot("a multinode run without decode GPUs is aggregated").out())
        .contains("\" fired  ")
        .contains("  it concluded topology aggregated\n  because Multinode; num_decode_gpu = 0\n");
    assertThat(whyNotShape("joined and met")).contains("\" fired  ");
  }

  @Test
  void answers_for_every_rule_of_a_code() {
    assertThat(whyNot("hardware-unpaired").out())
        .contains("decode is missing\" did not fire")
        .contains("prefill is missing\" did not fire")
        .contains("there is no such TextField, but: PREFILL_HARDWARE is not given")
        .contains("met      Contract( group == \"hardware\" )  by tolerant contract for hardware");
  }

  @Test
  void says_that_there_is_no_fact_of_the_sort() {
    assertThat(whyNot("missing-variables").out())
        .contains(
            "not met  RequiredFieldMissing( variable )\n           there is no RequiredFieldMissing\n");
  }

  @Test
  void shows_what_candidates_were_joined_against() {
    assertThat(whyNot("an absent field of a strict contract is missing").out())
        .contains("not met  AbsentField( group == $group )\n")
        .containsPattern(
            "none of DCP_SIZE is not given; .*; and \\d+ more goes with what was matched")
        .contains("it would take group == $group\n")
        .contains("and before there are $group = base; $group = prefill;");
  }

  @Test
  void shows_what_a_rule_excludes() {
    assertThat(whyNot("a multinode run owes its decode details unless it is aggregated").out())
        .contains("not met  not Topology( name == \"aggregated\" )\n")
        .contains("there is topology aggregated, which the rule excludes\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "excluded | there is prefill_tp = 8, which the rule excludes",
        "excluded by a join | there is num_prefill_gpu = 8, which the rule excludes",
        "must exist | the nearest is prefill_tp = 8, which fails: zero",
        "after an accumulate | the nearest is topology aggregated, which fails: name == \"single-node\"",
        "alternatives | the nearest is topology aggregated, which fails: name ==",
        "joined | none of prefill_ep = 1 goes with what was matched before",
        "joined to nothing at all | the nearest is",
      })
  void understands_every_shape_of_condition(String rule, String reason) {
    assertThat(whyNotShape(rule)).contains("\" did not fire  ").contains(reason);
  }

  @Test
  void shows_the_value_that_a_join_asked_for() {
    assertThat(whyNotShape("joined"))
        .contains("it would take value == $size\n")
        .contains("and before there is $size = 8\n");
  }

  /** A condition that is called unmet must be so: every rule of a pack, over runs of all sorts. */
  @Test
  void whatever_fired_is_said_to_have_fired_and_whatever_did_not_has_an_unmet_condition() {
    for (SampleRun run :
        new SampleRun[] {
          SampleRun.colocated().named("a"),
          SampleRun.withPool().named("b").with("DISAGG", "false"),
          SampleRun.singleNode().named("c").with("TP", "x"),
          SampleRun.colocated().named("d").without("PREFILL_TP").measuring("mean_itl_ms", "NaN"),
          SampleRun.colocated().named("e").result(null),
        }) {
      Path record = run.record(folder, "v2");
      for (io.rungate.pack.RuleCard card : Program.pack("v2").rules()) {
        String out =
            new Program(folder).run("explain", record.toString(), "--why-not", card.name()).out();
        assertThat(out)
            .as(run.name() + ": " + card.name())
            .contains(out.contains("\" fired  ") ? "  it concluded " : "  not met  ")
            .doesNotContain("cannot be tested alone");
      }
    }
  }

  @Test
  void helps_with_names() {
    Program.Result result = whyNot("missing-variable");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "rungate: no rule of the pack has the name or code missing-variable; did you mean"
                + " missing-variables?\n");
  }
}
