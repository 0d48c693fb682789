package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a consumer knows stands in a file of its own, and counts where a call names it. */
class ProfilesTest {
  private static final String APRIL =
      """
      # yaml-language-server: $schema=../../../schema/consumer.schema.json
      about: The consumer of April.
      tables:
        consumer:
          about: Who it is.
          word: Consumer
          key: name
          of: every run
          columns:
            name: text
          rows:
            - { name: April }
        hardware:
          about: The accelerators that it draws.
          word: Hardware
          key: name
          of: [hw]
          columns:
            name: text
            gpus_per_node: integer
          rows:
            - { name: h200, gpus_per_node: 8 }
            - { name: gb200, gpus_per_node: 4 }
      """;

  private static final String LATER =
      APRIL
          .replace("April", "May")
          .replace("gpus_per_node: 8", "gpus_per_node: 9")
          .replace(
              "      - { name: gb200, gpus_per_node: 4 }\n",
              "      - { name: gb300, gpus_per_node: 4 }\n");

  private static final String RULES =
      """
      package rungate.hardware;

      import io.rungate.fact.Refusal;
      import io.rungate.fact.TextField;
      import rungate.data.Consumer;
      import rungate.data.Hardware;

      rule "the consumer draws the hardware"
        @code( "hardware-unknown" )
        @message( "{hw} is not drawn in {consumer}[; did you mean {nearest:hardware.name}?]" )
        @advice( "Correct RUNNER_TYPE." )
        @why( "A test." )
      when
        Consumer( $consumer : name )
        $given : TextField( field == "hw", $hw : value )
        not Hardware()
      then
        insertLogical( new Refusal( $given ) );
      end
      """;

  @TempDir Path folder;
  private Path pack;

  @BeforeEach
  void makePack() throws IOException {
    pack = PackCopy.of("v2", folder.resolve("pack"));
    Files.createDirectories(pack.resolve("data/consumers"));
    Files.writeString(pack.resolve("data/consumers/april.yaml"), APRIL);
    Files.writeString(pack.resolve("data/consumers/may.yaml"), LATER);
    Files.writeString(pack.resolve("hardware.drl"), RULES);
  }

  private Program.Result call(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(args[0].equals("rules") ? List.of("pack") : List.of("--rules", "pack"));
    return new Program(folder).run(all.toArray(String[]::new));
  }

  private Program.Result process(SampleRun run, String... args) {
    List<String> all = new ArrayList<>(List.of("process", "--rules", "pack"));
    all.addAll(List.of(args));
    run.record(folder, pack.toString());
    Map<String, String> variables = run.variables();
    return new Program(folder).with(variables).run(all.toArray(String[]::new));
  }

  private String audit(SampleRun run) {
    return "audit_" + run.name() + ".json";
  }

  @Test
  void without_a_profile_no_consumer_is_asked() {
    SampleRun run = SampleRun.colocated().with("RUNNER_TYPE", "gb201");

    assertThat(process(run).code()).isZero();
    assertThat(folder.resolve(audit(run))).content().doesNotContain("profile", "consumers");
  }

  @Test
  void a_profile_is_judged_for_named_and_recorded() {
    SampleRun run = SampleRun.colocated().with("RUNNER_TYPE", "gb201");

    Program.Result later = process(run, "--profile", "may");
    assertThat(later.code()).isEqualTo(1);
    assertThat(later.err())
        .contains("pack inference-runs 2.0.2, profile may")
        .contains("gb201 is not drawn in May\n");
    Program.Result early = process(run, "--profile", "april", "--log", "log.jsonl");
    assertThat(early.err()).contains("gb201 is not drawn in April; did you mean gb200?");
    assertThat(folder.resolve(audit(run)))
        .content()
        .contains("\"profile\": \"april\"", "data/consumers/april.yaml:12");
    assertThat(folder.resolve("log.jsonl")).content().contains("\"profile\":\"april\"},\"id\":");
  }

  @Test
  void a_recorded_run_is_judged_again_for_its_own_consumer() throws IOException {
    SampleRun run = SampleRun.colocated().with("RUNNER_TYPE", "gb300");
    assertThat(process(run, "--profile", "may").code()).isZero();

    assertThat(call("replay", audit(run)).code()).isZero();
    assertThat(call("replay", audit(run), "--profile", "april").out())
        .contains("error: gb300 is not drawn in April; did you mean gb200?");
    assertThat(call("check", "agg_" + run.name() + ".json").code()).isZero();
    assertThat(call("explain", audit(run)).out())
        .contains("(pack inference-runs 2.0.2, profile may)");
    assertThat(call("explain", audit(run), "--set", "RUNNER_TYPE=gb200").out())
        .contains("gb200 is not drawn in May; did you mean gb300?");
    // another pack may not know the consumer
    assertThat(
            new Program(folder).run("diff", "pack", Program.HOME + "/rules/v2", audit(run)).out())
        .contains("1 run judged again, none changes");
  }

