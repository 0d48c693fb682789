package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rungate.cli.RealSweep.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sound sweep with one fault at a time, as jobs, launchers and collectors really make them: the
 * gate says so of the damaged row, and blames no other.
 */
class DamagedSweepTest {
  @TempDir Path folder;

  /**
   * A fault.
   *
   * @param way makes it of a sweep and the row that was chosen
   * @param fits which rows can have it
   * @param unseen why nothing in a sweep shows it; null for a fault that must be caught
   */
  private record Damage(
      String name, BiConsumer<RealSweep, Point> way, Predicate<Point> fits, String unseen) {}

  private final List<Damage> damages = new ArrayList<>();

  private void damage(String name, Predicate<Point> fits, BiConsumer<RealSweep, Point> way) {
    damages.add(new Damage(name, way, fits, null));
  }

  private void row(
      String name, Predicate<Point> fits, java.util.function.Consumer<ObjectNode> way) {
    damage(name, fits, (sweep, point) -> way.accept(point.row));
  }

  private void unseen(
      String name, String why, Predicate<Point> fits, java.util.function.Consumer<ObjectNode> way) {
    damages.add(new Damage(name, (sweep, point) -> way.accept(point.row), fits, why));
  }

  private static final Predicate<Point> ANY = point -> true;
  private static final Predicate<Point> FIXED = point -> !point.isAgentic();
  private static final Predicate<Point> AGENTIC = Point::isAgentic;
  private static final Predicate<Point> POOLED = FIXED.and(Point::isPooled);
  private static final Predicate<Point> SHARED =
      AGENTIC.and(point -> point.isMultinode() && !point.isPooled());
  private static final Predicate<Point> SINGLE = FIXED.and(point -> !point.isMultinode());
  private static final Predicate<Point> AGENTIC_POOLED = AGENTIC.and(Point::isPooled);
  private static final Predicate<Point> OFFLOADED =
      AGENTIC.and(point -> point.row.path("kv_offloading").asText().equals("dram"));
  private static final Predicate<Point> RESIDENT =
      AGENTIC.and(point -> point.row.path("kv_offloading").asText().equals("none"));

  private static void times(ObjectNode row, String key, double factor) {
    row.put(key, row.get(key).asDouble() * factor);
  }

  private static void swap(ObjectNode row, String one, String other) {
    JsonNode first = row.get(one);
    row.set(one, row.get(other));
    row.set(other, first);
  }

  private static ObjectNode in(ObjectNode row, String... path) {
    ObjectNode at = row;
    for (String step : path) {
      at = (ObjectNode) at.get(step);
    }
    return at;
  }

  private static ObjectNode latency(ObjectNode row, String measure) {
    return in(row, "request_metrics", "latency", measure);
  }

  /** Which GPU count divides which throughput. */
  private void denominators() {
    row(
        "the two throughputs change places",
        POOLED,
        r -> swap(r, "input_tput_per_gpu", "output_tput_per_gpu"));
    row(
        "output is divided by all GPUs",
        POOLED,
        r -> times(r, "output_tput_per_gpu", share(r, "num_decode_gpu")));
    row(
        "input is divided by all GPUs",
        POOLED,
        r -> times(r, "input_tput_per_gpu", share(r, "num_prefill_gpu")));
    row(
        "the total is divided by one role",
        POOLED,
        r -> times(r, "tput_per_gpu", 1 / share(r, "num_decode_gpu")));
    row(
        "a single GPU stands for all",
        SINGLE,
        r -> times(r, "tput_per_gpu", r.get("tp").asInt() * 2));
    row("all of it is twice as much", SINGLE, r -> times(r, "tput_per_gpu", 2));
    row("decode GPUs are counted twice", POOLED, r -> times(r, "num_decode_gpu", 2));
    row("prefill GPUs are counted twice", SHARED, r -> times(r, "num_prefill_gpu", 2));
    row("a role has more expert ranks than GPUs", AGENTIC_POOLED, r -> times(r, "decode_ep", 64));
    row("a role has no GPU count", POOLED, r -> r.remove("num_decode_gpu"));
    row("the other role has none", SHARED, r -> r.remove("num_prefill_gpu"));
    row(
        "an agentic throughput is divided by one role",
        AGENTIC_POOLED,
        r -> times(in(r, "request_metrics", "throughput", "per_gpu"), "total_tput_tps", 2));
  }

  private static double share(ObjectNode row, String key) {
    return row.get(key).asDouble()
        / (row.get("num_prefill_gpu").asDouble() + row.get("num_decode_gpu").asDouble());
  }

