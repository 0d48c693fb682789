package io.rungate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.rungate.cli.Program;
import io.rungate.cli.Vectors;
import io.rungate.cli.Vectors.Vector;
import io.rungate.document.AuditRecordWriter;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.RulePack;
import io.rungate.run.FactReader;
import io.rungate.run.ResultFile;
import io.rungate.run.RunInput;
import io.rungate.run.RunRequest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a run costs, counted in bytes that it allocates: unlike a time, that is the same on every
 * machine, however busy it is.
 */
class CostTest {
  private static final RulePack PACK = Program.pack("v2");

  @TempDir Path temp;

  @Test
  void a_judged_run_with_its_records_allocates_no_more_than_it_did() throws Exception {
    Gate gate = new Gate(PACK);
    RunInput input = input(gate, 0);
    assertThat(allocated(() -> judged(gate, input)) / 1024)
        .as("What a run allocates has to be cleared away: a batch is slower and needs more memory.")
        .isLessThanOrEqualTo(500.0);
  }

  @Test
  void the_last_of_many_runs_costs_what_the_first_did() throws Exception {
    Gate gate = new Gate(PACK);
    RunInput input = input(gate, 0);
    double early = allocated(() -> judged(gate, input));
    for (int i = 0; i < 500; i++) {
      judged(gate, input);
    }
    assertThat(allocated(() -> judged(gate, input)) / early)
        .as(
            "Something is built or kept for each run: a back-fill of a million gets slower and slower.")
        .isLessThanOrEqualTo(1.15);
  }

  @Test
  void ten_times_the_published_metrics_cost_about_ten_times_as_much() throws Exception {
    Gate gate = new Gate(PACK);
    RunInput few = input(gate, 100);
    RunInput many = input(gate, 1_000);
    double ratio = allocated(() -> judged(gate, many)) / allocated(() -> judged(gate, few));
    assertThat(ratio)
        .as(
            "Cost grows faster than the result: a client that measures more is soon not judged at all.")
        .isLessThanOrEqualTo(9.0);
  }

  @Test
  void what_the_mapping_does_not_name_is_not_kept() throws Exception {
    Path small = written(temp.resolve("small.json"), 100);
    Path large = written(temp.resolve("large.json"), 20_000);
    Predicate<String> wanted = new FactReader(PACK.mapping())::reads;
    double passedOver = more(small, large, wanted);
    double kept = more(small, large, key -> true);
    assertThat(passedOver)
        .as("Numbers of single requests, which nobody asked for, are built up in memory.")
        .isLessThanOrEqualTo(kept / 3);
  }

  private static double more(Path small, Path large, Predicate<String> wanted) throws Exception {
    return allocated(() -> ResultFile.read(large, wanted, null))
        - allocated(() -> ResultFile.read(small, wanted, null));
  }

  private static int judged(Gate gate, RunInput input) throws Exception {
    Judgement judgement = gate.judge(input);
    assertThat(judgement.evaluation().accepted()).isTrue();
    byte[] record = AuditRecordWriter.bytes(gate.record(judgement));
    return judgement.document().text().length() + record.length;
  }

  /** A real configuration over several nodes, with more metrics than it has. */
  private static RunInput input(Gate gate, int moreMetrics) throws Exception {
    Vector vector =
        Vectors.all().stream()
            .filter(one -> one.accepted() && one.id().startsWith("config-"))
            .filter(one -> one.env().containsKey("IS_MULTINODE"))
            .findFirst()
            .orElseThrow();
    Path folder = Files.createTempDirectory("rungate-cost");
    vector.writeTo(folder);
    RunInput read = gate.read(new RunRequest("run", folder, vector.env(), null));
    Files.delete(folder.resolve(vector.file() + ".json"));
    Files.delete(folder);
    Map<String, Object> result = new LinkedHashMap<>(read.result());
    for (int i = 0; i < moreMetrics; i++) {
      result.put("mean_" + i + "_ms", PythonJsonReader.read("" + (i + 0.5)));
    }
    return new RunInput(
        read.name(), read.fileName(), read.variables(), result, read.resultFile(), "0", "");
  }

  private static Path written(Path file, int requests) throws IOException {
    try (BufferedWriter text = Files.newBufferedWriter(file)) {
      text.write("{\"max_concurrency\": 1, \"requests\": [0");
      for (int i = 0; i < requests; i++) {
        text.write(", {\"id\": \"request " + i + "\", \"seconds\": " + i / 7.0 + "}");
      }
      text.write("]}");
    }
    return file;
  }

  /**
   * Bytes that a call allocates when it is warm; the least of several, since others may join in.
   */
  private static double allocated(Callable<?> call) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double least = Double.MAX_VALUE;
    for (int round = 0; round < 4; round++) {
      int calls = 5;
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < calls; i++) {
        call.call();
      }
      long after = threads.getCurrentThreadAllocatedBytes();
      least = Math.min(least, (double) (after - before) / calls);
    }
    return least;
  }
}