  @Test
  void an_unknown_profile_is_no_call() {
    SampleRun run = SampleRun.colocated();

    Program.Result slip = process(run, "--profile", "mai");
    assertThat(slip.code()).isEqualTo(2);
    assertThat(slip.err())
        .contains(
            "pack inference-runs 2.0.2 has no profile mai; did you mean may? (it has: april, may)");
    assertThat(
            new Program(folder)
                .run("process", "--rules", Program.HOME + "/rules/v2", "--profile", "may")
                .err())
        .contains("pack inference-runs 2.0.2 has no profile may (it has: none)");
  }

  @Test
  void profiles_of_a_pack_have_the_same_tables() throws IOException {
    PackCopy.edit(
        pack.resolve("data/consumers/may.yaml"), "gpus_per_node: integer", "gpus_per_node: number");
    assertThat(call("rules", "lint").err())
        .contains(
            "pack/data/consumers/may.yaml:15: tables.hardware: word, key, of and columns are not those at data/consumers/april.yaml:15, and rules speak of both");

    PackCopy.edit(pack.resolve("data/consumers/may.yaml"), "  hardware:\n", "  hardwares:\n");
    assertThat(call("rules", "lint").err())
        .contains(
            "pack/data/consumers/may.yaml:1: tables: the profile has no hardware, which data/consumers/april.yaml:15 has; is it hardwares?",
            "pack/data/consumers/april.yaml:1: tables: the profile has no hardwares, which data/consumers/may.yaml:15 has; is it hardware?");
  }

  @Test
  void a_mistake_in_a_profile_is_told_with_its_place() throws IOException {
    Path may = pack.resolve("data/consumers/may.yaml");
    PackCopy.edit(may, "name: gb300", "nam: gb300");
    PackCopy.edit(may, "about: The consumer", "abut: The consumer");
    assertThat(call("rules", "lint").err())
        .contains(
            "pack/data/consumers/may.yaml:2: no key abut; did you mean about?",
            "pack/data/consumers/may.yaml:23: no key tables.hardware.rows[1].nam; did you mean name?");

    Files.writeString(may, "about: Nothing is known.\n");
    assertThat(call("rules", "lint").err())
        .contains(
            "pack/data/consumers/may.yaml:1: tables is missing: what does the consumer know?");

    Files.move(may, pack.resolve("data/consumers/May.yaml"));
    assertThat(call("rules", "lint").err())
        .contains(
            "pack/data/consumers/May.yaml: is no table: data/ and data/consumers/ hold NAME.yaml");
  }

  @Test
  void a_word_of_profiles_is_no_word_of_another_table() throws IOException {
    Files.writeString(
        pack.resolve("data/hardware.yaml"),
        "about: x\nword: Hardware\nkey: name\nof: [hw]\ncolumns: { name: text }\nrows: [{ name: h200 }]\n");
    assertThat(call("rules", "lint").out())
        .contains("data/hardware.yaml:2: word: data/consumers/april.yaml has the word Hardware");
  }

  @Test
  void cases_lint_catalogue_and_differences_know_profiles() throws IOException {
    Path cases = pack.resolve("cases/hardware-unknown.yaml");
    Files.writeString(
        cases,
        """
        # yaml-language-server: $schema=../../schema/cases.schema.json
        code: hardware-unknown
        base: two-pools
        profile: may
        cases:
          - name: nothing is near
            set: { RUNNER_TYPE: gb200 }
            expect:
              verdict: rejected
              findings: [{ hardware-unknown: "gb200 is not drawn in May; did you mean gb300?" }]

          - name: another consumer draws it
            profile: april
            set: { RUNNER_TYPE: gb200 }
            expect: { verdict: accepted }

          - name: the consumer draws it
            expect: { verdict: accepted }
        """);
    Program.Result test = call("rules", "test");
    assertThat(test.out() + test.err()).contains("cases/hardware-unknown.yaml  3 cases");
    assertThat(call("rules", "lint").out()).doesNotContain("consumers");
    assertThat(call("rules", "coverage").out())
        .containsPattern("\n +1  the consumer draws the hardware ");
    call("rules", "docs");
    assertThat(pack.resolve("RULES.md"))
        .content()
        .contains(
            "### april/hardware",
            "| h200 | 9 |",
            "* raised by: nothing is near",
            "`profile april`");
    assertThat(new Program(folder).run("diff", Program.HOME + "/rules/v2", "pack").out())
        .contains("added    table april/hardware", "added    table may/consumer");

    PackCopy.edit(cases, "profile: april", "profile: apri");
    assertThat(call("rules", "test").err())
        .contains(
            "cases/hardware-unknown.yaml:13: cases[1].profile: the pack has no profile apri; did you mean april?");
  }
}
