package io.rungate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cli.PackCopy;
import io.rungate.cli.Program;
import io.rungate.cli.SampleRun;
import io.rungate.fact.Fact;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        insertLogical( new Value( "kv_p2p_transfer", true ) );
      end

      rule "excluded by a join"
      when
        $one : IntegerField( field == "prefill_tp" )
        not IntegerField( value == $one.value, field == "num_prefill_gpu" )
      then
        insertLogical( new Value( "kv_p2p_transfer", true ) );
      end

      rule "must exist"
      when
        Multinode()
        exists IntegerField( field == "prefill_tp", zero )
      then
        insertLogical( new Value( "kv_p2p_transfer", true ) );
      end

      rule "after an accumulate"
      when
        accumulate( $a : AbsentField(); $all : collectList( $a ) )
        Topology( name == "single-node" )
      then
        insertLogical( new Value( "kv_p2p_transfer", true ) );
      end

      rule "alternatives"
      when
        ( Topology( name == "single-node" ) or Topology( name == "disaggregated" ) )
      then
        insertLogical( new Value( "kv_p2p_transfer", true ) );
      end

      rule "not both"
      when
        not ( IntegerField( field == "prefill_tp" ) and IntegerField( field == "num_prefill_gpu" ) )
      then
        insertLogical( new Value( "kv_p2p_transfer", true ) );
      end

      rule "counted"
      when
        io.rungate.fact.Tally( moreThan( 1000 ) ) from accumulate( $a : AbsentField(), count( $a ) )
      then
        insertLogical( new Value( "kv_p2p_transfer", true ) );
      end

      rule "joined"
      when
        $tp : IntegerField( field == "prefill_tp", $size : value )
        $other : IntegerField( field == "prefill_ep", value == $size )
      then
        insertLogical( new Value( "kv_p2p_transfer", true ) );
      end

      rule "joined to nothing at all"
      when
        Contract( tolerant, $group : group )
        BooleanField( group == $group, value == false )
      then
        insertLogical( new Value( "kv_p2p_transfer", true ) );
      end

      rule "joined and met"
      when
        $tp : IntegerField( field == "prefill_tp", $size : value )
        $gpus : IntegerField( field == "num_prefill_gpu", value == $size )
      then
        insertLogical( new Value( "kv_p2p_transfer", true ) );
      end
      """;

  @TempDir static Path folder;
  private static RulePack pack;
  private static List<Fact> facts;

  @BeforeAll
  static void load() throws Exception {
    Path copy = PackCopy.of("v2", folder.resolve("pack"));
    Files.writeString(copy.resolve("shapes.drl"), SHAPES);
    pack = Program.load(copy);
    facts = SampleRun.colocated().without("PREFILL_HARDWARE").facts(folder, pack);
  }

  private static WhyNot whyNot(String name) throws JudgementException {
    RuleCard rule =
        pack.rules().stream().filter(card -> card.name().equals(name)).findFirst().orElseThrow();
    return WhyNot.of(pack, facts, rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "excluded | Excluded | found=[prefill_tp = 8]",
        "excluded by a join | Excluded | found=[num_prefill_gpu = 8]",
        "must exist | NoFact | nearest=prefill_tp = 8, fails=[zero]",
        "after an accumulate | NoFact | nearest=topology aggregated, fails=[name == \"single-node\"]",
        "alternatives | NoneOf | condition=( Topology( name == \"single-node\" ) or Topology(",
        "alternatives | NoneOf | Topology( name == \"disaggregated\" ), type=Topology, nearest=topology",
        "not both | Excluded | condition=not ( IntegerField( field == \"prefill_tp\" ) and IntegerField(",
        "counted | Untested | condition=accumulate(",
        "joined | NotJoined | candidates=[prefill_ep = 1], joins=[value == $size], bound=[$size = 8]",
        "joined to nothing at all | NoFact | nearest=",
      })
  void understands_every_shape_of_condition(String rule, String kind, String says)
      throws JudgementException {
    WhyNot answer = whyNot(rule);
    assertThat(answer.fired()).isEmpty();
    assertThat(answer.unmet().getClass().getSimpleName()).isEqualTo(kind);
    assertThat(answer.unmet().toString()).contains(says);
    assertThat(answer.met())
        .as("a condition is met or not met, not both")
        .noneMatch(met -> met.condition().equals(answer.unmet().condition()));
  }

  @Test
  void a_rule_whose_conditions_are_met_has_fired() throws JudgementException {
    WhyNot answer = whyNot("joined and met");
    assertThat(answer.fired()).hasSize(1);
    assertThat(answer.unmet()).isNull();
  }
}
