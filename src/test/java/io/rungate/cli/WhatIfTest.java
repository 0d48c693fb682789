package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatIfTest {

  private static final String V1 = Program.HOME.resolve("rules/v1").toString();

  @TempDir Path folder;

  private Program.Result explain(SampleRun run, String... more) {
    Path audit = run.record(folder, "v2");
    List<String> all = new ArrayList<>(List.of("explain", audit.toString()));
    all.addAll(List.of(more));
    return new Program(folder).run(all.toArray(String[]::new));
  }

  @Test
  void shows_what_a_changed_variable_changes() {
    Program.Result result =
        explain(SampleRun.withPool(), "--set", "DECODE_GPUS=0", "--set", "DISAGG=false");
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("with DECODE_GPUS=0 and DISAGG=false\n")
        .containsPattern("topology +disaggregated -> aggregated\n")
        .containsPattern("field +disagg +true -> false\n")
        .containsPattern("field +tput_per_gpu +115\\S+ -> 230\\S+ \\(\\+100.0 %\\)\n")
        .doesNotContain("verdict");
  }

  @Test
  void a_variable_can_be_empty_or_not_there() {
    assertThat(explain(SampleRun.colocated(), "--set", "ISL=").out())
        .startsWith("with ISL=\"\"\n")
        .containsPattern("gained: error: ISL must be an integer");
    assertThat(explain(SampleRun.colocated(), "--unset", "PREFILL_TP").out())
        .startsWith("with PREFILL_TP unset\n")
        .contains("Missing required environment variables: PREFILL_TP");
  }

  @Test
  void other_questions_are_about_the_changed_run() {
    String[] change = {"--set", "DECODE_GPUS=8", "--set", "DECODE_NUM_WORKERS=1"};
    String asked = "a claim to be disaggregated is overruled by an aggregated topology";
    assertThat(explain(SampleRun.colocated(), "--why-not", asked).out()).contains("\" fired");
    assertThat(
            explain(
                    SampleRun.colocated(),
                    "--why-not",
                    asked,
                    change[0],
                    change[1],
                    change[2],
                    change[3])
                .out())
        .startsWith("with DECODE_GPUS=8 and DECODE_NUM_WORKERS=1\n")
        .contains("\" did not fire");
    assertThat(explain(SampleRun.colocated(), "--unset", "PREFILL_TP", "--flip", "verdict").out())
        .contains("now: rejected");
  }

  @Test
  void a_result_key_can_be_changed_too() {
    assertThat(explain(SampleRun.colocated(), "--set", "mean_ttft_ms=0").out())
        .startsWith("with mean_ttft_ms = 0\n")
        .contains("latency-not-positive");
    assertThat(explain(SampleRun.colocated(), "--unset", "output_throughput").out())
        .startsWith("with output_throughput left out\n")
        .contains("Missing required result keys: output_throughput");
  }

  @Test
  void says_that_nothing_changes() {
    assertThat(explain(SampleRun.colocated(), "--set", "DISAGG=false").out())
        .isEqualTo("with DISAGG=false verdict, topology, findings and document stay as they are\n");
  }

  @Test
  void explains_a_field_as_it_would_be() {
    assertThat(explain(SampleRun.colocated(), "disagg", "--set", "DECODE_GPUS=8").out())
        .contains("disagg = true  (pack")
        .contains("num_decode_gpu = 8  from variable DECODE_GPUS=8");
  }

  @Test
  void helps_with_names_and_assignments() {
    Program.Result wrong = explain(SampleRun.colocated(), "--set", "DECODE_GPU=1");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("no result key DECODE_GPU; did you mean DECODE_GPUS?");
    assertThat(explain(SampleRun.colocated(), "--set", "DECODE_GPUS").err())
        .contains("--set wants NAME=VALUE");
    assertThat(explain(SampleRun.colocated(), "--flip", "moon").code()).isEqualTo(2);
  }

  @Test
  void finds_the_variable_that_turns_the_topology() {
    String out = explain(SampleRun.withPool(), "--flip", "topology").out();
    assertThat(out)
        .startsWith("now: disaggregated\n")
        .contains("with DECODE_GPUS=0 this run would be aggregated, accepted\n")
        .containsPattern("\\d+ changes of inputs were tried\n$");
  }

  @Test
  void finds_what_would_have_been_accepted() {
    assertThat(explain(SampleRun.colocated().without("PREFILL_TP"), "--flip").out())
        .startsWith("now: rejected\n")
        .contains("with PREFILL_TP=8 this run would be accepted, aggregated\n");
    assertThat(
            explain(
                    SampleRun.colocated().with("PREFILL_EP", "x").measuring("mean_itl_ms", "0"),
                    "--flip")
                .out())
        .containsPattern("with PREFILL_EP=\\S+ and mean_itl_ms = 1 this run would be accepted");
  }

  @Test
  void says_when_no_small_change_helps() {
    assertThat(explain(SampleRun.colocated().result(null), "--flip").out())
        .contains("no change of up to 4 inputs that was tried turns the verdict");
  }

  @Test
  void finds_several_variables_together_and_says_which_pack_judges() {
    SampleRun run =
        SampleRun.colocated()
            .without("DECODE_NUM_WORKERS")
            .without("DECODE_TP")
            .without("DECODE_EP");
    Program.Result result = explain(run, "--flip", "--rules", V1);
    assertThat(result.err())
        .contains("the record was made by pack inference-runs 2.0.2; this is what pack")
        .contains(V1);
    assertThat(result.out())
        .containsPattern("with DECODE_\\w+=\\S+ and DECODE_\\w+=\\S+ and DECODE_\\w+=\\S+ this");
  }

  @Test
  void packs_of_one_version_are_told_apart_by_what_is_in_them() throws IOException {
    Path pack = PackCopy.of("v2", folder.resolve("edited"));
    PackCopy.edit(pack.resolve("denominators.drl"), "is too large", "is much too large");
    assertThat(explain(SampleRun.colocated(), "--set", "ISL=2", "--rules", pack.toString()).err())
        .containsPattern(
            "made by pack inference-runs 2\\.0\\.2 \\(digest \\w{12}\\); this is what pack"
                + " inference-runs 2\\.0\\.2 \\(digest \\w{12}\\) at ");
  }

  @Test
  void another_name_is_that_of_a_result_that_is_not_there() {
    assertThat(explain(SampleRun.colocated(), "--set", "RESULT_FILENAME=other").out())
        .containsPattern("verdict +accepted -> rejected")
        .contains("gained: error: other.json cannot be read: there is no such file");
    assertThat(explain(SampleRun.colocated(), "--set", "RESULT_FILENAME=a/b").out())
        .containsPattern("verdict +accepted -> rejected")
        .contains("RESULT_FILENAME holds a path separator.");
    assertThat(explain(SampleRun.colocated(), "--set", "RESULT_FILENAME=" + "x".repeat(300)).out())
        .containsPattern("verdict +accepted -> rejected")
        .containsPattern("result-unreadable +gained: error: xxx")
        .contains("RESULT_FILENAME is too long");
    assertThat(explain(SampleRun.colocated(), "--unset", "RESULT_FILENAME").out())
        .contains("Missing required environment variables: RESULT_FILENAME");
    assertThat(explain(SampleRun.colocated(), "--set", "RESULT_FILENAME=colocated").out())
        .endsWith("stay as they are\n");
  }

  @Test
  void a_run_that_its_file_names_keeps_its_name() throws Exception {
    SampleRun run = SampleRun.colocated();
    Files.copy(run.record(folder, "v2").resolveSibling("colocated.json"), folder.resolve("b.json"));
    Program program = new Program(folder).with(run.variables());
    assertThat(program.run("process", "b.json").code()).isZero();
    for (String change : List.of("--set RESULT_FILENAME=a/b", "--unset RESULT_FILENAME")) {
      String[] words = change.split(" ");
      Program.Result result = program.run("explain", "audit_b.json", words[0], words[1]);
      assertThat(result.out())
          .contains("verdict, topology, findings and document stay as they are");
      assertThat(result.err()).contains("its file names the run, whatever RESULT_FILENAME says");
    }
  }

  @Test
  void a_run_without_a_name_that_is_given_one_has_no_result_yet() throws Exception {
    Program program = new Program(folder).with(SampleRun.colocated().named("").variables());
    program.run("process");
    try (DirectoryStream<Path> records = Files.newDirectoryStream(folder, "audit_~*.json")) {
      String record = records.iterator().next().toString();
      assertThat(program.run("explain", record, "--set", "RESULT_FILENAME=foo").out())
          .contains("foo.json cannot be read: there is no such file")
          .doesNotContain("fields.yaml");
    }
  }

  @Test
  void combines_values_that_help_only_together() {
    SampleRun failed =
        SampleRun.colocated()
            .measuring("max_concurrency", "64")
            .measuring("total_token_throughput", "0")
            .measuring("output_throughput", "0");
    assertThat(explain(failed, "--flip").out())
        .containsPattern(
            "with total_token_throughput = 64 and output_throughput = 1 this run would be accepted");
    SampleRun both = SampleRun.singleNode().with("IS_MULTINODE", "true").with("DISAGG", "true");
    assertThat(explain(both, "--flip").out())
        .contains(
            "with DISAGG=false and IS_MULTINODE=false this run would be accepted, single-node");
  }

  @Test
  void an_edit_that_does_nothing_alone_is_tried_with_others() {
    assertThat(explain(SampleRun.singleNode(), "--flip", "topology").out())
        .startsWith("now: single-node\n")
        .contains(
            "  with IS_MULTINODE=true and DECODE_GPUS=8 this run would be disaggregated, rejected\n");
  }

  @Test
  void counts_the_lines_that_are_not_listed() {
    String out = explain(SampleRun.colocated(), "--flip").out();
    List<String> lines = out.lines().filter(line -> line.startsWith("  with ")).toList();
    assertThat(lines).hasSize(8);
    assertThat(lines.stream().map(line -> line.replaceAll("[= ].*", "")).distinct()).hasSize(1);
    assertThat(out).containsPattern("\n  and \\d+ more\n");
  }
}
