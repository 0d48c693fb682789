package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Judging without writing: before a run, after it, and the row that was made of it. */
class CheckCommandTest {
  @TempDir Path folder;
  private Map<String, String> before;

  /** Everything that is there, with its content. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) walk::iterator) {
        boolean plain = Files.isRegularFile(file);
        files.put(
            folder.relativize(file).toString(),
            plain ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "");
      }
    }
    return files;
  }

  private Program.Result check(Program program, String... arguments) throws IOException {
    before = files();
    String[] words = new String[arguments.length + 1];
    words[0] = "check";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    return program.run(words);
  }

  @AfterEach
  void nothing_was_written_changed_or_set_aside() throws IOException {
    assertThat(files()).isEqualTo(before);
  }

  // After the run.

  @Test
  void the_verdict_is_the_answer_on_standard_output() throws IOException {
    Program.Result result = check(Sample.program(folder, Sample.aggregated()));
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            ACCEPTED  sample  pack inference-runs 2.0.2
              topology              aggregated (DISAGG=true is overruled)
              GPU split             16 prefill + 0 decode
              tput_per_gpu          562.5  over 16 GPUs
              input_tput_per_gpu    500.0  over 16 GPUs
              output_tput_per_gpu   62.5  over 16 GPUs
            """);
  }

  @Test
  void a_document_of_an_earlier_attempt_stays_where_it_is() throws IOException {
    Program program = Sample.program(folder, Sample.singleNode()).without("TP");
    Sample.write(folder.resolve(Sample.AGG), "{}");
    Program.Result result = check(program);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("REJECTED  sample")
        .contains("Missing required environment variables: TP\n")
        .doesNotContain("audit record", "agg document", "set aside");
  }

  @ParameterizedTest
  @CsvSource({"TP, 8, 0", "TP, , 1", "ISL, x, 1", "RESULT_FILENAME, absent, 2"})
  void a_line_for_programs_is_that_of_process_but_for_the_files(String name, String value, int code)
      throws IOException {
    Program program = Sample.program(folder, Sample.singleNode());
    program = value == null ? program.without(name) : program.with(name, value);
    Program.Result check = check(program, "--format", "jsonl");
    assertThat(check.code()).isEqualTo(code);
    assertThat(check.err()).isEmpty();
    Program.Result process = program.run("process", "--format", "jsonl");
    assertThat(check.out()).isEqualTo(process.out().replaceAll(",\"(agg|audit)\":\"[^\"]*\"", ""));
    before = files(); // what process wrote
  }

  @Test
  void many_runs_are_counted_and_none_takes_the_place_of_another() throws IOException {
    Sample.write(folder.resolve("a/sample.json"), Sample.RESULT);
    Sample.write(folder.resolve("b/sample.json"), "{");
    Program program = new Program(folder).with(Sample.singleNode());
    Program.Result result = check(program, "a/sample.json", "b/sample.json", "a/sample.json");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out())
        .startsWith("ACCEPTED  a/sample.json")
        .contains("REJECTED  b/sample.json", "sample.json cannot be read: line 1, column 2")
        .endsWith("2 accepted, 1 rejected, 0 not judged\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void runs_of_a_manifest() throws IOException {
    Sample.write(folder.resolve("a/sample.json"), Sample.RESULT);
    Sample.write(
        folder.resolve("runs.jsonl"),
        BadCallTest.line("a", "a", Sample.singleNode()) + "{\"id\": \"broken\", \"dir\": 1}\n");
    Program.Result result = check(new Program(folder), "--manifest", "runs.jsonl");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out())
        .contains("ACCEPTED  a ", "UNJUDGED  broken", "a run must give its dir as a text")
        .endsWith("1 accepted, 0 rejected, 1 not judged\n");
  }

  @Test
  void nothing_to_judge_is_never_success() throws IOException {
    Program.Result result = check(new Program(folder).with("HOME", "/root"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("nothing to judge");
  }

  @Test
  void there_is_no_place_to_write_to() throws IOException {
    Program.Result result = check(Sample.program(folder, Sample.singleNode()), "--out", "x");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("Unknown option: '--out'");
  }

  // Before the run.

  @Test
  void before_launch_there_is_no_result_to_object_to() throws IOException {
    Program.Result result = check(new Program(folder).with(Sample.aggregated()), "--env-only");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .startsWith("ACCEPTED  sample  pack inference-runs 2.0.2\n")
        .contains("  judged                the environment alone: there is no result yet\n")
        .contains("  GPU split             16 prefill + 0 decode\n")
        .contains("  tput_per_gpu          not measured  over 16 GPUs\n");
  }

  @Test
  void a_result_that_lies_there_is_not_looked_at() throws IOException {
    Program program = Sample.program(folder, Sample.aggregated());
    Sample.write(folder.resolve("sample.json"), "{");
    assertThat(check(program, "--env-only").code()).isZero();
    assertThat(check(program).code()).isEqualTo(2);
  }

  @Test
  void all_faults_of_an_environment_are_told_at_once_with_what_to_do() throws IOException {
    Map<String, String> bad = Sample.singleNode();
    bad.remove("IMAGE");
    bad.remove("TP");
    bad.put("ISL", "8k");
    bad.put("OSL", "0");
    bad.put("PP_SIZE", "-1");
    bad.put("DISAGG", "true");
    bad.put("RESULT_FILENAME", "a/b");
    Program.Result result = check(new Program(folder).with(bad), "--env-only");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("missing-variables  Missing required environment variables: IMAGE, TP\n")
        .contains("Export them in the job that launches the run")
        .contains("unreadable-value  ISL ")
        .contains("Correct the value where it is exported or measured.")
        .contains("length-not-positive  OSL is 0; it must be at least 1.")
        .contains("size-not-positive  PP_SIZE, DCP_SIZE, and PCP_SIZE must be positive integers.")
        .contains("claim-needs-multinode  ")
        .contains("Set IS_MULTINODE=true, or DISAGG=false.")
        .contains("name-unsafe  RESULT_FILENAME holds a path separator.")
        .doesNotContain("result-unreadable", "missing-results");
  }

  @Test
  void the_name_of_the_file_to_come_gives_the_split_as_it_will_later() throws IOException {
    Map<String, String> variables = Sample.aggregated();
    variables.remove("PREFILL_GPUS");
    variables.remove("DECODE_GPUS");
    Program program = new Program(folder).with(variables);
    Program.Result named = check(program, "--env-only", "results/run_gpus_16.json");
    assertThat(named.code()).isZero();
    assertThat(named.out()).contains("16 prefill + 0 decode");

    // As in process, a name in a variable does not: there the environment decides alone.
    Program.Result alone = check(program.with("RESULT_FILENAME", "run_gpus_16"), "--env-only");
    assertThat(alone.code()).isEqualTo(1);
    assertThat(alone.out())
        .contains("variables: PREFILL_GPUS, DECODE_GPUS")
        .contains("and the name of its file, once given, may give PREFILL_GPUS, DECODE_GPUS\n");
    Sample.write(folder.resolve("run_gpus_16.json"), Sample.RESULT);
    assertThat(program.run("process").err()).contains("variables: PREFILL_GPUS, DECODE_GPUS");
    before = files(); // what process wrote
  }

  @Test
  void a_program_is_told_what_the_verdict_rests_on() throws IOException {
    Program.Result result =
        check(new Program(folder).with(Sample.singleNode()), "--env-only", "--format", "jsonl");
    Map<?, ?> line = Vectors.object(result.out().lines().findFirst().orElseThrow());
    assertThat(line.get("verdict")).isEqualTo("accepted");
    assertThat(line.get("basis")).isEqualTo("run");
    assertThat(line.get("judged")).isEqualTo("the environment alone: there is no result yet");
  }

  @Test
  void what_is_published_already_was_launched() throws IOException {
    Program program = new Program(folder).with(Sample.singleNode());
    Program.Result result = check(program, "--env-only", Sample.AGG);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).contains("--env-only is for what did not run yet");
  }

  // The row.

  /** Publishes the sample, and gives the text of its row. */
  private String published() throws IOException {
    assertThat(Sample.program(folder, Sample.aggregated()).run("process").code()).isZero();
    return Files.readString(folder.resolve(Sample.AGG));
  }