  /** What ran, and what it is called. */
  private void labels() {
    row("an aggregated run is flagged disaggregated", SHARED, r -> r.put("disagg", true));
    row("a disaggregated run is not flagged", POOLED, r -> r.put("disagg", false));
    row("an aggregated run has decode workers", SHARED, r -> r.put("decode_num_workers", 1));
    row("a decode pool has no workers", POOLED, r -> r.put("decode_num_workers", 0));
    row("a decode pool has no size", POOLED, r -> r.put("decode_tp", 0));
    row("a size was never forwarded", POOLED, r -> r.remove("prefill_tp"));
    row("a single-node run has roles", SINGLE, r -> r.put("prefill_tp", 8));
    row("a multinode run says it is none", POOLED, r -> r.put("is_multinode", false));
    row("nobody says whether it is multinode", POOLED, r -> r.remove("is_multinode"));
    row("the flag is a text", POOLED, r -> r.put("disagg", "1"));
    row("attention is shared by a number", POOLED, r -> r.put("decode_dp_attention", "1"));
    row("the concurrency is a text", ANY, r -> r.put("conc", "many"));
    row("the hardware has a letter too many", ANY, r -> r.put("hw", "x" + r.get("hw").asText()));
    row("the hardware is another", ANY, r -> r.put("hw", "h100"));
    row("the model prefix is misspelt", ANY, r -> r.put("infmax_model_prefix", "dsrr1"));
    row(
        "the precision is not the checkpoint's",
        point -> point.row.path("model").asText().contains("FP4"),
        r -> r.put("precision", "fp8"));
    row(
        "the image is a private one",
        ANY,
        r -> r.put("image", "registry.example/staging/sglang:pr-1234"));
    row("there is no precision", ANY, r -> r.remove("precision"));
    row(
        "speculation is not told",
        point -> point.row.path("spec_decoding").asText().equals("mtp"),
        r -> r.put("spec_decoding", "none"));
    row("the lengths are those of another scenario", FIXED, r -> r.put("isl", 512));
    row("there are no lengths", FIXED, r -> r.remove("osl"));
    row("a text holds a NUL", ANY, r -> r.put("model", "model\u0000"));
    row(
        "host memory was used and nobody says so",
        RESIDENT,
        r -> in(r, "server_metrics", "cache").put("external_cache_hit_rate", 0.8));
    row("host memory was never used", OFFLOADED, DamagedSweepTest::withoutHits);
  }

  private static void withoutHits(ObjectNode row) {
    in(row, "server_metrics", "cache")
        .put("external_cache_hit_rate", 0.0)
        .put("cpu_cache_hit_rate", 0.0);
    in(row, "server_metrics", "kv_offload").put("bytes_gpu_to_cpu", 0).put("bytes_cpu_to_gpu", 0);
  }

  /** What was measured. */
  private void measures() {
    row("a latency is no number", FIXED, r -> r.put("p99_ttft", Double.NaN));
    row("a latency is negative", FIXED, r -> r.put("median_ttft", -1.0));
    row("a latency is in milliseconds", FIXED, r -> times(r, "median_tpot", 1000));
    row("nothing was served", FIXED, r -> r.put("tput_per_gpu", 0.0));
    row("the interactivity is missing", FIXED, r -> r.remove("median_intvty"));
    row("the throughput is missing", FIXED, r -> r.remove("tput_per_gpu"));
    row(
        "a percentile is above a higher one",
        FIXED,
        r -> r.put("p90_e2el", r.get("p99_e2el").asDouble() * 2));
    row(
        "interactivity percentiles run the other way",
        FIXED,
        r -> swap(r, "p90_intvty", "p99_intvty"));
    row(
        "an agentic percentile is above a higher one",
        AGENTIC,
        r -> times(latency(r, "ttft"), "p75", 10));
    row(
        "an agentic interactivity is not the inverse",
        AGENTIC,
        r -> times(latency(r, "intvty"), "p50", 1.5));
    row("no request succeeded", AGENTIC, r -> r.put("num_requests_successful", 0));
    row("a fifth of the requests failed", AGENTIC, r -> r.put("num_requests_successful", 32));
    row(
        "the profile stalled",
        AGENTIC,
        r -> in(r, "request_metrics", "throughput").put("duration_seconds", 1200));
    row(
        "the cache was not measured",
        AGENTIC.and(p -> p.row.path("framework").asText().startsWith("dynamo")),
        r -> in(r, "server_metrics", "cache").putNull("gpu_cache_hit_rate"));
    unseen(
        "everything is measured twice as fast",
        "all figures still agree; only an earlier sweep could tell",
        FIXED,
        DamagedSweepTest::twiceAsFast);
    unseen(
        "the image is an older one",
        "every published tag is right for some sweep; only a recipe could tell",
        ANY,
        r -> r.put("image", "vllm/vllm-openai:v0.9.0"));
  }

  private static void twiceAsFast(ObjectNode row) {
    for (String key : List.of("tput_per_gpu", "input_tput_per_gpu", "output_tput_per_gpu")) {
      times(row, key, 2);
    }
  }

