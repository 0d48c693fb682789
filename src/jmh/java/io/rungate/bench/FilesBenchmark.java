package io.rungate.bench;

import io.rungate.gate.Gate;
import io.rungate.gate.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One run from the files of its job to the files of its verdict. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 2)
public class FilesBenchmark {

  /** A gate writes each document once, so it is made anew when all folders are used up. */
  private static final int FOLDERS = 500;

  private final Path[] folders = new Path[FOLDERS];
  private Gate gate;
  private int next;

  @Setup
  public void makeFolders(JudgedRun run) throws Exception {
    for (int i = 0; i < FOLDERS; i++) {
      folders[i] = Files.createDirectory(run.folder.resolve("out" + i));
    }
  }

  @Benchmark
  public Outcome process(JudgedRun run) throws Exception {
    if (next == 0) {
      gate = new Gate(run.pack);
    }
    Outcome outcome = gate.prepare(run.request, Optional.of(folders[next])).call();
    if (!(outcome instanceof Outcome.Published)) {
      throw new IllegalStateException(outcome.toString());
    }
    next = (next + 1) % FOLDERS;
    return outcome;
  }
}
