package io.rungate.bench;

import io.rungate.run.ResultFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A result file that is read for a few of its members; the rest is a number for each request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReadingBenchmark {

  /** About 1 KB, and about 1 MB. */
  @Param({"0", "50000"})
  public int requests;

  private final Predicate<String> wanted = ResultFile.wanted(Pack.shipped().mapping());
  private Path file;

  @Setup
  public void write() throws IOException {
    file = Files.createTempFile("rungate-bench", ".json");
    Random random = new Random(1);
    try (BufferedWriter text = Files.newBufferedWriter(file)) {
      text.write("{\"model_id\": \"model\", \"max_concurrency\": 1, \"ttfts\": [0.5");
      for (int i = 0; i < requests; i++) {
        text.write(", " + random.nextDouble());
      }
      text.write("], \"output_throughput\": 1000.5, \"total_token_throughput\": 9000.5");
      for (int i = 0; i < 20; i++) {
        text.write(", \"p" + i + "_ttft_ms\": " + random.nextDouble());
      }
      text.write("}");
    }
  }

  @Benchmark
  public ResultFile resultFile() {
    return ResultFile.read(file, wanted);
  }

  @TearDown
  public void remove() throws IOException {
    Files.delete(file);
  }
}
