package io.rungate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.pack.PackException;
import io.rungate.report.CaseReport;
import io.rungate.report.Printer;
import io.rungate.report.ReportFormat;
import io.rungate.report.Reporter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class CaseSuiteResultTest {
  private static final String WRONG =
      """
      code: size-not-positive
      base: single-node
      cases:
        - name: a size of zero is allowed
          set: { PCP_SIZE: 0 }
          expect: { verdict: accepted, document: { pcp_size: 1 } }
        - name: a size of one is refused
          expect: { verdict: rejected, findings: [size-not-positive], absent: [tp] }
        - name: the message is another
          set: { DCP_SIZE: 0 }
          expect: { verdict: rejected, findings: [size-not-positive: "DCP_SIZE is too small"] }
      """;

  @TempDir Path temp;

  @Test
  void a_failing_case_shows_expected_and_actual_side_by_side_with_the_reasons()
      throws PackException {
    Workshop copy = Workshop.in(temp).write("cases/size-not-positive.yaml", WRONG);
    CaseSuiteResult trial = copy.trial();
    assertThat(trial.passed()).isFalse();
    assertThat(trial.failed()).isEqualTo(3);
    Map<CaseFile, List<CaseResult>> one = new LinkedHashMap<>(trial.results());
    one.keySet().removeIf(file -> !"size-not-positive".equals(file.code()));
    String report = report(trial, one).replaceFirst("(?m)^3 cases, .*\n", "");
    assertThat(copy.relative(report).replaceAll("drl:\\d+", "drl:0"))
        .isEqualTo(
            """
            FAIL  v2/cases/size-not-positive.yaml  3 of 3 cases failed
              size-not-positive > a size of zero is allowed  v2/cases/size-not-positive.yaml:4
                          expected  actual
                verdict   accepted  rejected
                findings
                  expected  none
                  actual    size-not-positive, zero-denominator, zero-denominator, zero-denominator
                    size-not-positive: PP_SIZE, DCP_SIZE, and PCP_SIZE must be positive integers. PCP_SIZE is 0.
                    rule "the pipeline and context sizes of a single-node run are positive" v2/contracts.drl:0
                    because tolerant contract for single sizes; PCP_SIZE = 0, not at least 1
                    zero-denominator: input_tput_per_gpu cannot be divided by zero GPUs.
                    rule "a throughput is not divided by zero GPUs" v2/denominators.drl:0
                    because input_tput_per_gpu is divided by 0
                    zero-denominator: output_tput_per_gpu cannot be divided by zero GPUs.
                    rule "a throughput is not divided by zero GPUs" v2/denominators.drl:0
                    because output_tput_per_gpu is divided by 0
                    zero-denominator: tput_per_gpu cannot be divided by zero GPUs.
                    rule "a throughput is not divided by zero GPUs" v2/denominators.drl:0
                    because tput_per_gpu is divided by 0
                pcp_size  1         0
                    from variable PCP_SIZE
              size-not-positive > a size of one is refused  v2/cases/size-not-positive.yaml:7
                          expected           actual
                verdict   rejected           accepted
                findings  size-not-positive  none
                    no match for rule "the pipeline and context sizes of a single-node run are positive" v2/contracts.drl:0
                tp        absent             4
                    from variable TP
              size-not-positive > the message is another  v2/cases/size-not-positive.yaml:9
                message of size-not-positive
                  expected  DCP_SIZE is too small
                  actual    PP_SIZE, DCP_SIZE, and PCP_SIZE must be positive integers. DCP_SIZE is 0.
                    size-not-positive: PP_SIZE, DCP_SIZE, and PCP_SIZE must be positive integers. DCP_SIZE is 0.
                    rule "the pipeline and context sizes of a single-node run are positive" v2/contracts.drl:0
                    because tolerant contract for single sizes; DCP_SIZE = 0, not at least 1
            """);
  }

  @Test
  void a_broken_rule_makes_its_cases_fail() throws PackException {
    Workshop copy =
        Workshop.in(temp)
            .with(
                "denominators.drl",
                "new Denominator( \"input_tput_per_gpu\", $prefill )",
                "new" + " Denominator( \"input_tput_per_gpu\", $prefill.plus( $prefill ) )");
    assertThat(copy.trial().all())
        .filteredOn(result -> !result.passed())
        .extracting(result -> result.of().title())
        .contains(
            "what each throughput is divided by > two pools divide output by decode GPUs and"
                + " input by prefill GPUs");
  }

  @Test
  void rules_that_contradict_each_other_fail_a_case_instead_of_stopping_the_others()
      throws PackException {
    Workshop copy =
        Workshop.in(temp)
            .with(
                "topology.drl",
                "IntegerField( field == \"num_decode_gpu\", zero == false )",
                "IntegerField( field == \"num_decode_gpu\" )");
    CaseSuiteResult trial = copy.trial();
    assertThat(trial.all())
        .filteredOn(result -> result.of().title().startsWith("base > colocated"))
        .flatExtracting(CaseResult::differences)
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.actual()).isEqualTo("not judged");
              assertThat(difference.reasons().get(0)).contains("the topology has two answers");
            });
    assertThat(trial.all()).anyMatch(CaseResult::passed);
  }

  @Test
  void a_code_without_a_case_or_without_a_near_miss_is_reported_at_its_rule() throws PackException {
    Workshop copy =
        Workshop.in(temp)
            .write(
                "cases/name-unsafe.yaml",
                """
                code: name-unsafe
                base: single-node
                cases:
                  - { name: a, expect: { verdict: accepted } }
                """)
            .write(
                "cases/structure-not-finite.yaml",
                """
                code: structure-not-finite
                base: single-node
                cases:
                  - name: a
                    result: { model_id: [NaN] }
                    expect: { verdict: rejected, findings: [structure-not-finite] }
                """);
    CaseSuiteResult trial = copy.trial();
    assertThat(trial.failed()).isZero();
    assertThat(trial.passed()).isFalse();
    assertThat(trial.gaps())
        .extracting(gap -> copy.relative(gap).replaceAll("drl:\\d+", "drl:0"))
        .containsExactlyInAnyOrder(
            "v2/plausibility.drl:0: rule \"a document can be named after the run\": no case trips"
                + " name-unsafe",
            "v2/plausibility.drl:0: rule \"a copied structure holds only finite numbers\": no near"
                + " miss of structure-not-finite: a case in a file about it that spares it");
  }

  @Test
  void junit_xml_has_a_suite_a_file_and_a_failure_a_failing_case() throws Exception {
    CaseSuiteResult trial =
        Workshop.in(temp)
            .write(
                "cases/size-not-positive.yaml", WRONG.replace("a size of zero", "a \\\"<&\\u0001>"))
            .trial();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Printer printer = new Printer(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try (Reporter reporter = ReportFormat.JUNIT.to(printer, printer)) {
      reporter.report(new CaseReport(trial));
    }
    String xml = bytes.toString(StandardCharsets.UTF_8);
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
    assertThat(document.getElementsByTagName("testsuite").getLength())
        .isEqualTo(trial.results().size());
    assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(trial.all().size());
    assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(3);
    Element failure = (Element) document.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("verdict differs");
    assertThat(failure.getTextContent()).contains("expected accepted, but was rejected");
  }

  private static String report(CaseSuiteResult trial, Map<CaseFile, List<CaseResult>> results) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new CaseReport(new CaseSuiteResult(trial.pack(), results, List.of()))
        .text(new Printer(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
