package io.rungate.bench;

import io.rungate.cli.Vectors;
import io.rungate.cli.Vectors.Vector;
import io.rungate.engine.Engine;
import io.rungate.fact.Fact;
import io.rungate.gate.Gate;
import io.rungate.gate.Judgement;
import io.rungate.pack.RulePack;
import io.rungate.run.FactReader;
import io.rungate.run.RunInput;
import io.rungate.run.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A run with a real configuration, at every step from its files to its judgement. */
@State(Scope.Benchmark)
public class JudgedRun {

  /** A multinode run, one on a single node, and one that a launcher left variables out of. */
  @Param({"accepted", "single-node", "rejected"})
  public String run;

  final RulePack pack = Pack.shipped();
  final Gate gate = new Gate(pack);
  final FactReader reader = new FactReader(pack.mapping());
  final Engine engine = new Engine(pack);

  Path folder;
  RunRequest request;
  RunInput input;
  List<Fact> facts;
  Judgement judgement;

  @Setup
  public void judge() throws Exception {
    Vector vector = first(Vectors.all());
    folder = Files.createTempDirectory("rungate-bench");
    vector.writeTo(folder);
    request = new RunRequest(run, folder, vector.env(), null);
    input = gate.read(request);
    facts = reader.read(input);
    judgement = gate.judge(input);
    if (judgement.evaluation().accepted() != vector.accepted()) {
      throw new IllegalStateException(vector + " is judged differently");
    }
  }

  private Vector first(List<Vector> vectors) {
    Predicate<Vector> wanted =
        switch (run) {
          case "rejected" -> one -> !one.accepted() && one.refused().contains("required");
          case "single-node" -> one -> isPlain(one) && !one.env().containsKey("IS_MULTINODE");
          default -> one -> isPlain(one) && one.env().containsKey("IS_MULTINODE");
        };
    return vectors.stream().filter(wanted).findFirst().orElseThrow();
  }

  private static boolean isPlain(Vector vector) {
    return vector.accepted() && vector.id().startsWith("config-");
  }

  /** The audit record as it is written to its file. */
  byte[] record(Judgement judged) {
    return gate.record(judged, "agg.json");
  }

  @TearDown(Level.CaseSuiteResult)
  public void remove() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}
