package io.rungate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.Search;
import io.rungate.cases.Mutation.Fate;
import io.rungate.cases.Mutation.Outcome;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.RulePack;
import io.rungate.rules.IncrementalPackLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every condition, conclusion, bound and default of a shipped pack is held by a case: without it,
 * or with another in its place, some case comes out otherwise, or it is explained why none can.
 */
@Tag(Search.LONG)
class NoMutantSurvivesTest {
  private static final long SEED = 20_261_129;

  /** By chance; {@code rungate rules mutate} makes all of them, which takes an hour. */
  private static final int MUTANTS = 20;

  @ParameterizedTest
  @ValueSource(strings = "v2")
  void every_mutant_is_noticed_or_explained(String version) throws Exception {
    Path folder = Path.of("rules", version);
    PackFiles files = PackReader.files(folder);
    IncrementalPackLoader bench = new IncrementalPackLoader();
    RulePack pack = bench.load(files);
    CaseFolder cases = CaseFolder.read(folder);
    CaseSuiteResult trial = CaseSuiteResult.of(pack, CaseReader.read(pack, cases));
    assertThat(trial.failed()).isZero();
    Mutation mutation = new Mutation(files, trial, bench);
    List<Mutant> all = new ArrayList<>(mutation.mutants());
    Collections.shuffle(all, new Random(SEED));
    List<Mutant> some = all.subList(0, Math.min(all.size(), Search.processes(MUTANTS)));
    EquivalentMutants excuses = EquivalentMutants.read(cases);
    List<String> unexplained =
        mutation.run(some, done -> {}).stream()
            .filter(outcome -> outcome.fate() == Fate.SURVIVED)
            .map(Outcome::mutant)
            .filter(mutant -> !excuses.excuse(mutant))
            .map(mutant -> mutant.file() + ": " + mutant.where() + ": " + mutant.change())
            .toList();
    assertThat(unexplained).isEmpty();
  }
}
