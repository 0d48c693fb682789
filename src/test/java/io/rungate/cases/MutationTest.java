package io.rungate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cases.Mutation.Fate;
import io.rungate.cases.Mutation.Outcome;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutationTest {
  private static final String RULE = "a multinode run has at least one prefill GPU";

  @TempDir Path temp;

  @Test
  void a_rule_is_damaged_in_every_way_that_fits() throws PackException {
    assertThat(mutants(mutation(Workshop.in(temp)), RULE))
        .extracting(Mutant::change)
        .containsExactly(
            "the rule is dropped",
            "condition is dropped: Multinode()",
            "condition is dropped: $prefill : IntegerField( field == \"num_prefill_gpu\", positive =="
                + " false, $gpus : value )",
            "constraint is dropped: field == \"num_prefill_gpu\"",
            "constraint is dropped: positive == false",
            "positive == false becomes zero",
            "positive == false becomes positive",
            "$prefill : IntegerField( field [==] \"num_prefill_gpu\", positive == false, $gpus : value )"
                + " becomes !=",
            "$prefill : IntegerField( field == \"num_prefill_gpu\", positive [==] false, $gpus : value )"
                + " becomes !=",
            "$prefill : IntegerField( field == [\"num_prefill_gpu\"], positive == false, $gpus : value )"
                + " becomes \"num_decode_gpu\"",
            "insertLogical( new [Refusal]( $prefill ) ); becomes io.rungate.fact.Warning");
  }

  @Test
  void a_case_that_is_taken_away_lets_a_mutant_survive() throws PackException {
    Workshop copy = Workshop.in(temp);
    assertThat(fates(copy, "positive == false becomes zero")).containsExactly(Fate.NOTICED);
    assertThat(fates(copy, "condition is dropped: $prefill")).containsExactly(Fate.BROKEN);

    copy.with(
            "cases/no-prefill-gpu.yaml",
            "    set: { PREFILL_GPUS: -4 }",
            "    set: { PREFILL_GPUS: 0 }")
        .with(
            "cases/no-prefill-gpu.yaml",
            "findings: [no-prefill-gpu, rate-not-positive, role-gpus-contradict]",
            "findings: [no-prefill-gpu, zero-denominator, role-gpus-contradict]")
        .with("cases/no-gpu.yaml", "    set: { PREFILL_GPUS: -8 }", "    set: { PREFILL_GPUS: 0 }")
        .with(
            "cases/no-gpu.yaml",
            "findings: [no-gpu, no-prefill-gpu, rate-not-positive, rate-not-positive,"
                + " rate-not-positive, role-gpus-contradict]",
            "findings: [no-gpu, no-prefill-gpu, zero-denominator, zero-denominator,"
                + " zero-denominator, role-gpus-contradict]");
    assertThat(fates(copy, "positive == false becomes zero")).containsExactly(Fate.SURVIVED);
  }

  @Test
  void a_default_a_bound_and_a_pattern_of_the_mapping_are_damaged() throws PackException {
    Mutation mutation = mutation(Workshop.in(temp));
    assertThat(mutants(mutation, "fields.pp"))
        .extracting(Mutant::change)
        .containsExactly(
            "default: \"1\" becomes default: \"2\"",
            "at-least: 1 becomes at-least: 2",
            "at-least: 1 becomes at-least: 0",
            "group: single sizes becomes group: prefill");
    assertThat(mutation.run(mutants(mutation, "fields.pp"), done -> {}))
        .extracting(Outcome::fate)
        .containsOnly(Fate.NOTICED);
  }

  private List<Fate> fates(Workshop copy, String change) throws PackException {
    Mutation mutation = mutation(copy);
    List<Mutant> mutants =
        mutants(mutation, RULE).stream().filter(m -> m.change().startsWith(change)).toList();
    return mutation.run(mutants, done -> {}).stream().map(Outcome::fate).toList();
  }

  private static Mutation mutation(Workshop copy) throws PackException {
    CaseSuiteResult trial = copy.trial();
    assertThat(trial.failed()).isZero();
    return new Mutation(PackReader.files(copy.folder()), trial, Workshop.BENCH);
  }

  private static List<Mutant> mutants(Mutation mutation, String where) {
    return mutation.mutants().stream().filter(mutant -> mutant.where().equals(where)).toList();
  }
}
