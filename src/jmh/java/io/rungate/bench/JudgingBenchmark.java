package io.rungate.bench;

import io.rungate.engine.Evaluation;
import io.rungate.fact.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.kie.api.runtime.KieSession;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** One run, step by step; what is not measured is done before. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 2)
public class JudgingBenchmark {

  /** Environment and result in memory become facts. */
  @Benchmark
  public List<Fact> facts(JudgedRun run) {
    return run.reader.read(run.input);
  }

  /** The rules alone: what they conclude is there, and nobody asks why. */
  @Benchmark
  public List<Object> firing(JudgedRun run) {
    KieSession session = run.pack.base().get().newKieSession();
    try {
      run.facts.forEach(session::insert);
      session.fireAllRules();
      return new ArrayList<>(session.getObjects());
    } finally {
      session.dispose();
    }
  }

  /** The rules, and the trace: of every conclusion the rules and facts that it rests on. */
  @Benchmark
  public Evaluation evaluation(JudgedRun run) throws Exception {
    return run.engine.evaluate(run.facts);
  }

  /** The audit record of a judgement, as it is written. */
  @Benchmark
  public byte[] record(JudgedRun run) {
    return run.record(run.judgement);
  }

  /** All of it from environment and result in memory to the texts of both documents. */
  @Benchmark
  public int whole(JudgedRun run) throws Exception {
    var judgement = run.gate.judge(run.input);
    return judgement.document().text().length() + run.record(judgement).length;
  }
}
