package io.rungate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.rungate.cli.Program;
import io.rungate.fact.Fact;
import io.rungate.pack.RulePack;
import io.rungate.run.FactReader;
import io.rungate.run.RunInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules that give no answer: the one at fault is named, with file and line. */
class EngineTest {

  /** Ends with line 18. */
  private static final String RULES =
      """
      package rungate.small;

      import io.rungate.fact.IntegerField;
      import io.rungate.fact.Run;
      import io.rungate.fact.Topology;
      import io.rungate.fact.Value;
      import io.rungate.fact.Verdict;

      rule "every run is accepted"
      when
        Run()
      then
        insertLogical( Verdict.accepted() );
      end

      rule "a value of its own"
      when Run()
      then insertLogical( new Value( "gpus", 1 ) ); end
      """;

  @TempDir Path pack;

  @BeforeEach
  void a_pack_of_a_few_lines() throws Exception {
    Files.writeString(
        pack.resolve("pack.yaml"),
        "name: small\nversion: 1.0.0\nstatus: draft\nengine: \"0.1\"\nsays: As few words as can be.\n");
    Files.writeString(
        pack.resolve("fields.yaml"),
        """
        run-name: RESULT_FILENAME
        fields:
          name: { group: all, variable: RESULT_FILENAME }
          gpus: { group: all, variable: GPUS, type: integer }
        document:
          file: agg_{name}.json
          blocks:
            - keys: [name, gpus]
        """);
    Files.writeString(pack.resolve("small.drl"), RULES);
  }

  @Test
  void rules_that_agree_give_an_answer() throws Exception {
    Evaluation evaluation = evaluate();
    assertThat(evaluation.accepted()).isTrue();
    assertThat(evaluation.values()).containsKey("gpus");
  }

  @Test
  void the_advice_of_a_finding_holds_the_values_of_its_run() throws Exception {
    Files.writeString(
        pack.resolve("small.drl"),
        RULES
            + """
            rule "a run has GPUs"
              @code( "no-gpus" ) @message( "{gpus} GPUs." ) @advice( "Export more than GPUS={gpus}." )
            when
              $bad : IntegerField( positive == false, $gpus : value )
            then
              insertLogical( new io.rungate.fact.Refusal( $bad ) );
            end
            """);
    assertThat(evaluate().findings())
        .extracting(Finding::message, Finding::advice)
        .containsExactly(tuple("0 GPUs.", "Export more than GPUS=0."));
  }

  @Test
  void a_rule_that_throws() throws Exception {
    add("fails", "$w : IntegerField()", "new Value( \"gpus\", $w.value().divide( $w.value() ) )");
    assertThat(fault())
        .endsWith(
            "small.drl:19: rule \"fails\": the rule throws: ArithmeticException: BigInteger divide by"
                + " zero");
  }

  @Test
  void a_condition_that_throws() throws Exception {
    add("fails", "IntegerField( value.divide( value ) == 1 )", "new Value( \"gpus\", 1 )");
    assertThat(fault())
        .contains("small.drl:19: rule \"fails\": a condition throws: ArithmeticException");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void rules_that_never_end() throws Exception {
    add(
        "counts",
        "$w : IntegerField()",
        "new IntegerField( \"x\", \"x\", $w.value().add( java.math.BigInteger.ONE ), $w.source() )");
    assertThat(fault()).contains("small.drl:19: rule \"counts\": the rules do not come to an end");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void rules_that_never_end_are_told_from_those_that_they_keep_going() throws Exception {
    String next =
        "new IntegerField( \"%s\", \"x\", $w.value().add( java.math.BigInteger.ONE ), $w.source() )";
    Files.writeString(
        pack.resolve("small.drl"),
        RULES
            + rule("ping", "$w : IntegerField( group == \"all\" )", next.formatted("ping"))
            + rule("pong", "$w : IntegerField( field == \"ping\" )", next.formatted("pong"))
            + rule("pang", "$w : IntegerField( field == \"pong\" )", next.formatted("ping"))
            + rule("once", "IntegerField( field == \"pong\", zero )", "new Topology( \"one\" )"));
    assertThat(fault())
        .containsPattern(
            "small.drl:\\d+: rule \"p[ao]ng\": the rules do not come to an end: of 1000")
        .contains(" firings after the first 20000, this one made 500, and rule \"p")
        .doesNotContain("once");
  }

  @Test
  void two_things_that_rules_rest_on_are_told_and_not_the_rule_that_rests_on_them()
      throws Exception {
    Files.writeString(
        pack.resolve("small.drl"),
        RULES
                .replace(
                    "\nrule \"every", "\ndeclare Size\n  gpus : String @key\nend\n\nrule \"every")
                .replace("new Value( \"gpus\", 1 )", "new Size( \"a\" )")
            + rule("other", "Run()", "new Size( \"b\" )")
            + rule("shown", "Size( $gpus : gpus )", "new Value( \"gpus\", $gpus )"));
    assertThat(fault())
        .endsWith(
            "small.drl:23: rule \"other\": the value of gpus has two answers: gpus = a and gpus = b,"
                + " since there are two: Size( gpus=b ) here, and Size( gpus=a ) by rule \"a value of"
                + " its own\" at small.drl:20");
  }

  private static String rule(String name, String when, String then) {
    return "rule \"%s\"\nwhen\n  %s\nthen\n  insertLogical( %s );\nend\n"
        .formatted(name, when, then);
  }

  @Test
  void rules_that_contradict_each_other() throws Exception {
    add("one", "Run()", "new Topology( \"one\" )");
    Files.writeString(
        pack.resolve("two.drl"),
        """
        package rungate.two;
        import io.rungate.fact.Run;
        import io.rungate.fact.Topology;
        rule "two" when Run() then insertLogical( new Topology( "two" ) ); end
        """);
    assertThat(fault())
        .contains("two.drl:4: rule \"two\": the topology has two answers: topology two here,")
        .contains("and topology one by rule \"one\" at small.drl:19");
  }

  private void add(String name, String when, String then) throws Exception {
    Files.writeString(pack.resolve("small.drl"), RULES + rule(name, when, then));
  }

  private Evaluation evaluate() throws JudgementException {
    RulePack loaded = Program.load(pack);
    RunInput input =
        new RunInput("sample", null, Map.of("GPUS", "0"), Map.of(), "sample.json", "0", "");
    List<Fact> facts = new FactReader(loaded.mapping()).read(input);
    return new Engine(loaded).evaluate(facts);
  }

  private String fault() {
    return catchThrowableOfType(JudgementException.class, this::evaluate).problem().toString();
  }
}
