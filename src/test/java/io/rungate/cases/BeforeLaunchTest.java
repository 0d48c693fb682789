package io.rungate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cli.Program;
import io.rungate.engine.Evaluation;
import io.rungate.gate.Gate;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said of an environment before launch is what will be said of it afterwards: of a whole
 * run's findings those that do not rest on its result, word by word. Every case is held to it.
 */
class BeforeLaunchTest {
  private static final String RULE =
      """

      rule "a rate was measured"
        @code( "no-rate" )
        @message( "There is no rate." )
        @advice( "Measure it." )
        @why( "A test asks for it." )
      when
        $run : io.rungate.fact.Run()
        not io.rungate.fact.NumberField( field == "total_throughput" )
      then
        insertLogical( new io.rungate.fact.Refusal( $run ) );
      end
      """;

  @TempDir Path temp;

  @Test
  void a_rule_that_objects_to_what_only_a_result_could_give_fails_its_cases() throws PackException {
    Workshop copy = Workshop.in(temp);
    copy.write("plausibility.drl", copy.read("plausibility.drl") + RULE);
    copy.write(
        "cases/no-rate.yaml",
        """
        code: no-rate
        base: single-node
        cases:
          - name: nothing is said
            expect: { verdict: accepted }
          - name: the case says that it is so
            expect: { verdict: accepted, before-launch: [no-rate] }
        """);
    List<CaseResult> results =
        copy.trial().all().stream()
            .filter(result -> result.of().topic().equals("no-rate"))
            .toList();
    assertThat(results.get(1).differences()).isEmpty();
    assertThat(results.get(0).differences())
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.what()).isEqualTo("findings before launch");
              assertThat(difference.expected()).isEqualTo("none");
              assertThat(difference.actual()).isEqualTo("no-rate");
              assertThat(difference.reasons()).contains("no-rate: There is no rate.");
            });
  }

  /** Both kinds have to be there, or the comparison shows nothing. */
  @Test
  void some_findings_rest_on_the_result_and_some_do_not() throws Exception {
    RulePack pack = Program.pack("v2");
    Gate gate = new Gate(pack);
    int all = 0;
    int foreseen = 0;
    List<CaseFile> cases = CaseReader.read(pack, CaseFolder.read(Path.of("rules/v2")));
    for (RunCase one : CaseFile.cases(cases).toList()) {
      Evaluation whole = gate.judge(CaseRunner.input(one, pack.mapping())).evaluation();
      all += whole.findings().size();
      foreseen +=
          whole.findings().stream()
              .filter(finding -> !CaseRunner.restsOnResult(whole, finding.justification()))
              .count();
    }
    assertThat(foreseen).isGreaterThan(50);
    assertThat(all - foreseen).isGreaterThan(20);
  }
}
