package io.rungate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cases.Completeness.Hole;
import io.rungate.cases.Completeness.Kind;
import io.rungate.cases.Completeness.Report;
import io.rungate.pack.PackException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletenessTest {
  @TempDir Path temp;

  @Test
  void the_deciding_variables_are_found_and_every_combination_is_classified_or_refused()
      throws PackException {
    Report report = report(Workshop.in(temp));
    assertThat(report.variables()).containsOnlyKeys("IS_MULTINODE", "DECODE_GPUS");
    assertThat(report.topologies())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("aggregated", 1, "disaggregated", 2, "none", 3, "single-node", 36));
    assertThat(report.holes()).extracting(Hole::kind).containsOnly(Kind.UNDECIDED_AND_REFUSED);
  }

  @Test
  void a_rule_that_is_too_narrow_leaves_runs_unclassified() throws PackException {
    Workshop copy =
        Workshop.in(temp)
            .with(
                "topology.drl",
                "\"num_decode_gpu\", zero == false )",
                "\"num_decode_gpu\", negative )");
    assertThat(report(copy).holes())
        .filteredOn(hole -> hole.kind() == Kind.UNCLASSIFIED)
        .extracting(Hole::variables)
        .containsExactly(Map.of("IS_MULTINODE", "true", "DECODE_GPUS", "1"));
  }

  @Test
  void rules_that_overlap_contradict_each_other() throws PackException {
    Workshop copy =
        Workshop.in(temp)
            .with(
                "topology.drl",
                "IntegerField( field == \"num_decode_gpu\", zero )",
                "IntegerField( field == \"num_decode_gpu\", negative == false )");
    assertThat(report(copy).holes())
        .filteredOn(hole -> hole.kind() == Kind.CONTRADICTION)
        .extracting(Hole::variables)
        .containsExactly(Map.of("IS_MULTINODE", "true", "DECODE_GPUS", "1"));
  }

  @Test
  void a_group_that_a_document_shows_needs_a_contract_and_only_one_rule_for_it()
      throws PackException {
    Workshop copy =
        Workshop.in(temp)
            .with(
                "contracts.drl",
                "Contract.tolerant( \"single sizes\" )",
                "Contract.strict( \"single\" )");
    assertThat(report(copy).holes())
        .extracting(Hole::kind)
        .contains(Kind.NO_CONTRACT, Kind.SAID_TWICE);
  }

  private static Report report(Workshop copy) throws PackException {
    return Completeness.of(copy.pack(), CaseFile.bases(copy.cases()));
  }
}
