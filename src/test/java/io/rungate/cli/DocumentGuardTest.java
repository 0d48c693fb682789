package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack that forgets to look: what it would publish is refused all the same. */
class DocumentGuardTest {
  @TempDir Path folder;

  private Path pack;
  private Path run;

  @BeforeEach
  void a_pack_that_accepts_everything() {
    pack = folder.resolve("pack");
    run = folder.resolve("run");
    Sample.write(
        pack.resolve("pack.yaml"),
        "name: trusting\nversion: 1.0.0\nstatus: draft\nengine: \"0.1\"\nsays: All is well.\n");
    Sample.write(
        pack.resolve("fields.yaml"),
        """
        fields:
          name: { group: all, variable: RESULT_FILENAME }
          gpus: { group: sizes, variable: GPUS, type: integer, at-least: 1 }
          rate: { group: all, result: rate, type: number }
          tree: { group: all, result: tree, type: json }
        families:
          times: { group: times, keys: '_ms$', value: value / 1000, bounds: [{ above: 0 }] }
        run-name: RESULT_FILENAME
        document:
          file: agg_{name}.json
          blocks:
            - when-given: [name, gpus, rate, tree]
            - families: [times]
        """);
    rules("");
  }

  private void rules(String more) {
    Sample.write(
        pack.resolve("trusting.drl"),
        """
        package rungate.trusting;

        import io.rungate.fact.Contract;
        import io.rungate.fact.Run;
        import io.rungate.fact.Verdict;

        rule "every run is accepted"
        when Run() then insertLogical( Verdict.accepted() ); end

        rule "nobody owes the results"
        when Run() then insertLogical( Contract.tolerant( "all" ) ); end

        """
            + more);
  }

  private Program.Result process(String gpus, String result) {
    Sample.write(run.resolve("sample.json"), result);
    return new Program(run)
        .with(Map.of("RESULT_FILENAME", "sample", "GPUS", gpus))
        .run("process", "--rules", pack.toString());
  }

  private void rejects(String gpus, String result, String... sentences) {
    Program.Result call = process(gpus, result);
    assertThat(call.err()).contains(sentences);
    assertThat(call.code()).isEqualTo(1);
    assertThat(run.resolve("agg_sample.json")).doesNotExist();
    Program auditor = new Program(run);
    String record = run.resolve("audit_sample.json").toString();
    Program.Result explained = auditor.run("explain", record);
    assertThat(explained.out()).as(explained.err()).contains(sentences[0]);
    assertThat(auditor.run("replay", record, "--rules", pack.toString()).code()).isZero();
  }

  @Test
  void a_run_of_which_every_value_is_sound_is_accepted() {
    assertThat(process("8", "{\"rate\":1.5,\"tree\":[1],\"a_ms\":3}").code()).isZero();
  }

  @Test
  void what_is_not_finite_is_no_json() {
    rejects(
        "8",
        "{\"rate\":NaN,\"tree\":[{\"a\":-Infinity}],\"a_ms\":Infinity}",
        "not-json",
        "rate would be NaN, which JSON has no word for.",
        "tree would be [{\"a\":-Infinity}], which JSON has no word for.",
        "a_ms would be Infinity, which JSON has no word for.");
  }

  @Test
  void what_no_contract_covers_is_checked_where_it_is_shown() {
    rejects(
        "-5",
        "{\"a_ms\":0}",
        "unchecked-value",
        "GPUS is -5; it must be at least 1.",
        "a_ms is 0.0; it must be above 0.");
    rejects("abc", "{\"a_ms\":\"3\"}", "GPUS must be an integer, not \"abc\".", "a_ms is the text");
  }

  @Test
  void what_a_contract_covers_is_left_to_the_pack() {
    rules(
        """
        rule "nobody owes the sizes"
        when Run() then insertLogical( Contract.tolerant( "sizes" ) ); end
        """);
    assertThat(process("-5", "{}").code()).isZero();
  }
}
