package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyNotTest {
  @TempDir static Path folder;
  private static Path audit;

  @BeforeAll
  static void record() {
    audit = SampleRun.colocated().without("PREFILL_HARDWARE").record(folder, "v2");
  }

  private static Program.Result whyNot(String rule) {
    return new Program(folder).run("explain", audit.toString(), "--why-not", rule);
  }

  @Test
  void names_the_first_condition_without_a_match_and_the_nearest_fact() {
    Program.Result result = whyNot("a multinode run with a decode pool is disaggregated");
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .matches(
            """
            rule "a multinode run with a decode pool is disaggregated" did not fire  .*rules/v2/topology.drl:27
              met      Multinode\\(\\)  by Multinode
              not met  IntegerField\\( field == "num_decode_gpu", zero == false \\)
                       the nearest is num_decode_gpu = 0, which fails: zero == false
            """);
  }

  @Test
  void says_that_a_rule_did_fire_and_why() {
    assertThat(whyNot("a multinode run without decode GPUs is aggregated").out())
        .contains("\" fired  ")
        .contains("  it concluded topology aggregated\n  because Multinode; num_decode_gpu = 0\n");
  }

  @Test
  void answers_for_every_rule_of_a_code() {
    assertThat(whyNot("hardware-unpaired").out())
        .contains("decode is missing\" did not fire")
        .contains("prefill is missing\" did not fire")
        .contains("there is no such TextField, but: PREFILL_HARDWARE is not given")
        .contains("met      Contract( group == \"hardware\" )  by tolerant contract for hardware");
  }

  @Test
  void says_that_there_is_no_fact_of_the_sort() {
    assertThat(whyNot("missing-variables").out())
        .contains(
            "not met  RequiredFieldMissing( variable )\n           there is no RequiredFieldMissing\n");
  }

  @Test
  void shows_what_candidates_were_joined_against() {
    assertThat(whyNot("an absent field of a strict contract is missing").out())
        .contains("not met  AbsentField( group == $group )\n")
        .containsPattern(
            "none of DCP_SIZE is not given; .*; and \\d+ more goes with what was matched")
        .contains("it would take group == $group\n")
        .contains("and before there are $group = base; $group = prefill;");
  }

  @Test
  void shows_what_a_rule_excludes() {
    assertThat(whyNot("a multinode run owes its decode details unless it is aggregated").out())
        .contains("not met  not Topology( name == \"aggregated\" )\n")
        .contains("there is topology aggregated, which the rule excludes\n");
  }

  @Test
  void helps_with_names() {
    Program.Result result = whyNot("missing-variable");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "rungate: no rule of the pack has the name or code missing-variable; did you mean"
                + " missing-variables?\n");
  }
}
