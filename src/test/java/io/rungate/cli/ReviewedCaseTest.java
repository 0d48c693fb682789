package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run without decode GPUs may leave its decode details out, but not those of the pool that it
 * has: the mistake would be published as {@code prefill_tp: 0} for 16 GPUs.
 */
class ReviewedCaseTest {
  @TempDir Path folder;

  @Test
  void zero_decode_gpus_and_a_forgotten_prefill_tp_is_rejected_by_name() {
    Map<String, String> variables = Sample.aggregated();
    variables.remove("PREFILL_TP");
    Program.Result result = Sample.program(folder, variables).run("process");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("missing-variables")
        .contains("Missing required environment variables: PREFILL_TP\n");
    assertThat(folder.resolve(Sample.AGG)).doesNotExist();
  }

  @Test
  void the_same_run_without_decode_details_is_accepted_and_not_disaggregated() {
    Map<String, String> variables = Sample.aggregated();
    assertThat(variables).containsEntry("DISAGG", "true").containsEntry("DECODE_GPUS", "0");
    assertThat(variables.keySet())
        .noneMatch(name -> name.startsWith("DECODE_") && !name.equals("DECODE_GPUS"));
    Program.Result result = Sample.program(folder, variables).run("process");
    assertThat(result.code()).isZero();
    assertThat(Vectors.object(result.out()))
        .hasToString(
            Vectors.object(
                    """
                    {"hw": "gb200", "conc": 64, "image": "vllm/vllm-openai:v0.20.1",
                    "model": "deepseek-ai/DeepSeek-R1-0528", "infmax_model_prefix": "dsr1",
                    "framework": "vllm", "precision": "fp4", "spec_decoding": "none",
                    "disagg": false, "recipe_fingerprint": "", "isl": 8192, "osl": 1024,
                    "is_multinode": true,
                    "prefill_tp": 16, "prefill_pp": 1, "prefill_dcp_size": 1,
                    "prefill_pcp_size": 1, "prefill_ep": 1, "prefill_dp_attention": "false",
                    "prefill_num_workers": 1,
                    "decode_tp": 0, "decode_pp": 1, "decode_dcp_size": 1,
                    "decode_pcp_size": 1, "decode_ep": 0, "decode_dp_attention": "",
                    "decode_num_workers": 0,
                    "num_prefill_gpu": 16, "num_decode_gpu": 0, "tput_per_gpu": 562.5,
                    "output_tput_per_gpu": 62.5, "input_tput_per_gpu": 500.0,
                    "mean_ttft": 0.2865, "mean_tpot": 0.008, "mean_intvty": 125.0,
                    "p99_e2el": 7.462}
                    """)
                .toString());
    assertThat(result.err()).contains("aggregated (DISAGG=true is overruled)");
    assertThat(folder.resolve(Sample.AGG)).content().isEqualTo(result.out().stripTrailing());
  }

  @Test
  void pack_v1_rejects_the_same_run() {
    Program.Result result =
        Sample.program(folder, Sample.aggregated())
            .run("process", "--rules", Program.HOME.resolve("rules/v1").toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains(
            "Missing required environment variables:"
                + " DECODE_NUM_WORKERS, DECODE_TP, DECODE_EP, DECODE_DP_ATTN");
  }
}
