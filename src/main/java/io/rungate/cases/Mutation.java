package io.rungate.cases;

import io.rungate.gate.OrderedExecutor;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.RulePack;
import io.rungate.pack.RuleText;
import io.rungate.rules.IncrementalPackLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Asks whether cases would notice if a rule were wrong: damages the pack in one place at a time, in
 * memory, and runs the cases until one fails.
 */
public final class Mutation {

  /** What became of a mutant. */
  public enum Fate {
    /** A case fails. */
    NOTICED,
    /** Every case comes out as it says. */
    SURVIVED,
    /** It is no pack any more: nobody could use it unawares. */
    BROKEN
  }

  /**
   * A mutant and its fate.
   *
   * @param broken why it is no pack; empty when it is one
   */
  public record Outcome(Mutant mutant, Fate fate, String broken) {}

  private final PackFiles files;
  private final List<RunCase> cases;
  private final IncrementalPackLoader bench;
  private final RulePack pack;
  private final List<RuleText> rules;
  private final Map<String, Set<RunCase>> casesOfRule = new HashMap<>();

  /**
   * Prepares the damage.
   *
   * @param trial the undamaged pack held against its cases: all must pass
   * @throws PackException when the pack does not load
   */
  public Mutation(PackFiles files, CaseSuiteResult trial, IncrementalPackLoader bench)
      throws PackException {
    this.files = files;
    this.bench = bench;
    this.pack = bench.load(files);
    this.rules = rules(files);
    this.cases = trial.all().stream().map(CaseResult::of).toList();
    for (CaseResult result : trial.all()) {
      for (String rule : result.fired()) {
        casesOfRule.computeIfAbsent(rule, name -> new HashSet<>()).add(result.of());
      }
    }
  }

  private static List<RuleText> rules(PackFiles files) throws PackException {
    return PackReader.rules(files).stream().flatMap(file -> file.rules().stream()).toList();
  }

  /** The mutants of a pack as it lies in its folder, without anything to run them. */
  static List<Mutant> mutants(RulePack pack) throws PackException {
    PackFiles files = PackReader.files(pack.folder());
    return mutants(files, pack.mapping(), rules(files));
  }

  /** All mutants of the pack, by file and line. */
  public List<Mutant> mutants() {
    return mutants(files, pack.mapping(), rules);
  }

  static List<Mutant> mutants(PackFiles files, Mapping mapping, List<RuleText> rules) {
    List<Mutant> mutants =
        new ArrayList<>(RuleMutants.of(rules, new MutationDictionary(mapping, rules)));
    mutants.addAll(MappingMutants.of(mapping.file(), files.text(mapping.file())));
    if (PackReader.hasSweep(files)) {
      mutants.addAll(MappingMutants.of(PackReader.SWEEP, files.text(PackReader.SWEEP)));
    }
    return mutants;
  }

  /**
   * Runs the cases on the mutants, several at a time.
   *
   * @param progress is told how many are done
   * @return in the order of the mutants
   */
  public List<Outcome> run(List<Mutant> mutants, Consumer<Integer> progress) {
    List<Outcome> outcomes = new ArrayList<>();
    int threads = Runtime.getRuntime().availableProcessors();
    new OrderedExecutor(threads)
        .run(
            mutants.stream().map(one -> (Callable<Outcome>) () -> outcome(one)).iterator(),
            outcome -> {
              outcomes.add(outcome);
              progress.accept(outcomes.size());
            });
    requireCompiler(mutants);
    return outcomes;
  }

  /**
   * A compiler that has run out of something refuses everything, and every mutant would pass for
   * broken: so the pack as it is must still compile in the end.
   */
  private void requireCompiler(List<Mutant> mutants) {
    for (String file : new TreeSet<>(mutants.stream().map(Mutant::file).toList())) {
      try {
        bench.variant(files.with(file, files.text(file) + "\n"));
      } catch (PackException e) {
        throw new IllegalStateException("what was not damaged does not compile any more", e);
      }
    }
  }

  private Outcome outcome(Mutant mutant) {
    CaseRunner runner;
    try {
      runner = new CaseRunner(bench.variant(files.with(mutant.file(), mutant.text())));
    } catch (PackException e) {
      return new Outcome(mutant, Fate.BROKEN, e.getMessage());
    }
    Set<RunCase> near = casesOfRule.getOrDefault(mutant.where(), Set.of());
    boolean noticed =
        Stream.concat(
                cases.stream().filter(near::contains),
                cases.stream().filter(one -> !near.contains(one)))
            .anyMatch(one -> !runner.run(one).passed());
    return new Outcome(mutant, noticed ? Fate.NOTICED : Fate.SURVIVED, "");
  }
}
