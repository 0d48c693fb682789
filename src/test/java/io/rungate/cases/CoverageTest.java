package io.rungate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cases.Coverage.ConditionUse;
import io.rungate.cases.Coverage.Report;
import io.rungate.cases.Coverage.RuleUse;
import io.rungate.cases.Coverage.Way;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.RulePack;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageTest {
  @TempDir Path temp;

  @Test
  void counts_how_far_each_rule_gets_and_what_is_never_exercised() throws PackException {
    Workshop copy =
        Workshop.in(temp)
            .withoutCases()
            .write(
                "cases/a.yaml",
                """
                about: x
                base: two-pools
                cases:
                  - { name: without TP, base: single-node, unset: [TP], expect: { verdict: rejected } }
                  - { name: bad, set: { DECODE_TP: x }, expect: { verdict: rejected } }
                """);
    RulePack pack = copy.pack();
    Coverage coverage = new Coverage(PackReader.files(copy.folder()), pack);
    CaseFile.cases(copy.cases()).forEach(coverage::add);
    Report report = coverage.report();
    assertThat(report.runs()).isEqualTo(5);
    RuleUse decode = rule(report, "the workers of a decode pool use a GPU for every rank");
    assertThat(decode.fired()).isEqualTo(1);
    assertThat(decode.conditions())
        .extracting(ConditionUse::failed)
        .containsExactly(2, 1, 0, 1, 0, 0);
    assertThat(rule(report, "a latency is above zero").fired()).isZero();
    assertThat(ways(report, "tp"))
        .containsExactly(
            Map.entry(Way.GIVEN, 1), Map.entry(Way.ABSENT, 4), Map.entry(Way.UNREADABLE, 0));
    assertThat(ways(report, "decode_tp")).containsEntry(Way.UNREADABLE, 1);
    assertThat(ways(report, "pp")).containsEntry(Way.DEFAULTED, 2);
    assertThat(report.percent()).isBetween(50.0, 99.0);
  }

  private static RuleUse rule(Report report, String name) {
    return report.rules().stream()
        .filter(r -> r.card().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<Way, Integer> ways(Report report, String field) {
    return report.fields().stream()
        .filter(f -> f.field().name().equals(field))
        .findFirst()
        .orElseThrow()
        .ways();
  }
}
