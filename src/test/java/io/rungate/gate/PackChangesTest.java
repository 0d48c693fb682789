package io.rungate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.document.AggDocument;
import io.rungate.engine.Finding;
import io.rungate.engine.JudgementException;
import io.rungate.pack.RulePack;
import io.rungate.rules.PackLoader;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * How the published numbers changed over a year, each change made to a pack and to nothing else:
 * every patch applies to what the one before it left, and turns the old answer into the new.
 */
class PackChangesTest {
  private static final Path CHANGES = Path.of("src/test/resources/changes");

  @TempDir static Path temp;

  /**
   * A run, and what the pack before and after the patch makes of it.
   *
   * @param environment what differs from the standard run
   * @param before keys of the document with their values, {@code null} for a key that is not there
   */
  private record Change(
      String patch,
      Map<String, String> environment,
      Map<String, String> before,
      Map<String, String> after) {}

  private static final List<Change> CHANGES_MADE =
      List.of(
          change(
              "02-output-name",
              env(),
              shows("file", "{name}.json"),
              shows("file", "agg_{name}.json")),
          change(
              "04-framework-and-precision",
              env("PRECISION", ""),
              shows(
                  "framework",
                  null,
                  "precision",
                  null,
                  "tput_per_gpu",
                  "125.0",
                  "mean_tpot",
                  "0.02",
                  "mean_intvty",
                  "50.0"),
              shows("framework", "\"sglang\"", "precision", "\"fp8\"", "tput_per_gpu", "125.0")),
          change(
              "05-no-default-precision",
              env("PRECISION", ""),
              shows("precision", "\"fp8\""),
              shows("precision", "\"\"")),
          change("06-optional-key", env("MTP", "on"), shows("mtp", null), shows("mtp", "\"on\"")),
          change(
              "07-output-throughput",
              env(),
              shows("output_tput_per_gpu", null),
              shows("output_tput_per_gpu", "50.0", "mtp", null)),
          change(
              "08-input-throughput",
              env(),
              shows("input_tput_per_gpu", null),
              shows("input_tput_per_gpu", "75.0")),
          change(
              "09-new-sources",
              env("MTP", null, "MTP_MODE", "on"),
              shows("mtp", null, "ep", null, "dp_attention", null),
              shows("mtp", "\"on\"", "ep", "8", "dp_attention", "\"true\"")),
          change(
              "10-gpus-of-roles",
              env("TP", "12", "PREFILL_GPUS", "4", "DECODE_GPUS", "8"),
              shows("output_tput_per_gpu", "33.333333333333336", "input_tput_per_gpu", "50.0"),
              shows(
                  "output_tput_per_gpu",
                  "50.0",
                  "input_tput_per_gpu",
                  "150.0",
                  "tput_per_gpu",
                  "83.33333333333333")),
          change(
              "11-inferred-topology",
              env("TP", "12", "PREFILL_GPUS", "4", "DECODE_GPUS", "8"),
              shows("disagg", null, "num_prefill_gpu", null),
              shows("disagg", "true", "num_prefill_gpu", "4", "num_decode_gpu", "8")),
          change("12-length-or-null", env("ISL", ""), shows("isl", null), shows("isl", "null")),
          change(
              "13-all-missing-at-once",
              env("FRAMEWORK", null, "OSL", null),
              shows(
                  "unjudged",
                  "the document owes framework, and no field and no rule gives it on a run with topology one pool"),
              shows(
                  "findings",
                  "missing-variables: Missing required environment variables: FRAMEWORK, OSL")),
          change(
              "14-no-decode-gpus",
              env("PREFILL_GPUS", "8", "DECODE_GPUS", "0"),
              shows(
                  "output_tput_per_gpu",
                  null,
                  "findings",
                  "zero-denominator: output_tput_per_gpu cannot be divided by zero GPUs."),
              shows("output_tput_per_gpu", "50.0", "findings", "")),
          change(
              "16-paired-hardware",
              env("PREFILL_HARDWARE", "gb200", "DECODE_HARDWARE", ""),
              shows("prefill_hw", null, "findings", ""),
              shows(
                  "findings",
                  "hardware-unpaired: PREFILL_HARDWARE and DECODE_HARDWARE must be specified together.")),
          change(
              "17-context-sizes",
              env("TP", "4", "PCP_SIZE", "2", "DCP_SIZE", "2"),
              shows("tput_per_gpu", "250.0", "dcp_size", null),
              shows("tput_per_gpu", "125.0", "dcp_size", "2")),
          change(
              "18-pipeline-size",
              env("TP", "4", "PP_SIZE", "2"),
              shows("tput_per_gpu", "250.0", "pp", null),
              shows("tput_per_gpu", "125.0", "pp", "2", "pcp_size", "1")),
          change(
              "20-router",
              env("ROUTER_METADATA", "{\"name\":\"x\"}"),
              shows("findings", ""),
              shows(
                  "findings",
                  "unreadable-value: ROUTER_METADATA must contain exactly 'name' and 'version'")),
          change(
              "25-fingerprint",
              env(),
              shows("recipe_fingerprint", null),
              shows("recipe_fingerprint", "\"\"")),
          change(
              "26-constant",
              env(),
              shows("power_metric_schema_version", null),
              shows("power_metric_schema_version", "2")),
          change(
              "30-third-pool",
              env("PREFILL_GPUS", "4", "DECODE_GPUS", "8", "ENCODE_GPUS", "2"),
              shows("num_encode_gpu", null, "encode_tput_per_gpu", null, "disagg", "true"),
              shows(
                  "num_encode_gpu",
                  "2",
                  "encode_tput_per_gpu",
                  "300.0",
                  "num_decode_gpu",
                  "8",
                  "disagg",
                  "true")),
          change(
              "31-empty-is-missing",
              env("EVAL_TASK", ""),
              shows("findings", "", "score_exact", null),
              shows(
                  "findings",
                  "missing-variables: Missing required environment variables: EVAL_TASK",
                  "score_exact",
                  "0.5",
                  "score_strict",
                  null)));

