package io.rungate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A good run to start from: every test bends it in one way. */
public final class Sample {

  /** Its RESULT_FILENAME. */
  public static final String NAME = "sample";

  public static final String AGG = "agg_sample.json";
  public static final String AUDIT = "audit_sample.json";

  public static final String RESULT =
      """
      {
        "model_id": "deepseek-ai/DeepSeek-R1-0528",
        "max_concurrency": 64,
        "output_throughput": 1000.0,
        "total_token_throughput": 9000.0,
        "input_lens": [6772, 6801],
        "mean_ttft_ms": 286.5,
        "mean_tpot_ms": 8.0,
        "p99_e2el_ms": 7462.0
      }
      """;

  private Sample() {}

  /** On one node: 8 GPUs. */
  public static Map<String, String> singleNode() {
    Map<String, String> variables = base();
    variables.put("DISAGG", "false");
    variables.put("TP", "8");
    variables.put("EP_SIZE", "1");
    variables.put("DP_ATTENTION", "false");
    return variables;
  }

  /** Over two nodes, 16 GPUs in one pool; DISAGG claims otherwise. */
  public static Map<String, String> aggregated() {
    Map<String, String> variables = multinode();
    variables.put("PREFILL_GPUS", "16");
    variables.put("DECODE_GPUS", "0");
    return variables;
  }

  /** Over two nodes, 8 GPUs in each pool. */
  public static Map<String, String> disaggregated() {
    Map<String, String> variables = multinode();
    variables.put("PREFILL_GPUS", "8");
    variables.put("DECODE_GPUS", "8");
    variables.put("PREFILL_TP", "8");
    variables.put("DECODE_NUM_WORKERS", "1");
    variables.put("DECODE_TP", "8");
    variables.put("DECODE_EP", "1");
    variables.put("DECODE_DP_ATTN", "false");
    return variables;
  }

  /** A program in a folder that holds the sample's result, with these variables. */
  public static Program program(Path folder, Map<String, String> variables) {
    write(folder.resolve(NAME + ".json"), RESULT);
    return new Program(folder).with(variables);
  }

  /**
   * What a pack has beside its rules.
   *
   * @param fields the lines of {@code fields:}, each of a field that the document shows
   * @param keys of the document
   */
  public static void smallPack(Path folder, String fields, String keys) {
    write(
        folder.resolve("pack.yaml"), "name: small\nversion: 1.0.0\nstatus: draft\nsays: Small.\n");
    write(
        folder.resolve("fields.yaml"),
        """
        fields:
        %srun-name: RESULT_FILENAME
        document:
          file: agg_{name}.json
          blocks:
            - keys: [%s]
        """
            .formatted(fields.indent(2), keys));
  }

  public static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> multinode() {
    Map<String, String> variables = base();
    variables.put("IS_MULTINODE", "true");
    variables.put("DISAGG", "true");
    variables.put("PREFILL_NUM_WORKERS", "1");
    variables.put("PREFILL_TP", "16");
    variables.put("PREFILL_EP", "1");
    variables.put("PREFILL_DP_ATTN", "false");
    return variables;
  }

  private static Map<String, String> base() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("RESULT_FILENAME", NAME);
    variables.put("RUNNER_TYPE", "gb200");
    variables.put("FRAMEWORK", "vllm");
    variables.put("PRECISION", "fp4");
    variables.put("SPEC_DECODING", "none");
    variables.put("ISL", "8192");
    variables.put("OSL", "1024");
    variables.put("MODEL_PREFIX", "dsr1");
    variables.put("IMAGE", "vllm/vllm-openai:v0.20.1");
    return variables;
  }
}
