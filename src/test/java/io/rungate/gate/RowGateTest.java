package io.rungate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.cli.Sample;
import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.engine.JudgementException;
import io.rungate.pack.PackException;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.RulePack;
import io.rungate.rules.PackLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row is judged by itself, by the rules of runs that find their fields in it and by its own. */
class RowGateTest {
  private static final String SWEEP =
      """
      signatures:
        row: { at-least: 2, keys: [rate, gpus, region] }
        result: { at-least: 1, keys: [seconds] }
      rows:
        fields:
          rate: { group: row, key: rate, type: number }
          gpus: { group: row, key: [shape, gpus], type: integer, at-least: 1 }
        families:
          waits: { group: waits, keys: '^wait_', value: value }
          calls:
            group: waits
            path: [calls, { name: '^[a-z]+$' }, seconds]
            key: call_{name}
            value: value
      points:
        each: load
        fields:
          rate: { group: point, key: rate, type: number }
          load: { group: point, key: load, type: integer }
      keep: [label]
      """;

  /** Of runs, and rows that have the field are held to it, too. */
  private static final String RATES =
      """
      package small.rates;

      import io.rungate.fact.RealField;
      import io.rungate.fact.Refusal;
      import io.rungate.fact.Run;
      import io.rungate.fact.Verdict;

      rule "a rate is above zero"
        @code( "rate-low" )
        @message( "The rate is {value}." )
        @why( "Else nothing ran." )
      when
        $rate : RealField( field == "rate", lessThan( 1 ), $value : amount )
      then
        insertLogical( new Refusal( $rate ) );
      end

      rule "a run is accepted"
        @why( "It is a small pack." )
      when
        Run()
        not Refusal()
      then
        insertLogical( Verdict.accepted() );
      end

      rule "what is refused is rejected"
        @why( "It is a small pack." )
      when
        exists Refusal()
      then
        insertLogical( Verdict.rejected() );
      end
      """;

  private static final String LABELS =
      """
      package small.rows.labels;

      import io.rungate.fact.ExpectedPoint;
      import io.rungate.fact.Metric;
      import io.rungate.fact.NumberField;
      import io.rungate.fact.OutOfBounds;
      import io.rungate.fact.Refusal;
      import io.rungate.fact.Row;
      import io.rungate.fact.Value;
      import io.rungate.fact.Verdict;

      rule "a row is accepted"
        @why( "It is a small pack." )
      when
        Row()
        not Refusal()
      then
        insertLogical( Verdict.accepted() );
      end

      rule "a row has a GPU"
        @code( "no-gpu" )
        @message( "{name} is {value}." )
        @why( "Else nothing ran." )
      when
        $bad : OutOfBounds( group == "row", $name : name, $value : value )
      then
        insertLogical( new Refusal( $bad ) );
      end

      rule "a wait is short"
        @code( "long-wait" )
        @message( "{key} is {value}." )
        @why( "It is a small pack." )
      when
        $bad : Metric( family in ( "waits", "calls" ), amount > 9, $key : key, $value : amount )
      then
        insertLogical( new Refusal( $bad ) );
      end

      rule "the rate of a point is its label"
        @why( "It is a small pack." )
      when
        ExpectedPoint()
        $rate : NumberField( field == "rate" )
      then
        insertLogical( new Value( "label", $rate ) );
      end
      """;

  @TempDir Path folder;
  private Path pack;

  @BeforeEach
  void writePack() {
    pack = folder.resolve("pack");
    Sample.smallPack(pack, "rate: { group: base, variable: RATE, type: number }", "rate");
    Sample.write(pack.resolve("rates.drl"), RATES);
    Sample.write(pack.resolve("sweep.yaml"), SWEEP);
    Sample.write(pack.resolve("rows/labels.drl"), LABELS);
  }

