package io.rungate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.cli.Program;
import io.rungate.fact.Fact;
import io.rungate.fact.Value;
import io.rungate.gate.Gate;
import io.rungate.pack.RulePack;
import io.rungate.run.FactReader;
import io.rungate.run.RunInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted or added up keeps what it was made of. */
class TallyTest {
  private static final String RULES =
      """
      package rungate.small;

      import io.rungate.fact.*;

      declare Odd
        number : Metric @key
      end

      declare Known
        number : Metric @key
      end

      rule "every run is accepted"
      when Run() then insertLogical( Verdict.accepted() ); end

      """;

  @TempDir Path pack;

  @BeforeEach
  void a_pack_with_a_family() throws Exception {
    Files.writeString(
        pack.resolve("pack.yaml"),
        "name: small\nversion: 1.0.0\nstatus: draft\nengine: \"0.1\"\nsays: It counts.\n");
    Files.writeString(
        pack.resolve("fields.yaml"),
        """
        run-name: RESULT_FILENAME
        fields:
          name: { group: all, variable: RESULT_FILENAME }
          gpus: { group: all, variable: GPUS, type: integer }
        families:
          times: { group: all, keys: '^t', value: value }
        document:
          file: agg_{name}.json
          blocks:
            - keys: [name]
            - when-given: [gpus, answer]
        """);
  }

  private Evaluation evaluate(String rules, double... times) throws Exception {
    Files.writeString(
        pack.resolve("small.drl"), RULES.replace("import io.rungate.fact.*;", IMPORTS) + rules);
    RulePack loaded = Program.load(pack);
    Map<String, Object> result = new LinkedHashMap<>();
    for (int i = 0; i < times.length; i++) {
      result.put("t" + (i + 1), times[i]);
    }
    Map<String, String> variables = Map.of("RESULT_FILENAME", "sample", "GPUS", "2");
    RunInput input = new RunInput("sample", null, variables, result, "sample.json", "0", "");
    List<Fact> facts = new FactReader(loaded.mapping()).read(input);
    Evaluation evaluation = new Engine(loaded).evaluate(facts);
    new Gate(loaded).record(new Gate(loaded).judge(input)); // with a reason for everything
    return evaluation;
  }

  private static final String IMPORTS =
      """
      import io.rungate.fact.IntegerField;
      import io.rungate.fact.Metric;
      import io.rungate.fact.Run;
      import io.rungate.fact.Tally;
      import io.rungate.fact.Value;
      import io.rungate.fact.Verdict;
      import io.rungate.fact.Warning;\
      """;

  private static String answer(String when, String value) {
    return "rule \"answers\" when "
        + when
        + " then insertLogical( new Value( \"answer\", "
        + value
        + " ) ); end\n";
  }

  private static String because(Evaluation evaluation) {
    return evaluation.justifications().stream()
        .filter(reason -> reason.conclusion() instanceof Value)
        .findFirst()
        .orElseThrow()
        .because()
        .toString();
  }

  @ParameterizedTest
  @CsvSource({"count, 3", "sum, 6.5", "min, 1.0", "max, 3.5", "average, 2.1666666666666665"})
  void the_facts_that_were_counted_are_the_reasons(String function, String answer)
      throws Exception {
    String when =
        "$all : Tally() from accumulate( $one : Metric(), %s( $one ) )".formatted(function);
    Evaluation evaluation = evaluate(answer(when, "$all"), 2, 1, 3.5);
    assertThat(evaluation.values().get("answer")).hasToString("answer = " + answer);
    assertThat(because(evaluation)).isEqualTo("[t1 = 2.0, t2 = 1.0, t3 = 3.5]");
  }

  @Test
  void a_count_is_compared_where_it_is_matched() throws Exception {
    String rules =
        answer(
            "$all : Tally( moreThan( 1 ) ) from accumulate( $one : Metric(), count( $one ) )",
            "$all");
    assertThat(evaluate(rules, 1).values()).doesNotContainKey("answer");
    assertThat(evaluate(rules, 1, 2).values()).containsKey("answer");
  }

  @Test
  void nothing_is_zero_and_has_neither_least_nor_mean() throws Exception {
    String when = "$all : Tally() from accumulate( $one : Metric(), %s( $one ) )";
    assertThat(evaluate(answer(when.formatted("count"), "$all")).values().get("answer"))
        .hasToString("answer = 0");
    assertThat(evaluate(answer(when.formatted("sum"), "$all")).values().get("answer"))
        .hasToString("answer = 0");
    for (String function : List.of("min", "max", "average")) {
      assertThat(evaluate(answer(when.formatted(function), "$all")).values())
          .doesNotContainKey("answer");
    }
  }

  @Test
  void several_functions_go_over_the_same_facts() throws Exception {
    String when =
        "accumulate( $one : Metric(); $n : count( $one ), $most : max( $one ), $all : collectList( $one ) )";
    Evaluation evaluation = evaluate(answer(when, "$n.plus( $most )"), 5, 7);
    assertThat(evaluation.values().get("answer")).hasToString("answer = 9.0");
    assertThat(because(evaluation)).isEqualTo("[t1 = 5.0, t2 = 7.0]");
  }

  @Test
  void a_finding_about_a_count_shows_what_was_counted() throws Exception {
    String rules =
        """
        rule "warns" @code( "many" ) @message( "{n} are too many" )
        when $n : Tally( moreThan( 1 ) ) from accumulate( $one : Metric(), count( $one ) )
        then insertLogical( new Warning( $n ) ); end
        """
            + answer("Run()", "1");
    Finding finding = evaluate(rules, 1, 2).findings().get(0);
    assertThat(finding.message()).isEqualTo("2 are too many");
    assertThat(finding.evidence().toString()).isEqualTo("[t1 = 1.0, t2 = 2.0]");
  }

  /** What is counted may itself be concluded, and withdrawn once more is known. */
  @Test
  void a_conclusion_that_is_withdrawn_is_counted_no_longer() throws Exception {
    String rules =
        """
        rule "a number above one is odd, unless it is known"
        when $one : Metric( amount > 1 ) not Known( number == $one )
        then insertLogical( new Odd( $one ) ); end

        rule "the greatest is known"
        when
          Tally( $all : facts ) from accumulate( $odd : Odd(), count( $odd ) )
          $one : Metric( amount > 2 )
        then insertLogical( new Known( $one ) ); end

        """
            + answer("$all : Tally() from accumulate( $odd : Odd(), count( $odd ) )", "$all");
    Evaluation evaluation = evaluate(rules, 1, 2, 3);
    assertThat(evaluation.values().get("answer")).hasToString("answer = 1");
    assertThat(because(evaluation)).contains("t2").doesNotContain("t1", "t3");
    assertThat(
            evaluation.justifications().stream().filter(one -> one.conclusion() instanceof Value))
        .hasSize(1);
  }

  @Test
  void what_is_no_number_is_not_added_up() {
    String when = "$all : Tally() from accumulate( $one : Run(), sum( $one ) )";
    assertThatThrownBy(() -> evaluate(answer(when, "$all")))
        .hasMessageContaining("rule \"answers\": sum of Run, which is no number");
  }
}
