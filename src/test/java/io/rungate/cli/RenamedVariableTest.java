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

/** A variable has a new name, and launchers that still export the old one are understood. */
class RenamedVariableTest {
  @TempDir Path folder;
  private Path pack;
  private Path fields;

  @BeforeEach
  void writePack() throws IOException {
    pack = PackCopy.of("v2", folder.resolve("pack"));
    fields = pack.resolve("fields.yaml");
    PackCopy.edit(fields, "variable: DECODE_TP,", "variable: [DECODE_TP_SIZE, DECODE_TP],");
    PackCopy.edit(fields, "variable: FRAMEWORK }", "variable: [ENGINE, FRAMEWORK] }");
  }

  private Program.Result call(String... args) {
    return new Program(folder).run(args);
  }

  private Program.Result explain(SampleRun run, String... args) {
    String audit = run.record(folder.resolve("out"), pack.toString()).toString();
    return args.length == 0 ? call("explain", audit) : call("explain", audit, args[0]);
  }

  private static SampleRun pool() {
    return SampleRun.withPool().without("DECODE_TP");
  }

  @Test
  void the_first_that_is_given_counts_and_the_record_says_which() {
    assertThat(explain(pool().with("DECODE_TP", "4"), "decode_tp").out())
        .contains("decode_tp = 4  from variable DECODE_TP=4");
    assertThat(explain(pool().with("DECODE_TP_SIZE", "8"), "decode_tp").out())
        .contains("decode_tp = 8  from variable DECODE_TP_SIZE=8");
    SampleRun both = pool().with("DECODE_TP_SIZE", "8").with("DECODE_TP", "8");
    assertThat(explain(both, "decode_tp").out())
        .contains("decode_tp = 8  from variable DECODE_TP_SIZE=8");
  }

  @Test
  void two_that_differ_are_no_value() {
    SampleRun both = pool().with("DECODE_TP_SIZE", "8").with("DECODE_TP", "4");
    assertThat(explain(both).out())
        .contains("REJECTED")
        .contains("DECODE_TP_SIZE and DECODE_TP differ: \"8\" and \"4\"");
    SampleRun texts = pool().with("DECODE_TP", "8").with("ENGINE", "sglang");
    assertThat(explain(texts).out()).contains("ENGINE and FRAMEWORK differ: \"sglang\" and \"");
  }

  @Test
  void what_cannot_be_read_is_told_under_the_name_that_was_read() {
    assertThat(explain(pool().with("DECODE_TP", "abc")).out())
        .contains("DECODE_TP must be an integer, not \"abc\"");
    assertThat(explain(pool().with("DECODE_TP_SIZE", "abc")).out())
        .contains("DECODE_TP_SIZE must be an integer, not \"abc\"");
  }

  @Test
  void what_nobody_gives_is_missed_under_its_name_of_today() {
    assertThat(explain(pool()).out())
        .contains("Missing required environment variables: DECODE_TP_SIZE")
        .doesNotContain("DECODE_TP_SIZE, ");
  }

  @Test
  void a_value_that_counts_as_not_given_is_passed_over() throws IOException {
    PackCopy.edit(
        fields,
        "variable: DECODE_HARDWARE, absent-when",
        "variable: [DECODE_GPU_TYPE, DECODE_HARDWARE], absent-when");
    SampleRun run = pool().with("DECODE_TP", "4").with("DECODE_GPU_TYPE", "");
    assertThat(explain(run.with("DECODE_HARDWARE", "h200"), "decode_hw").out())
        .contains("decode_hw = \"h200\"  from variable DECODE_HARDWARE=h200");
  }

  @Test
  void another_question_of_the_record_may_name_either() {
    String audit =
        pool().with("DECODE_TP", "4").record(folder.resolve("out"), pack.toString()).toString();
    assertThat(call("explain", audit, "--rules", pack.toString(), "--set", "DECODE_TP=2").out())
        .contains("decode_tp");
    assertThat(
            call("explain", audit, "--rules", pack.toString(), "--set", "DECODE_TP_SIZE=2").out())
        .contains("differ");
    assertThat(call("replay", audit, "--rules", pack.toString()).out()).contains("none changes");
  }

  @Test
  void lint_cases_and_diff_know_all_names() throws IOException {
    assertThat(call("rules", "lint", pack.toString()).err()).startsWith("nothing to mend");
    assertThat(call("rules", "test", pack.toString()).out())
        .contains("171 cases, 3 failed"); // which list what is missing
    assertThat(
            call("diff", PackCopy.of("v2", folder.resolve("b")).toString(), pack.toString()).out())
        .contains("+ DECODE_TP_SIZE")
        .contains("+ [DECODE_TP]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[ENGINE, FRAMEWORK] | [ENGINE, ENGINE] | fields.framework: the variable ENGINE already gives framework",
        "[ENGINE, FRAMEWORK] | [ENGINE, TP] | fields.tp: the variable TP already gives framework",
        "[ENGINE, FRAMEWORK] | [ENGINE, \"\"] | fields.framework.variable holds an empty name",
        "variable: RESULT_FILENAME } | variable: [RUN, RESULT_FILENAME] } | run-name: what names a run has one name, and fields.result_name reads RUN, RESULT_FILENAME",
      })
  void a_mistake_is_told(String from, String to, String says) throws IOException {
    PackCopy.edit(fields, from, to);
    assertThat(call("process", "--rules", pack.toString()).err()).contains(says);
  }

  @Test
  void what_is_absent_goes_by_one_name() throws IOException {
    Files.writeString(
        pack.resolve("x.drl"),
        """
        package rungate.x;

        import io.rungate.fact.AbsentField;
        import io.rungate.fact.Warning;

        rule "x"
          @code( "x" )
          @message( "x" )
          @advice( "x" )
          @why( "x" )
          @since( "2.0.0" )
        when
          $x : AbsentField( name == "DECODE_TP" )
        then
          insertLogical( new Warning( $x ) );
        end
        """);
    assertThat(call("process", "--rules", pack.toString()).err())
        .contains("the input DECODE_TP is never AbsentField");
  }
}
