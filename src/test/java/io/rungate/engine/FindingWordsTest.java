package io.rungate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.cli.Program;
import io.rungate.pack.RulePack;
import io.rungate.run.FactReader;
import io.rungate.run.RunInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What findings say, and in which order people read them. */
class FindingWordsTest {
  @TempDir Path pack;

  @BeforeEach
  void a_pack_with_a_count_and_a_rate() throws Exception {
    Files.writeString(
        pack.resolve("pack.yaml"),
        "name: small\nversion: 1.0.0\nstatus: draft\nengine: \"0.1\"\nsays: It speaks.\n");
    Files.writeString(
        pack.resolve("fields.yaml"),
        """
        run-name: RESULT_FILENAME
        fields:
          name: { group: all, variable: RESULT_FILENAME }
          tokens: { group: all, variable: TOKENS, type: integer }
          rate: { group: all, variable: RATE, type: number }
        document:
          file: agg_{name}.json
          blocks:
            - keys: [name]
        """);
  }

  private static String rule(String code, String annotations, String when, String evidence) {
    return """
        rule "%1$s"
          @code( "%1$s" )
          %2$s
        when %3$s
        then insertLogical( new Warning( %4$s ) ); end

        """
        .formatted(code, annotations, when, evidence);
  }

  private List<Finding> findings(String rules) throws Exception {
    Files.writeString(
        pack.resolve("small.drl"),
        """
        package rungate.small;

        import io.rungate.fact.IntegerField;
        import io.rungate.fact.NumberField;
        import io.rungate.fact.Run;
        import io.rungate.fact.Verdict;
        import io.rungate.fact.Warning;

        rule "every run is accepted"
        when Run() then insertLogical( Verdict.accepted() ); end

        """
            + rules);
    RulePack loaded = Program.load(pack);
    Map<String, String> variables =
        Map.of("RESULT_FILENAME", "sample", "TOKENS", "1234567", "RATE", "0.0061728");
    RunInput input = new RunInput("sample", null, variables, Map.of(), "sample.json", "0", "");
    return new Engine(loaded).evaluate(new FactReader(loaded.mapping()).read(input)).findings();
  }

  private String message(String message) throws Exception {
    String when =
        "$count : IntegerField( $tokens : value ) $other : NumberField( field == \"rate\", $rate : amount )";
    return findings(rule("says", "@message( \"" + message + "\" )", when, "$count"))
        .get(0)
        .message();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{tokens} of {rate}       | 1234567 of 0.0061728",
        "{tokens:%,d} tokens      | 1,234,567 tokens",
        "{rate:%.2f} s            | 0.01 s",
        "{rate:%.2e} s            | 6.17e-03 s",
        "{tokens:%,.1f}           | 1,234,567.0",
        "{rate:%d}                | 0",
        "{count:%,d} by the fact  | 1,234,567 by the fact",
        "{amount:%.3f} in reach   | 0.006 in reach",
        "[of {rate:%.1f}]         | of 0.0",
      })
  void a_number_is_shown_in_the_form_that_the_message_asks_for(String template, String says)
      throws Exception {
    assertThat(message(template)).isEqualTo(says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{rate:%s}    | the message shows a number as %s, which is none of %d, %,d, %.1f, %.1e",
        "{rat:%.1f}   | the message names {rat:%.1f}, and nothing is called $rat",
        "{group}      | the message names {group}, which 2 facts of the rule have; bind the one: $group : group",
        "{amonut}     | the message names {amonut}, and nothing is called $amonut",
      })
  void what_cannot_be_shown_is_refused_with_the_pack(String template, String says) {
    assertThatThrownBy(() -> message(template)).hasMessageContaining(says);
  }

  @Test
  void what_is_only_asked_for_and_not_matched_is_not_in_reach() {
    String rules =
        rule("says", "@message( \"{amount}\" )", "$run : Run() exists NumberField()", "$run");
    assertThatThrownBy(() -> findings(rules)).hasMessageContaining("nothing is called $amount");
  }

  @Test
  void a_cause_stands_above_what_it_explains() throws Exception {
    String said = "@message( \"x\" )";
    String rules =
        rule("effect", said, "$run : Run()", "$run")
            + rule("root", said + " @explains( \"middle\" )", "$run : Run()", "$run")
            + rule("middle", said + " @explains( \"effect, other\" )", "$run : Run()", "$run")
            + rule("other", said, "$run : Run()", "$run");
    assertThat(findings(rules).stream().map(Finding::code))
        .containsExactly("root", "middle", "effect", "other");
  }

  @Test
  void what_explains_nothing_or_itself_is_refused_with_the_pack() {
    String said = "@message( \"x\" ) @explains( ";
    assertThatThrownBy(
            () ->
                findings(
                    rule("effect", "@message( \"x\" )", "$run : Run()", "$run")
                        + rule("cause", said + "\"efect\" )", "$run : Run()", "$run")))
        .hasMessageContaining("explains efect, and no rule has this code; did you mean effect?");
    assertThatThrownBy(
            () ->
                findings(
                    rule("one", said + "\"two\" )", "$run : Run()", "$run")
                        + rule("two", said + "\"one\" )", "$run : Run()", "$run")))
        .hasMessageContaining("explains two, which explains it in turn");
  }
}