  private Program.Result checkRow() throws IOException {
    return check(new Program(folder), Sample.AGG);
  }

  @Test
  void a_row_is_what_its_record_and_the_rules_say() throws IOException {
    published();
    Program.Result result = checkRow();
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .startsWith("ACCEPTED  agg_sample.json  pack inference-runs 2.0.2\n")
        .contains(
            "  judged                the run that audit_sample.json recorded, which inference-runs"
                + " 2.0.2 accepted\n")
        .contains("  topology              aggregated (DISAGG=true is overruled)\n")
        .doesNotContain("differs");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"tput_per_gpu\": 562.5`, `\"tput_per_gpu\": 1125.0`, "
            + "`tput_per_gpu is 1125.0, and the rules give 562.5`",
        "`\"disagg\": false`, `\"disagg\": true`, `disagg is true, and the rules give false`",
        "`\"is_multinode\": true,`, ``, `it has no is_multinode, and the rules give true`",
        "`\"precision\": \"fp4\"`, `\"precision\": \"fp4\", \"token\": \"hunter2\"`, "
            + "`the rules do not give 1 of its members`",
        "`{`, `[`, `it is no JSON: line`",
        "`: `, `:  `, `it holds what the rules give, but written otherwise`",
      })
  void a_row_that_was_changed_is_refused(String there, String instead, String difference)
      throws IOException {
    String row = published();
    String changed = row.replace(there, instead);
    assertThat(changed).isNotEqualTo(row);
    Files.writeString(folder.resolve(Sample.AGG), changed);
    Program.Result result = checkRow();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("REJECTED  agg_sample.json")
        .contains("  differs  it is not what was written: its SHA-256 is not the one of its audit")
        .contains("  differs  " + difference)
        .doesNotContain("hunter2", "token");
  }

  @Test
  void a_row_of_another_pack_is_held_against_the_rules_of_now() throws IOException {
    Sample.program(folder, Sample.disaggregated()).with("DISAGG", "false");
    Program then = Sample.program(folder, Sample.disaggregated()).with("DISAGG", "false");
    assertThat(then.run("process", "--rules", Program.HOME + "/rules/v1").code()).isZero();
    Program.Result now = check(new Program(folder), "--format", "jsonl", Sample.AGG);
    assertThat(now.code()).isEqualTo(1);
    Map<?, ?> line = Vectors.object(now.out().lines().findFirst().orElseThrow());
    assertThat(line.get("verdict")).isEqualTo("rejected");
    assertThat(line.get("basis")).isEqualTo("record");
    assertThat(line.get("judged")).asString().endsWith("which inference-runs 1.0.2 accepted");
    assertThat(line.get("differences"))
        .isEqualTo(List.of("disagg is false, and the rules give true"));
    assertThat(check(new Program(folder), "--rules", Program.HOME + "/rules/v1", Sample.AGG).code())
        .isZero();
  }

  @Test
  void a_row_without_its_record_is_not_judged() throws IOException {
    published();
    Files.delete(folder.resolve(Sample.AUDIT));
    Program.Result result = checkRow();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out())
        .startsWith("UNJUDGED  agg_sample.json")
        .contains("its audit record audit_sample.json is not beside it")
        .contains("put the record there, or check the result file sample.json");
  }

  @Test
  void a_record_that_does_not_tell_of_the_row() throws IOException {
    String row = published();
    Files.writeString(folder.resolve("agg_other.json"), row);
    Files.copy(folder.resolve(Sample.AUDIT), folder.resolve("audit_other.json"));
    Program.Result other = check(new Program(folder), "agg_other.json");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.out()).contains("audit_other.json is the record of another run");

    Files.writeString(folder.resolve(Sample.AUDIT), "{}");
    Program.Result broken = checkRow();
    assertThat(broken.code()).isEqualTo(2);
    assertThat(broken.out()).contains("audit_sample.json: this is no audit record");

    published();
    String record = Files.readString(folder.resolve(Sample.AUDIT));
    Files.writeString(
        folder.resolve(Sample.AUDIT),
        record.replace("\"disagg\", \"value\": false", "\"disagg\", \"value\": true"));
    Program.Result bent = checkRow();
    assertThat(bent.code()).isEqualTo(2);
    assertThat(bent.out()).contains("and the document shows true", "/agg/sha256: it is not that");

    Program rejected = Sample.program(folder, Sample.aggregated()).without("IMAGE");
    assertThat(rejected.run("process").code()).isEqualTo(1);
    Files.writeString(folder.resolve(Sample.AGG), row);
    Program.Result none = checkRow();
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.out())
        .contains("its audit record says that nothing was published")
        .contains("variables: IMAGE");
  }

  @Test
  void rows_and_runs_in_one_call() throws IOException {
    published();
    Program program = new Program(folder).with(Sample.aggregated());
    Program.Result result = check(program, Sample.AGG, Sample.AUDIT, "sample.json", "agg_no.json");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out())
        .contains("ACCEPTED  agg_sample.json", "ACCEPTED  sample.json")
        .contains("UNJUDGED  audit_sample.json", "this is an audit record: check its document")
        .contains("agg_no.json cannot be read: there is no such file")
        .endsWith("2 accepted, 0 rejected, 2 not judged\n");
  }
}
