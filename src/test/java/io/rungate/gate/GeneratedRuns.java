package io.rungate.gate;

import io.rungate.Search;
import io.rungate.fact.JsonNull;
import io.rungate.pack.Mapping;
import io.rungate.run.RunInput;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Runs by chance, most of them nearly right: three shapes of environment and a result, in which a
 * few variables are left out, bent, or swapped for another good value.
 */
public final class GeneratedRuns {

  /** The same in every build, so that a failure comes back; another one by the system property. */
  static final long SEED = Long.getLong("properties.seed", 20260101L);

  private static final List<String> BENT =
      List.of(
          "", " ", "abc", "8.0", "-1", "0", "00", " 8 ", "1_0", "\u0663", "99999999999999999999");
  private static final List<String> WORDS =
      List.of("true", "false", "True", "TRUE", "", " true", "1", "yes", "no");
  private static final List<String> SIZES = List.of("1", "2", "4", "8", "16", "1");

  /**
   * A run.
   *
   * @param variables the whole environment
   * @param result the members of the result file
   */
  public record GeneratedRun(Map<String, String> variables, Map<String, Object> result) {

    GeneratedRun with(String variable, String value) {
      Map<String, String> changed = new LinkedHashMap<>(variables);
      if (value == null) {
        changed.remove(variable);
      } else {
        changed.put(variable, value);
      }
      return new GeneratedRun(changed, result);
    }

    public RunInput input(Mapping mapping) {
      return new RunInput(
          "generated",
          null,
          RunInput.mapped(variables, mapping),
          result,
          "generated.json",
          "0".repeat(64),
          "");
    }
  }

  private GeneratedRuns() {}

  /** Hands out so many runs, or a sample of them, each with its own source of chance. */
  public static void each(int count, BiConsumer<GeneratedRun, Random> property) {
    for (int i = 0; i < Search.attempts(count); i++) {
      Random random = new Random(SEED * 1_000_003 + i);
      GeneratedRun run = run(random);
      try {
        property.accept(run, random);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "run " + i + " of -Dproperties.seed=" + SEED + ": " + e.getMessage() + "\n" + run, e);
      }
    }
  }

  static <T> T any(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  static <V> Map<String, V> shuffled(Map<String, V> map, Random random) {
    List<String> keys = new ArrayList<>(map.keySet());
    Collections.shuffle(keys, random);
    Map<String, V> shuffled = new LinkedHashMap<>();
    keys.forEach(key -> shuffled.put(key, map.get(key)));
    return shuffled;
  }

  static GeneratedRun run(Random random) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("RUNNER_TYPE", "gb200");
    variables.put("FRAMEWORK", "vllm");
    variables.put("PRECISION", "fp4");
    variables.put("SPEC_DECODING", "none");
    variables.put("RESULT_FILENAME", "generated");
    variables.put("ISL", any(List.of("1024", "8192"), random));
    variables.put("OSL", "1024");
    variables.put("DISAGG", any(WORDS, random));
    variables.put("MODEL_PREFIX", "dsr1");
    variables.put("IMAGE", "vllm/vllm-openai:v0.20.1");
    variables.put(
        "ROUTER_METADATA",
        any(List.of("", "null", "{\"name\":\"a\",\"version\":\"1\"}", "{}"), random));
    variables.put("SOMETHING_ELSE", "nobody asks for it");
    int shape = random.nextInt(5);
    if (shape == 0) {
      variables.put("DISAGG", "false");
      for (String size : List.of("TP", "EP_SIZE", "PP_SIZE", "DCP_SIZE", "PCP_SIZE")) {
        variables.put(size, any(SIZES, random));
      }
      variables.put("DP_ATTENTION", "false");
    } else {
      variables.put("IS_MULTINODE", any(List.of("true", "True", "TRUE"), random));
      variables.put("PREFILL_GPUS", any(List.of("8", "16", "32"), random));
      variables.put(
          "DECODE_GPUS", shape < 3 ? any(List.of("0", "00", " 0"), random) : any(SIZES, random));
      for (String role : List.of("PREFILL", "DECODE")) {
        variables.put(role + "_NUM_WORKERS", any(SIZES, random));
        variables.put(role + "_TP", any(SIZES, random));
        variables.put(role + "_EP", any(SIZES, random));
        variables.put(role + "_DP_ATTN", any(WORDS, random));
        variables.put(role + "_PP_SIZE", "1");
        variables.put(role + "_HARDWARE", any(List.of("", "", "h100"), random));
      }
      if (shape == 1) {
        variables.keySet().removeIf(name -> name.matches("DECODE_(NUM_WORKERS|TP|EP|DP_ATTN)"));
      }
    }
    List<String> names = new ArrayList<>(variables.keySet());
    for (int faults = random.nextInt(4); faults > 0; faults--) {
      String name = any(names, random);
      if (random.nextBoolean()) {
        variables.remove(name);
      } else {
        variables.put(name, any(BENT, random));
      }
    }
    return new GeneratedRun(variables, result(random));
  }

  private static Map<String, Object> result(Random random) {
    Map<String, Object> result = new LinkedHashMap<>();
    double output = 1 + random.nextDouble() * 10_000;
    result.put("max_concurrency", BigInteger.valueOf(1 + random.nextInt(1024)));
    result.put("model_id", "some/model");
    result.put("output_throughput", output);
    result.put("total_token_throughput", output * (1 + random.nextDouble() * 9));
    for (String statistic : List.of("mean", "median", "p99", "std")) {
      for (String measure : List.of("ttft", "tpot", "itl", "e2el")) {
        result.put(statistic + "_" + measure + "_ms", random.nextDouble() * 1000 + 0.001);
      }
    }
    List<Object> bent =
        List.of("12.5", true, JsonNull.NULL, 0.0, -1.0, Double.NaN, List.of(), BigInteger.TWO);
    for (int faults = random.nextInt(3); faults > 0; faults--) {
      String key = any(new ArrayList<>(result.keySet()), random);
      if (random.nextInt(3) == 0) {
        result.remove(key);
      } else {
        result.put(key, any(bent, random));
      }
    }
    return result;
  }
}
