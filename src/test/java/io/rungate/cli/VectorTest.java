package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cli.Vectors.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program against the script that it replaces: every vector, in one call. */
class VectorTest {
  @TempDir static Path base;

  private static List<Run> runs;

  @BeforeAll
  static void process_all() throws IOException {
    runs = Vectors.process(base, "--power", "off");
  }

  @Test
  void no_run_is_accepted_that_the_script_refused() {
    SoftAssertions.assertSoftly(
        softly -> {
          for (Run run : runs) {
            if (!run.vector().accepted()) {
              softly.assertThat(run.verdict()).as(run.vector().toString()).isEqualTo("rejected");
              softly
                  .assertThat(run.findings())
                  .as(run.vector().toString())
                  .anySatisfy(VectorTest::is_an_error)
                  .anySatisfy(
                      finding ->
                          assertThat((String) finding.get("message"))
                              .contains(run.vector().refused()));
            }
          }
        });
  }

  @Test
  void no_byte_differs_where_both_accept() {
    SoftAssertions.assertSoftly(
        softly -> {
          for (Run run : runs) {
            if (run.verdict().equals("accepted")) {
              softly
                  .assertThat(Path.of((String) run.line().get("agg")))
                  .as(run.vector().toString())
                  .content(StandardCharsets.UTF_8)
                  .isEqualTo(run.vector().agg());
            }
          }
        });
  }

  @Test
  void only_plausibility_refuses_more_and_withholds_what_the_script_wrote() {
    SoftAssertions.assertSoftly(
        softly -> {
          for (Run run : runs) {
            if (run.vector().accepted() && !run.verdict().equals("accepted")) {
              softly
                  .assertThat(run.findings())
                  .as(run.vector().toString())
                  .filteredOn(finding -> finding.get("severity").equals("error"))
                  .isNotEmpty()
                  .allSatisfy(
                      finding -> assertThat(finding.get("concern")).isEqualTo("plausibility"));
              softly
                  .assertThatCode(
                      () ->
                          assertThat(run.audit().get("withheld"))
                              .as(run.vector().toString())
                              .isEqualTo(run.vector().agg()))
                  .doesNotThrowAnyException();
            }
          }
        });
  }

  @Test
  void a_rejected_run_leaves_its_audit_record_and_nothing_else() throws IOException {
    for (Run run : runs) {
      Path result = run.folder().resolve(run.vector().file() + ".json").normalize();
      String name = run.vector().env().getOrDefault("RESULT_FILENAME", "");
      try (Stream<Path> files = Files.walk(run.folder())) {
        List<String> written =
            files
                .filter(Files::isRegularFile)
                .filter(file -> !file.equals(result))
                .map(file -> run.folder().relativize(file).toString())
                .toList();
        if (run.verdict().equals("accepted")) {
          assertThat(written)
              .hasSize(2)
              .contains("agg_" + name + ".json")
              .anyMatch(file -> file.startsWith("audit_"));
        } else {
          assertThat(written).singleElement().asString().startsWith("audit_");
        }
      }
    }
  }

  @Test
  void the_counts_are_known() {
    long equal = runs.stream().filter(run -> run.verdict().equals("accepted")).count();
    long both =
        runs.stream()
            .filter(run -> run.verdict().equals("rejected") && !run.vector().accepted())
            .count();
    long stricter =
        runs.stream()
            .filter(run -> run.verdict().equals("rejected") && run.vector().accepted())
            .count();
    System.out.printf(
        "%d vectors: %d accepted and equal, %d refused by both, %d refused by plausibility alone%n",
        runs.size(), equal, both, stricter);
    assertThat(equal + both + stricter).isEqualTo(runs.size());
    if (Vectors.own()) {
      assertThat(List.of(equal, both, stricter)).containsExactly(493L, 287L, 60L);
    }
  }

  private static void is_an_error(Map<?, ?> finding) {
    assertThat(finding.get("severity")).isEqualTo("error");
  }
}
