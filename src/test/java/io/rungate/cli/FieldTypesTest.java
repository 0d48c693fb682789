package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times and lists of allowed values, from the mapping to the record. */
class FieldTypesTest {
  @TempDir Path folder;

  private Path pack;
  private Path run;

  @BeforeEach
  void a_pack_that_knows_when_a_run_took_place() {
    pack = folder.resolve("pack");
    run = folder.resolve("run");
    Sample.write(
        pack.resolve("pack.yaml"),
        "name: dated\nversion: 1.0.0\nstatus: draft\nengine: \"0.1\"\nsays: A run ends after it starts.\n");
    Sample.write(
        pack.resolve("fields.yaml"),
        """
        fields:
          name: { group: all, variable: RESULT_FILENAME }
          engine: { group: all, variable: ENGINE, one-of: [vllm, sglang, trt] }
          nodes: { group: all, variable: NODES, type: integer, one-of: [1, 2, 4], default: 1 }
          started: { group: all, variable: STARTED, type: time }
          ended: { group: all, result: end, type: time }
        run-name: RESULT_FILENAME
        document:
          file: agg_{name}.json
          blocks:
            - when-given: [engine, nodes, started, ended]
        """);
    Sample.write(
        pack.resolve("dated.drl"),
        """
        package rungate.dated;

        import io.rungate.fact.Contract;
        import io.rungate.fact.MalformedField;
        import io.rungate.fact.Refusal;
        import io.rungate.fact.Run;
        import io.rungate.fact.TimeField;
        import io.rungate.fact.Verdict;

        rule "a run that no rule refuses is accepted"
        when Run() not Refusal() then insertLogical( Verdict.accepted() ); end

        rule "a run that a rule refuses is rejected"
        when exists Refusal() then insertLogical( Verdict.rejected() ); end

        rule "nobody owes anything"
        when Run() then insertLogical( Contract.tolerant( "all" ) ); end

        rule "what is given can be read"
          @code( "unreadable" )
          @message( "{name} {reason}" )
        when $bad : MalformedField( $name : name, $reason : reason )
        then insertLogical( new Refusal( $bad ) ); end

        rule "a run ends after it starts"
          @code( "ends-early" )
          @message( "it ended at {end}, before {start}" )
        when
          $started : TimeField( field == "started", isAfter( "2026-01-01" ), $start : value )
          $ended : TimeField( field == "ended", isBefore( $started ), $end : value )
        then insertLogical( new Refusal( $started, $ended ) ); end
        """);
  }

  private Program.Result process(Map<String, String> variables, String result) {
    Sample.write(run.resolve("sample.json"), result);
    Map<String, String> all = new HashMap<>(variables);
    all.put("RESULT_FILENAME", "sample");
    Program.Result call =
        new Program(run).with(all).run("process", "--rules", pack.toString(), "--color=never");
    String record = run.resolve("audit_sample.json").toString();
    Program.Result replay = new Program(run).run("replay", record, "--rules", pack.toString());
    assertThat(replay.code()).as(replay.out() + replay.err()).isZero();
    return call;
  }

  @Test
  void a_time_is_compared_as_a_time_and_shown_as_it_was_given() throws IOException {
    Program.Result call =
        process(
            Map.of("STARTED", "20260710-013628", "ENGINE", "vllm", "NODES", "04"),
            "{\"end\": 1783647389.5}");
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(Files.readString(run.resolve("agg_sample.json")))
        .isEqualToNormalizingNewlines(
            "{\n  \"engine\": \"vllm\",\n  \"nodes\": 4,\n  \"started\": \"20260710-013628\",\n"
                + "  \"ended\": 1783647389.5\n}");
  }

  @Test
  void a_run_that_ends_before_it_starts_is_refused() {
    Program.Result call = process(Map.of("STARTED", "2026-07-10"), "{\"end\": \"2026-07-09\"}");
    assertThat(call.err())
        .contains("it ended at 2026-07-09T00:00:00Z, before 2026-07-10T00:00:00Z");
    assertThat(call.code()).isEqualTo(1);
  }

  @Test
  void what_is_no_time_or_not_allowed_is_told_with_what_would_be() {
    Program.Result call =
        process(Map.of("STARTED", "noon", "ENGINE", "vlm", "NODES", "3"), "{\"end\": [1]}");
    assertThat(call.err())
        .contains("STARTED must be a time such as 2026-07-10T01:36:28Z, ")
        .contains("end must be a time such as ", "since 1970, not [1]")
        .contains("ENGINE must be one of vllm, sglang, trt, not \"vlm\"; did you mean vllm?")
        .contains("NODES must be one of 1, 2, 4, not \"3\"");
    assertThat(call.code()).isEqualTo(1);
  }

  @Test
  void a_time_in_a_rule_that_is_none_is_told_when_the_pack_is_loaded() throws IOException {
    Path rules = pack.resolve("dated.drl");
    Sample.write(rules, Files.readString(rules).replace("2026-01-01", "2026-13-01"));
    Program.Result call = new Program(run).run("rules", "lint", pack.toString());
    assertThat(call.out()).contains("\"2026-13-01\" is no time");
    assertThat(new Program(run).run("process", "--rules", pack.toString()).err())
        .contains("dated.drl:29: rule \"a run ends after it starts\": \"2026-13-01\" is no time");
  }
}
