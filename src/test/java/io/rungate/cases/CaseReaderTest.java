package io.rungate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rungate.pack.PackException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseReaderTest {
  private static final String HEAD = "about: x\nbase: single-node\ncases:\n";

  @TempDir Path temp;

  @Test
  void what_lies_among_the_cases_and_is_none_is_told() throws Exception {
    Workshop pack = Workshop.in(temp).write("cases/README.md", "For people.");
    assertThat(CaseFolder.read(pack.folder()).files()).isNotEmpty();
    List<String> lost = List.of(".topology.yaml", "base/more.yml", "extra.drl", "sub/x.YAML");
    lost.forEach(name -> pack.write("cases/" + name, "cases: []"));
    assertThatThrownBy(() -> CaseFolder.read(pack.folder()))
        .isInstanceOfSatisfying(
            PackException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(4)
                    .allMatch(one -> one.toString().endsWith("which are called NAME.yaml")));
  }

  @Test
  void values_of_variables_are_texts_and_values_of_results_are_json() throws PackException {
    RunCase one =
        only(
            """
              - name: a
                set: { TP: 08, DISAGG: TRUE, IMAGE: "" }
                unset: [EP_SIZE]
                result: { max_concurrency: 8, model_id: "8", total_token_throughput: NaN, x_ms: null }
                drop: [output_throughput]
                expect: { verdict: rejected }
            """);
    assertThat(one.variables())
        .containsEntry("TP", "08")
        .containsEntry("DISAGG", "TRUE")
        .containsEntry("IMAGE", "")
        .containsEntry("RUNNER_TYPE", "h200")
        .doesNotContainKey("EP_SIZE");
    assertThat(one.result())
        .containsEntry("max_concurrency", BigInteger.valueOf(8))
        .containsEntry("model_id", "8")
        .containsEntry("total_token_throughput", Double.NaN)
        .doesNotContainKey("output_throughput");
    assertThat(one.expected().topology()).isEqualTo("single-node");
    assertThat(one.expected().findings()).isEmpty();
  }

  @Test
  void an_excuse_for_a_mutant_that_is_never_made_is_told() {
    Workshop pack =
        Workshop.in(temp)
            .write(
                "cases/equivalent-mutants.yaml",
                """
                mutants:
                  - where: fields.modle
                    because: Nobody reads it.
                    changes: ['group: result becomes group: base']
                  - where: fields.model
                    because: Nobody reads it.
                    changes: ['group: result becomes group: bse']
                """);
    assertThatThrownBy(pack::cases)
        .isInstanceOfSatisfying(
            PackException.class,
            e ->
                assertThat(e.problems())
                    .extracting(one -> one.line() + ": " + one.message())
                    .containsExactly(
                        "4: no rule and no entry is called fields.modle; did you mean fields.model?",
                        "7: no such change is made in fields.model: group: result becomes group:"
                            + " bse; did you mean group: result becomes group: base?"));
  }

  @Test
  void every_fault_is_told_with_its_line_and_what_was_meant() {
    Workshop copy =
        Workshop.in(temp)
            .withoutCases()
            .write(
                "cases/wrong.yaml",
                """
                code: no-gpus
                base: singel-node
                cases:
                  - name: a
                    base: two-pool
                    set: { TPP: 1 }
                    expect: { verdict: acepted, topology: agregated, findings: [size-not-positiv] }
                  - name: b
                    base: colocated
                    unset: [TP]
                    drop: [maen_ttft_ms]
                    expekt: { verdict: accepted }
                  - name: c
                    expect: { verdict: accepted }
                """);
    assertThat(faults(copy))
        .containsExactlyInAnyOrder(
            "v2/cases/wrong.yaml:1: code: no rule has the code no-gpus; did you mean no-gpu?",
            "v2/cases/wrong.yaml:5: cases[0].base: there is no base run two-pool among colocated,"
                + " single-node, two-pools; did you mean two-pools?",
            "v2/cases/wrong.yaml:6: cases[0].set.TPP: the mapping reads no such variable; did you"
                + " mean TP?",
            "v2/cases/wrong.yaml:7: cases[0].expect.verdict must be one of accepted, rejected, not"
                + " acepted; did you mean accepted?",
            "v2/cases/wrong.yaml:7: cases[0].expect.topology must be one of aggregated,"
                + " disaggregated, none, single-node, not agregated; did you mean aggregated?",
            "v2/cases/wrong.yaml:7: cases[0].expect.findings: no rule has the code"
                + " size-not-positiv; did you mean size-not-positive?",
            "v2/cases/wrong.yaml:10: cases[1].unset: the base run has no TP",
            "v2/cases/wrong.yaml:11: cases[1].drop: the result of the base run has no"
                + " maen_ttft_ms; did you mean mean_ttft_ms?",
            "v2/cases/wrong.yaml:8: cases[1].expect is missing: what must come out?",
            "v2/cases/wrong.yaml:8: cases[1].expect: the key verdict is missing",
            "v2/cases/wrong.yaml:12: no key cases[1].expekt; did you mean expect?",
            "v2/cases/wrong.yaml:13: cases[2].base: there is no base run singel-node among"
                + " colocated, single-node, two-pools; did you mean single-node?");
  }

  @Test
  void keys_that_nobody_reads_or_shows_are_told_unless_they_are_the_point() {
    Workshop copy =
        Workshop.in(temp)
            .withoutCases()
            .write(
                "cases/wrong.yaml",
                """
                about: x
                base: single-node
                cases:
                  - name: a
                    result: { max_concurency: 8 }
                    expect: { verdict: accepted, absent: [prefil_hw] }
                  - name: b
                    result: { a_ms_b: 8 }
                    expect: { verdict: accepted, absent: [a_ms_b, a_b, prefill_hw, mean_ttft, std_intvty] }
                  - name: c
                    expect: { verdict: accepted, absent: [mean_ttf, std_intvt] }
                """);
    assertThat(faults(copy))
        .containsExactlyInAnyOrder(
            "v2/cases/wrong.yaml:5: cases[0].result.max_concurency: the mapping reads no such key;"
                + " did you mean max_concurrency?",
            "v2/cases/wrong.yaml:6: cases[0].expect.absent: the document never has the key"
                + " prefil_hw; did you mean prefill_hw?",
            "v2/cases/wrong.yaml:11: cases[2].expect.absent: the document never has the key"
                + " mean_ttf; did you mean mean_ttft?",
            "v2/cases/wrong.yaml:11: cases[2].expect.absent: the document never has the key"
                + " std_intvt; did you mean std_ttft?");
  }

  @Test
  void links_to_folders_and_files_that_cannot_be_read_are_told() throws Exception {
    Workshop pack = Workshop.in(temp);
    Path cases = pack.folder().resolve("cases");
    Files.createSymbolicLink(cases.resolve("more"), Files.createDirectory(temp.resolve("far")));
    Files.write(cases.resolve("odd.yaml"), new byte[] {(byte) 0xff});
    assertThat(faults(pack))
        .containsExactlyInAnyOrder(
            "v2/cases/more: is a link to no file: links to folders are not followed",
            "v2/cases/odd.yaml: the file is not UTF-8");
  }

  @Test
  void a_file_that_is_no_yaml_and_one_without_cases_are_faults() {
    Workshop copy =
        Workshop.in(temp)
            .withoutCases()
            .write("cases/a.yaml", "code: [")
            .write("cases/b.yaml", "about: nothing\n");
    assertThat(faults(copy))
        .containsExactly(
            "v2/cases/a.yaml:1: a bracket that opens here is not closed",
            "v2/cases/b.yaml:1: the file has no cases");
  }

  @Test
  void two_cases_of_a_file_do_not_share_a_name() {
    Workshop copy =
        Workshop.in(temp)
            .withoutCases()
            .write(
                "cases/a.yaml",
                HEAD
                    + "  - { name: a, expect: { verdict: accepted } }\n"
                    + "  - { name: a, expect: { verdict: accepted } }\n");
    assertThat(faults(copy)).containsExactly("v2/cases/a.yaml:5: a case above has this name: a");
  }

  @Test
  void a_pack_without_cases_is_not_a_pack_whose_cases_pass() {
    assertThat(faults(Workshop.in(temp).withoutCases()))
        .containsExactly("v2/cases: there are no cases here");
  }

  private RunCase only(String text) throws PackException {
    return Workshop.in(temp)
        .withoutCases()
        .write("cases/a.yaml", HEAD + text)
        .cases()
        .get(3)
        .cases()
        .get(0);
  }

  private static List<String> faults(Workshop copy) {
    PackException fault = catchThrowableOfType(PackException.class, copy::cases);
    return fault.problems().stream().map(copy::relative).toList();
  }
}