  private static Change change(
      String patch,
      Map<String, String> environment,
      Map<String, String> before,
      Map<String, String> after) {
    return new Change(patch, environment, before, after);
  }

  private static Map<String, String> env(String... pairs) {
    return shows(pairs);
  }

  private static Map<String, String> shows(String... pairs) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  @TestFactory
  Stream<DynamicTest> each_change_is_a_patch_of_the_pack() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    Path before = folder("first");
    copy(CHANGES.resolve("first"), before);
    for (Change change : CHANGES_MADE) {
      Path old = before;
      Path now = folder(change.patch());
      copy(old, now);
      UnifiedPatch patch = UnifiedPatch.read(CHANGES.resolve(change.patch() + ".patch"));
      patch.apply(now);
      tests.add(
          DynamicTest.dynamicTest(
              change.patch(),
              () -> {
                assertThat(patch.files()).allMatch(file -> file.matches("[a-z]+\\.(drl|yaml)"));
                assertThat(answer(old, change, change.before())).isEqualTo(change.before());
                assertThat(answer(now, change, change.after())).isEqualTo(change.after());
              }));
      before = now;
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> no_patch_is_left_untested() throws IOException {
    try (Stream<Path> files = Files.list(CHANGES)) {
      List<String> patches =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".patch"))
              .map(name -> name.replace(".patch", ""))
              .sorted()
              .toList();
      return Stream.of(
          DynamicTest.dynamicTest(
              "all of " + patches.size(),
              () ->
                  assertThat(CHANGES_MADE)
                      .extracting(Change::patch)
                      .containsExactlyElementsOf(patches)));
    }
  }

  /** What the pack makes of the run, of the keys that are asked for. */
  private static Map<String, String> answer(Path folder, Change change, Map<String, String> asked)
      throws Exception {
    RulePack pack = new PackLoader(temp.resolve("cache")).load(folder);
    Judgement judgement;
    try {
      judgement = judge(pack, change.environment());
    } catch (JudgementException e) {
      return Map.of("unjudged", e.problem().message());
    }
    Map<String, String> answer = new TreeMap<>();
    for (String key : asked.keySet()) {
      AggDocument.Member member = judgement.document().members().get(key);
      answer.put(
          key,
          switch (key) {
            case "file" -> pack.mapping().document().fileName();
            case "findings" -> findings(judgement);
            default -> member == null ? null : PythonJsonWriter.compact(member.value());
          });
    }
    return answer;
  }

  private static String findings(Judgement judgement) {
    return String.join(
        "; ", judgement.evaluation().findings().stream().map(PackChangesTest::line).toList());
  }

  private static String line(Finding finding) {
    return finding.code() + ": " + finding.message();
  }

  private static Judgement judge(RulePack pack, Map<String, String> change) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("RESULT_FILENAME", "run");
    for (String pair :
        List.of(
            "RUNNER_TYPE=h200",
            "TP=8",
            "EP_SIZE=8",
            "DP_ATTENTION=true",
            "FRAMEWORK=sglang",
            "PRECISION=fp4",
            "ISL=1024",
            "OSL=1024",
            "EVAL_TASK=gsm8k")) {
      environment.put(pair.split("=")[0], pair.split("=")[1]);
    }
    change.forEach(
        (name, value) -> {
          if (value == null) {
            environment.remove(name);
          } else {
            environment.put(name, value);
          }
        });
    Path run = Files.createTempDirectory(temp, "run");
    Files.writeString(
        run.resolve("run.json"),
        "{\"max_concurrency\": 16, \"model_id\": \"m\", \"total_token_throughput\": 1000,"
            + " \"output_throughput\": 400, \"mean_tpot_ms\": 20, \"score_exact\": 0.5,"
            + " \"score_strict\": \"\"}");
    Gate gate = new Gate(pack);
    return gate.judge(gate.read(new RunRequest("run", run, environment, null)));
  }

  private static Path folder(String name) throws IOException {
    return Files.createDirectories(temp.resolve("packs").resolve(name));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
  }
}
