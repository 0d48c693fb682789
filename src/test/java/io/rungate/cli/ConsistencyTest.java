package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result that contradicts itself, and a copy of the pack that trusts it. */
class ConsistencyTest {
  @TempDir Path folder;

  /** Each is what the script published. */
  private static List<SampleRun> contradictions() {
    return List.of(
        SampleRun.colocated().measuring("total_output_tokens", "7").named("output-tokens"),
        SampleRun.colocated().measuring("total_input_tokens", "7").named("total-tokens"),
        SampleRun.colocated().measuring("request_throughput", "7").named("requests"),
        SampleRun.colocated().measuring("benchmark_end_time_unix", "7").named("duration"),
        SampleRun.colocated().measuring("num_prompts", "100000").named("lost"),
        SampleRun.colocated().measuring("completed", "0").named("nothing"),
        SampleRun.colocated().measuring("completed", "\"many\"").named("unreadable"),
        SampleRun.colocated().with("DISAGG", "yes").named("flag"),
        SampleRun.colocated().with("PREFILL_DP_ATTN", "1").named("copied-flag"),
        SampleRun.colocated()
            .with("IMAGE", "a")
            .measuring("model_id", "\"\\\\u0000\"")
            .named("nul"),
        SampleRun.colocated().measuring("duration", "1, \"duration\": 2").named("twice"),
        SampleRun.colocated().renaming("mean_e2el_ms", "mean_e2e_latency_ms").named("renamed"));
  }

  @Test
  void a_copy_without_the_file_trusts_the_result_as_the_script_does() throws Exception {
    Path trusting = copyWithout("consistency.drl");
    for (SampleRun run : contradictions()) {
      AuditRecord refused = judge(run, "v3");
      assertThat(refused.accepted()).as(run.name()).isFalse();
      assertThat(refused.findings())
          .as(run.name())
          .filteredOn(finding -> finding.severity().toString().equals("error"))
          .allSatisfy(finding -> assertThat(finding.code()).isPresent());

      assertThat(judge(run, "v2").accepted()).as(run.name()).isTrue();
      String published = Files.readString(folder.resolve("agg_" + run.name() + ".json"));
      assertThat(judge(run, trusting.toString()).accepted()).as(run.name()).isTrue();
      assertThat(folder.resolve("agg_" + run.name() + ".json")).content().isEqualTo(published);
    }
  }

  @Test
  void that_nothing_was_served_stands_above_what_comes_of_it() throws Exception {
    SampleRun run =
        SampleRun.colocated()
            .measuring("completed", "0")
            .measuring("total_input_tokens", "0")
            .measuring("total_output_tokens", "0")
            .measuring("request_throughput", "1")
            .measuring("total_token_throughput", "0.0")
            .measuring("output_throughput", "Infinity")
            .measuring("mean_ttft_ms", "NaN")
            .measuring("mean_tpot_ms", "0");
    assertThat(codes(judge(run, "v3")))
        .startsWith("nothing-served", "nothing-served", "nothing-served")
        .contains(
            "measure-not-positive",
            "latency-not-positive",
            "rate-not-positive",
            "value-not-finite",
            "metric-not-finite",
            "unreadable-value",
            "requests-contradict");
  }

  @Test
  void the_name_that_was_meant_stands_above_what_is_missing() throws Exception {
    SampleRun run =
        SampleRun.singleNode()
            .without("EP_SIZE")
            .with("EPSIZE", "1")
            .renaming("total_token_throughput", "total_throughput");
    assertThat(codes(judge(run, "v3")))
        .containsExactly("name-mistaken", "name-mistaken", "missing-variables", "missing-results");
  }

  @Test
  void a_word_for_a_flag_stands_above_what_its_reading_leads_to() throws Exception {
    SampleRun run = SampleRun.colocated().with("IS_MULTINODE", "1").with("DISAGG", "true");
    assertThat(codes(judge(run, "v3")))
        .startsWith("flag-unclear")
        .contains("missing-variables", "claim-needs-multinode");
  }

  @Test
  void a_key_that_is_given_twice_stands_above_what_its_last_value_contradicts() throws Exception {
    SampleRun run = SampleRun.colocated().measuring("duration", "1, \"duration\": 2");
    assertThat(codes(judge(run, "v3")))
        .startsWith("key-twice")
        .contains("output-tokens-contradict", "requests-contradict", "duration-contradicts");
  }

  @Test
  void of_a_near_name_the_record_has_no_value_and_of_others_not_even_the_name() throws Exception {
    SampleRun run =
        SampleRun.singleNode()
            .without("EP_SIZE")
            .with("EPSIZE", "s3cret")
            .with("EP_SIZE_TOKEN", "s3cret")
            .with("PREFIL_TP", "s3cret");
    String record = Files.readString(run.record(folder, "v3"));
    assertThat(record).contains("EPSIZE").doesNotContain("s3cret", "EP_SIZE_TOKEN", "PREFIL_TP");
    assertThat(Files.readString(run.record(folder, "v2"))).doesNotContain("EPSIZE", "s3cret");
  }

  private AuditRecord judge(SampleRun run, String pack) throws Exception {
    return AuditRecordReader.read(Files.readString(run.record(folder, pack)));
  }

  private static List<String> codes(AuditRecord record) {
    return record.findings().stream().map(finding -> finding.code().orElse("")).toList();
  }

  private Path copyWithout(String file) throws IOException {
    Path from = Program.HOME.resolve("rules/v3");
    Path to = folder.resolve("trusting");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path one : (Iterable<Path>) files::iterator) {
        if (!one.getFileName().toString().equals(file)) {
          Files.copy(one, to.resolve(from.relativize(one).toString()));
        }
      }
    }
    return to;
  }
}