  private RulePack load() throws PackException {
    return new PackLoader(folder.resolve("cache")).load(pack);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> json(String text) throws Exception {
    return (Map<String, Object>) PythonJsonReader.read(text);
  }

  private String judged(String row) throws Exception {
    Evaluation evaluation = new RowGate(load()).row("row", json(row)).evaluation();
    String verdict = evaluation.accepted() ? "accepted" : "rejected";
    return verdict + evaluation.findings().stream().map(Finding::message).toList();
  }

  @Test
  void a_row_is_judged_by_the_rules_of_its_own_and_those_of_runs() throws Exception {
    assertThat(judged("{'rate':1,'shape':{'gpus':8}}".replace('\'', '"'))).isEqualTo("accepted[]");
    assertThat(judged("{'rate':0,'shape':{'gpus':0}}".replace('\'', '"')))
        .isEqualTo("rejected[The rate is 0.0., shape.gpus is 0.]");
  }

  @Test
  void keys_by_pattern_are_metrics_wherever_they_lie() throws Exception {
    String row = "{'rate':1,'wait_a':10,'calls':{'get':{'seconds':11},'PUT':{'seconds':12}}}";
    assertThat(judged(row.replace('\'', '"')))
        .isEqualTo("rejected[call_get is 11.0., wait_a is 10.0.]");
  }

  @Test
  void a_point_has_values_and_no_verdict() throws Exception {
    Evaluation point =
        new RowGate(load()).point("job 1, load 4", json("{\"rate\":2.5,\"load\":4}"));
    assertThat(point.values().get("label")).hasToString("label = 2.5");
    assertThat(point.verdict()).isNull();
    assertThat(point.facts().get(0)).hasToString("expected point job 1, load 4");
  }

  @Test
  void a_rule_that_fails_for_one_row_does_not_for_the_next() throws Exception {
    String failing = LABELS.replace("amount > 9,", "amount > 9 / (key.length() - 6),");
    Sample.write(pack.resolve("rows/labels.drl"), failing);
    RowGate gate = new RowGate(load());
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> gate.row("row", json("{\"rate\":0,\"wait_a\":1}")))
          .isInstanceOf(JudgementException.class);
      assertThat(gate.row("row", json("{\"rate\":1}")).accepted()).isTrue();
    }
  }

  @Test
  void documents_are_told_apart_by_their_keys() throws Exception {
    RowGate gate = new RowGate(load());
    assertThat(gate.recognised(Set.of("rate", "gpus"))).contains("row");
    assertThat(gate.recognised(Set.of("rate", "seconds"))).contains("result");
  }

  @Test
  void a_rule_file_lies_where_its_package_says() {
    Sample.write(
        pack.resolve("rows/labels.drl"), LABELS.replace("small.rows.labels", "small.labels"));
    assertThatThrownBy(this::load)
        .hasMessageContaining("rows/labels.drl:1")
        .hasMessageContaining("ends in .rows.labels, not small.labels");
  }

  @Test
  void a_field_of_one_name_has_one_type() {
    Sample.write(
        pack.resolve("sweep.yaml"),
        SWEEP.replace("rate, type: number }\n    gpus", "rate }\n    gpus"));
    assertThatThrownBy(this::load)
        .hasMessageContaining(
            "the field rate is type: text here and type: number at fields.yaml:2");
  }

  @Test
  void a_field_of_rows_that_is_almost_one_of_runs_is_told() {
    Sample.write(
        pack.resolve("sweep.yaml"), SWEEP.replace("rate: { group: row", "raet: { group: row"));
    assertThatThrownBy(this::load)
        .hasMessageContaining("rows.fields.raet is almost what a run has; did you mean rate?");
  }

  @Test
  void what_is_wrong_with_the_mapping_of_rows_is_told_at_once() {
    Sample.write(
        pack.resolve("sweep.yaml"),
        SWEEP
            .replace("at-least: 2", "at-least: 4")
            .replace("each: load", "eech: load")
            .replace("key: [shape, gpus]", "kee: gpus"));
    assertThatThrownBy(this::load)
        .hasMessageContaining("signatures.row.at-least must be a number of keys")
        .hasMessageContaining("no key points.eech; did you mean each?")
        .hasMessageContaining("rows.fields.gpus: the key key is missing")
        .hasMessageContaining("no key rows.fields.gpus.kee; did you mean key?");
  }

  @Test
  void rules_of_rows_need_a_mapping_of_rows() throws Exception {
    Files.delete(pack.resolve("sweep.yaml"));
    assertThatThrownBy(this::load)
        .hasMessageContaining("the pack has no sweep.yaml, so nothing in rows/ is ever judged");
  }
}
