package io.rungate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.cases.CaseResult.Mismatch;
import io.rungate.pack.PackException;
import io.rungate.report.CaseReport;
import io.rungate.report.Printer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Findings that a case is not about. */
class IgnoredFindingsTest {
  private static final String FILE =
      """
      about: what is published of sizes
      base: single-node
      ignore-findings: [size-not-positive, zero-denominator]
      cases:
        - name: one too small
          set: { PCP_SIZE: 0 }
          expect: { verdict: rejected }
        - name: another finding, too
          ignore-findings: [number-mistyped]
          set: { PCP_SIZE: 0 }
          result: { max_concurrency: "8" }
          expect: { verdict: rejected, refused-by: [] }
      """;

  @TempDir Path temp;

  private Workshop with(String from, String to) {
    assertThat(FILE).contains(from);
    return Workshop.in(temp).write("cases/x.yaml", FILE.replace(from, to));
  }

  private CaseSuiteResult trial(String from, String to) throws PackException {
    return with(from, to).trial();
  }

  private static List<Mismatch> differences(CaseSuiteResult trial) {
    return trial.all().stream().flatMap(one -> one.differences().stream()).toList();
  }

  @Test
  void they_are_not_compared_before_and_after_the_run() throws PackException {
    CaseSuiteResult trial = trial("x", "x");
    assertThat(differences(trial)).isEmpty();
    assertThat(trial.passed()).isTrue();
  }

  @Test
  void all_others_are() throws PackException {
    assertThat(differences(trial("    ignore-findings: [number-mistyped]\n", "")))
        .extracting(Mismatch::what, Mismatch::expected, Mismatch::actual)
        .contains(org.assertj.core.groups.Tuple.tuple("findings", "none", "number-mistyped"));
  }

  @Test
  void what_a_case_ignores_has_to_be_there() throws PackException {
    assertThat(differences(trial("    result: { max_concurrency: \"8\" }\n", "")))
        .extracting(Mismatch::what, Mismatch::expected, Mismatch::actual)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ignored finding", "number-mistyped", "none"));
  }

  @Test
  void what_a_file_ignores_has_to_be_in_one_of_its_cases() throws PackException {
    CaseSuiteResult trial = trial("zero-denominator]", "zero-denominator, no-gpu]");
    assertThat(trial.passed()).isFalse();
    assertThat(trial.failed()).isZero();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CaseReport(trial).text(new Printer(new PrintStream(out, true, StandardCharsets.UTF_8)));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("x.yaml:3: ignore-findings: no run of the file has the finding no-gpu\n")
        .contains(" cases, 0 failed, 1 code is ignored for nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[size-not-positive, z | [size-not-positiv, z | x.yaml:3: ignore-findings: no rule has the code size-not-positiv; did you mean size-not-positive?",
        "[number-mistyped] | [number-mistypd] | cases[1].ignore-findings: no rule has the code number-mistypd; did you mean number-mistyped?",
        "[number-mistyped] | [size-not-positive] | x.yaml:9: cases[1].ignore-findings: size-not-positive is ignored already",
        "[number-mistyped] | [] | cases[1].ignore-findings names none",
        "[number-mistyped] | number-mistyped | cases[1].ignore-findings must be a list",
        "ignore-findings: [number | ignore-finding: [number | no key cases[1].ignore-finding; did you mean ignore-findings?",
        "refused-by: [] | findings: [number-mistyped] | cases[1].expect.findings: number-mistyped is ignored and expected",
      })
  void a_mistake_is_told(String from, String to, String says) {
    Workshop pack = with(from, to);
    assertThatThrownBy(pack::cases).hasMessageContaining(says);
  }
}