  /** What arrives of a sweep. */
  private void arrivals() {
    damage("a point is lost", ANY, (sweep, point) -> sweep.points.remove(point));
    damage(
        "a whole curve is lost",
        ANY,
        (sweep, point) ->
            sweep.points.removeIf(
                one ->
                    one.row.path("hw").equals(point.row.path("hw"))
                        && one.row
                            .path("infmax_model_prefix")
                            .equals(point.row.path("infmax_model_prefix"))));
    damage(
        "a file is cut short",
        ANY,
        (sweep, point) -> {
          point.text = point.row.toString().substring(0, 100);
          point.collected = false;
        });
    damage(
        "a file is empty",
        ANY,
        (sweep, point) -> {
          point.text = "";
          point.collected = false;
        });
    damage(
        "a retry left other numbers",
        FIXED,
        (sweep, point) -> {
          point.other = point.row.deepCopy();
          twiceAsFast(point.other);
        });
    damage(
        "a point arrives twice with other numbers",
        FIXED,
        (sweep, point) -> {
          Point again = point.copy();
          again.artifact += "_retry";
          twiceAsFast(again.row);
          sweep.points.add(again);
        });
    damage("a point was never asked for", ANY, (sweep, point) -> point.row.put("conc", 77));
    damage(
        "a file is that of another point",
        FIXED,
        (sweep, point) -> {
          Point other =
              sweep.first(
                  one ->
                      one.job != point.job
                          && FIXED.test(one)
                          && one.row.path("conc").asInt() != point.row.path("conc").asInt());
          point.row = other.row.deepCopy();
          twiceAsFast(point.row);
        });
    damage(
        "two recipes have one fingerprint",
        FIXED,
        (sweep, point) -> {
          Point again = point.copy();
          again.artifact += "_other";
          again.row.put("image", "other/image:1");
          twiceAsFast(again.row);
          sweep.points.add(again);
        });
    damage(
        "a row is no object",
        ANY,
        (sweep, point) -> {
          point.text = "null";
          point.collected = false;
        });
  }

  /** Rows of every kind, and few enough to judge them many times. */
  private static final List<Predicate<Point>> KINDS =
      List.of(
          POOLED,
          SINGLE,
          SHARED,
          AGENTIC_POOLED,
          OFFLOADED,
          RESIDENT,
          AGENTIC.and(point -> point.row.path("framework").asText().startsWith("dynamo")),
          FIXED.and(point -> point.row.path("spec_decoding").asText().equals("mtp")),
          point -> point.row.path("model").asText().contains("FP4"));

  private static final RealSweep SOUND = few(RealSweep.clean(ANY));

  private static RealSweep few(RealSweep all) {
    Set<Integer> jobs = new TreeSet<>();
    for (Predicate<Point> kind : KINDS) {
      all.points(kind).stream().map(point -> point.job).distinct().limit(3).forEach(jobs::add);
    }
    return all.only(jobs);
  }

  private List<JsonNode> gate(RealSweep sweep, String name) throws IOException {
    Program.Result result = sweep.gate(folder.resolve(name));
    assertThat(result.code())
        .as(result.err())
        .isLessThan(sweep.points.stream().anyMatch(one -> one.text != null) ? 3 : 2);
    return RealSweep.lines(result);
  }

  /**
   * Something that is said.
   *
   * @param of rows and expected points; one row, or what a finding about the sweep names
   */
  private record Said(String code, Set<String> of) {
    /** Whether it names rows, and none of those that have the fault. */
    boolean blames(Set<String> damaged) {
      Set<String> rows = new TreeSet<>(of);
      rows.removeIf(id -> !id.startsWith("artifacts/"));
      return !rows.isEmpty() && rows.stream().noneMatch(damaged::contains);
    }
  }

  private static List<Said> said(List<JsonNode> lines) {
    List<Said> said = new ArrayList<>();
    for (JsonNode line : lines) {
      String id = line.path("id").asText();
      if (line.path("verdict").asText().equals("unreadable")) {
        said.add(new Said("unreadable", Set.of(id)));
      }
      for (JsonNode finding : line.path("findings")) {
        Set<String> of = new TreeSet<>();
        finding.path("points").forEach(point -> of.add(point.asText()));
        said.add(new Said(finding.path("code").asText(), line.has("verdict") ? Set.of(id) : of));
      }
    }
    return said;
  }

  @Test
  void faults_are_caught_and_sound_rows_are_not_blamed() throws IOException {
    denominators();
    labels();
    measures();
    arrivals();
    assertThat(said(gate(SOUND.copy(), "sound"))).isEmpty();
    List<String> missed = new ArrayList<>();
    List<String> blamed = new ArrayList<>();
    for (Damage damage : damages) {
      RealSweep sweep = SOUND.copy();
      Point point = sweep.first(damage.fits());
      Set<String> own = new TreeSet<>(places(sweep, point));
      damage.way().accept(sweep, point);
      sweep.points(one -> one.job == point.job).forEach(one -> own.addAll(places(sweep, one)));
      List<Said> said = said(gate(sweep, "damaged" + damages.indexOf(damage)));
      if (said.isEmpty() && damage.unseen() == null) {
        missed.add(damage.name());
      }
      said.stream()
          .filter(one -> one.blames(own))
          .forEach(one -> blamed.add(damage.name() + ": " + one));
    }
    assertThat(damages).hasSizeGreaterThanOrEqualTo(60);
    assertThat(missed).isEmpty();
    assertThat(blamed).isEmpty();
  }

  private static Set<String> places(RealSweep sweep, Point point) {
    return Set.of(
        "artifacts/" + point.place(),
        "artifacts/" + RealSweep.COLLECTED + "#" + sweep.index(point));
  }
}
