package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.report.Printer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

  @TempDir Path folder;

  private Program.Result explain(Path audit, String... more) {
    String[] args = new String[more.length + 2];
    args[0] = "explain";
    args[1] = audit.toString();
    System.arraycopy(more, 0, args, 2, more.length);
    return new Program(folder).run(args);
  }

  @Test
  void says_in_ten_lines_why_a_flagged_colocated_run_is_not_published_as_disaggregated() {
    Path audit = SampleRun.colocated().record(folder, "v2");
    Program.Result result = explain(audit, "disagg");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            disagg = false  (pack inference-runs 2.0.2)
              rule "a run without a decode pool is not published as disaggregated" topology.drl:52
              topology aggregated
                rule "a multinode run without decode GPUs is aggregated" topology.drl:18
                Multinode
                  rule "a run is multinode when IS_MULTINODE says true" vocabulary.drl:25
                  is_multinode = true  from variable IS_MULTINODE=true
                num_decode_gpu = 0  from variable DECODE_GPUS=0
              overruled: DISAGG=true has no say here
                rule "a claim to be disaggregated is overruled by an aggregated topology" topology.drl:60
            """);
  }

  @Test
  void shows_a_shared_reason_once() {
    Path audit = SampleRun.colocated().record(folder, "v2");
    String out = explain(audit, "output_tput_per_gpu").out();
    assertThat(out).isNotEmpty().contains("Multinode  (see above)");
    assertThat(out.split("a run is multinode when IS_MULTINODE says true", -1)).hasSize(2);
  }

  @Test
  void follows_a_converted_measure_to_its_result_key() {
    Path audit = SampleRun.colocated().record(folder, "v2");
    assertThat(explain(audit, "mean_ttft").out())
        .contains("mean_ttft = 0.21368365177151927  (pack inference-runs 2.0.2)")
        .contains("converted, as fields.yaml:")
        .contains("from result key mean_ttft_ms = 213.68365177151927");
  }

  @Test
  void says_that_an_absent_field_has_its_declared_value() {
    Path audit = SampleRun.colocated().without("DECODE_DP_ATTN").record(folder, "v2");
    assertThat(explain(audit, "decode_dp_attention").out())
        .contains("decode_dp_attention = \"\"")
        .contains("defaulted, as fields.yaml:")
        .contains("an absent field of a tolerant contract has its declared value")
        .contains("tolerant contract for decode")
        .contains("DECODE_DP_ATTN is not given");
  }

  @Test
  void explains_a_finding_by_its_code_down_to_the_missing_variable() {
    Path audit = SampleRun.colocated().without("PREFILL_TP").record(folder, "v2");
    Program.Result result = explain(audit, "missing-variables");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("error missing-variables: Missing required environment variables: PREFILL_TP")
        .contains("to do: Export them in the job that launches the run")
        .contains("why: A default in the place of a forgotten variable would be published as data.")
        .contains("PREFILL_TP is not given")
        .contains("strict contract for prefill");
  }

  @Test
  void gives_verdict_topology_and_findings_in_short_when_nothing_is_asked() {
    Path audit =
        SampleRun.colocated().without("PREFILL_TP").with("ISL", "abc").record(folder, "v2");
    String out = explain(audit).out();
    assertThat(out)
        .startsWith("REJECTED  colocated  (pack inference-runs 2.0.2)\n")
        .contains("  topology aggregated\n")
        .contains("  overruled: DISAGG=true (disagg)\n")
        .contains("  error missing-variables: ")
        .contains("  error unreadable-value: ISL must be an integer, not \"abc\"")
        .contains("because unreadable-value; missing-variables");
  }

  @Test
  void explains_verdict_and_topology() {
    Path audit = SampleRun.withPool().with("DISAGG", "false").record(folder, "v2");
    assertThat(explain(audit, "verdict").out()).startsWith("verdict accepted");
    assertThat(explain(audit, "topology").out())
        .startsWith("topology disaggregated")
        .contains("overruled: DISAGG=false has no say here");
  }

  @Test
  void says_that_a_topology_was_not_decided() {
    Path audit = SampleRun.colocated().without("DECODE_GPUS").record(folder, "v2");
    assertThat(explain(audit, "topology").out()).startsWith("topology not decided");
    assertThat(explain(audit).out()).contains("topology not decided");
  }

  @Test
  void helps_with_a_name_that_it_does_not_know() {
    Path audit = SampleRun.colocated().record(folder, "v2");
    Program.Result result = explain(audit, "disag");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("rungate: nothing in this record is called disag; did you mean disagg?\n")
        .contains("It has: verdict topology hw conc");
  }

  @Test
  void needs_neither_pack_nor_run() throws IOException {
    Path audit = SampleRun.colocated().record(folder, "v2");
    Path alone = folder.resolve("alone").resolve("record.json");
    Files.createDirectories(alone.getParent());
    Files.move(audit, alone);
    Printer nobody = new Printer(new PrintStream(OutputStream.nullOutputStream()));
    Path home = folder.resolve("nowhere");
    Console console =
        new Console(nobody, nobody, Map.of(), folder, home, false, false, new HashMap<>());
    assertThat(Main.run(console, "explain", alone.toString(), "disagg")).isZero();
  }

  @Test
  void refuses_what_is_no_record_of_its_form() throws IOException {
    Path file = folder.resolve("other.json");
    Files.writeString(file, "{\"schema\": \"rungate-audit/9\"}");
    assertThat(explain(file).code()).isEqualTo(2);
    assertThat(explain(file).err())
        .contains("a record of the form \"rungate-audit/9\"")
        .contains("this program reads \"rungate-audit/1\"");
    Files.writeString(file, "{\"hw\": \"gb200\"}");
    assertThat(explain(file).err()).contains("this is no audit record");
    Files.writeString(file, "[1]");
    assertThat(explain(file).err()).contains("this is no audit record");
    Files.writeString(file, "{\"schema\": \"rungate-audit/1\"");
    assertThat(explain(file).err()).contains("line 1, column").doesNotContain("Exception");
    assertThat(explain(folder.resolve("none.json")).err()).contains("cannot be read");
  }

  @Test
  void a_record_that_was_cut_or_tampered_with_is_a_sentence_not_a_crash() throws IOException {
    String text = Files.readString(SampleRun.colocated().record(folder, "v2"));
    Path file = folder.resolve("bent.json");
    for (String[] bend :
        new String[][] {
          {"\"verdict\": \"accepted\"", "\"verdict\": 1"},
          {"\"verdict\": \"accepted\",", ""},
          {"\"verdict\": \"accepted\"", "\"verdict\": \"rejected\""},
          {"\"because\": [\"j", "\"because\": [\"k"},
          {"\"from\": \"variable\"", "\"from\": \"moon\""},
          {"\"line\": ", "\"line\": true, \"x\": "},
        }) {
      String bent = text.replaceFirst(java.util.regex.Pattern.quote(bend[0]), bend[1]);
      assertThat(bent).isNotEqualTo(text);
      Files.writeString(file, bent);
      Program.Result result = explain(file);
      assertThat(result.code()).as(bend[0]).isEqualTo(2);
      assertThat(result.err()).startsWith("rungate: ").doesNotContain("fault of rungate itself");
    }
  }

  @Test
  void a_record_that_contradicts_itself_is_refused_with_all_that_is_wrong() throws IOException {
    Path audit = SampleRun.colocated().record(folder, "v2");
    String text = Files.readString(audit);
    Files.writeString(
        audit, text.replace("\"verdict\": \"accepted\"", "\"verdict\": \"rejected\""));
    Program.Result result = explain(audit, "verdict");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("rungate: " + audit + ": /verdict: j")
        .contains("\n  /verdict: the run is rejected, and no finding is an error\n")
        .contains("\n  /agg: the run is rejected, and its document was published");
    assertThat(explain(audit, "--flip").code()).isEqualTo(2);
  }

  @Test
  void values_of_a_run_cannot_break_the_lines_of_a_report() {
    Path audit = SampleRun.colocated().with("IMAGE", "a\nb\u001b[31m").record(folder, "v2");
    assertThat(explain(audit, "image").out()).contains("a\\nb").doesNotContain("\u001b");
  }

  @Test
  void is_coloured_only_when_asked_where_nobody_looks() {
    Path audit = SampleRun.colocated().record(folder, "v2");
    assertThat(explain(audit, "disagg").out()).doesNotContain("\u001b");
    assertThat(explain(audit, "disagg", "--color", "always").out()).contains("\u001b[");
  }
}
