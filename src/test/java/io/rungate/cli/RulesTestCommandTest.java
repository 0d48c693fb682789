package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands about cases print and exit with. */
class RulesTestCommandTest {
  @TempDir Path temp;
  private Path pack;
  private String cache;

  @BeforeEach
  void copy() {
    pack = Shell.copyOf("v2", temp.resolve("v2"));
    cache = Program.cache().toString();
  }

  @Test
  void cases_that_pass_take_a_line_a_file() {
    Shell.Answer answer = rules("test");

    assertThat(answer.code()).isZero();
    assertThat(answer.out())
        .contains("ok    " + pack + "/cases/no-gpu.yaml  4 cases\n")
        .containsPattern("\\n\\d+ cases, 0 failed  pack inference-runs 2.0.2\\n$");
  }

  @Test
  void a_case_that_fails_is_exit_1_and_a_failure_in_the_xml() throws IOException {
    replace("cases/no-gpu.yaml", "tput_per_gpu: 1600.0", "tput_per_gpu: 1601.0");
    Path xml = temp.resolve("junit.xml");

    Shell.Answer answer = rules("test", "--report", "junit=" + xml);

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out())
        .contains("FAIL  " + pack + "/cases/no-gpu.yaml  1 of 4 cases failed\n")
        .contains("    tput_per_gpu  1601.0    1600.0\n");
    assertThat(xml).content().contains("<failure type=\"case\" message=\"tput_per_gpu differs\">");
  }

  @Test
  void a_code_without_cases_is_exit_1() throws IOException {
    Files.delete(pack.resolve("cases/name-unsafe.yaml"));

    Shell.Answer answer = rules("test");

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out())
        .contains("no case trips name-unsafe")
        .contains("no near miss of name-unsafe")
        .contains("0 failed, 2 cases are missing");
  }

  @Test
  void no_cases_and_cases_that_cannot_be_read_are_exit_2() throws IOException {
    replace("cases/no-gpu.yaml", "verdict: accepted", "verdict: acepted");
    Shell.Answer unreadable = rules("test");
    assertThat(unreadable.code()).isEqualTo(2);
    assertThat(unreadable.err()).contains("did you mean accepted?");

    PackCopy.withoutCases(pack);
    Shell.Answer none = rules("test");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains(pack + "/cases: there are no cases here");
  }

  @Test
  void coverage_is_held_to_a_least_share() {
    Shell.Answer all = rules("coverage", "--fail-under", "100", "--format", "json");
    assertThat(all.code()).isZero();
    assertThat(all.out()).startsWith("{\n  \"pack\": ");
    pack = aPackOfOneRule();
    assertThat(rules("coverage", "--fail-under", "99.9").code()).isZero();
    assertThat(rules("coverage", "--fail-under", "100.1").code()).isEqualTo(1);
  }

  @Test
  void coverage_counts_recorded_runs_too_and_says_which_one_is_none() throws IOException {
    pack = aPackOfOneRule();
    Files.delete(pack.resolve("cases/no-gpu.yaml"));
    String less = rules("coverage").out();
    Path records = Files.createDirectories(temp.resolve("records"));
    SampleRun.colocated().with("PREFILL_GPUS", "0").record(records, "v2");
    assertThat(rules("coverage", "--audit", records.toString()).out()).isNotEqualTo(less);

    Path cut = Files.writeString(records.resolve("audit_cut.json"), "{\"schema\": ");
    Shell.Answer answer = rules("coverage", "--audit", records.toString());
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains("rungate: " + cut + ": line 1, column 12: ");
  }

  @Test
  void coverage_takes_one_recording_an_option_so_that_the_pack_may_follow_it() throws IOException {
    pack = aPackOfOneRule();
    Path one = Files.createDirectories(temp.resolve("one"));
    Path other = Files.createDirectories(temp.resolve("other"));
    SampleRun.colocated().record(one, "v2");
    SampleRun.colocated().record(other, "v2");
    Files.delete(pack.resolve("cases/no-gpu.yaml"));

    Shell.Answer before =
        Shell.run(
            "rules",
            "coverage",
            "--cache-dir",
            cache,
            "--audit",
            one.toString(),
            "--audit",
            other.toString(),
            pack.toString());
    Shell.Answer after = rules("coverage", "--audit", one.toString(), "--audit", other.toString());

    assertThat(before.code()).isZero();
    assertThat(before.out()).isEqualTo(after.out());
    assertThat(before.out()).isNotEqualTo(rules("coverage", "--audit", one.toString()).out());
  }

  @Test
  void a_mutant_that_survives_is_exit_1_unless_it_is_explained() throws IOException {
    String entry = "fields.decode_tp";
    Shell.Answer explained = rules("mutate", "--only", entry);
    assertThat(explained.code()).isZero();
    assertThat(explained.out()).contains("1 survive, 1 of them explained");

    Files.delete(pack.resolve("cases/equivalent-mutants.yaml"));
    Shell.Answer unexplained = rules("mutate", "--only", entry);
    assertThat(unexplained.code()).isEqualTo(1);
    assertThat(unexplained.out())
        .contains(": survives\n  in      fields.decode_tp\n  change  default: \"0\" becomes");
    assertThat(unexplained.err()).containsPattern("(\\d+) of \\1\\n");
  }

  @Test
  void a_pack_whose_cases_fail_is_not_damaged_any_further() throws IOException {
    replace("cases/no-gpu.yaml", "tput_per_gpu: 1600.0", "tput_per_gpu: 1601.0");

    Shell.Answer answer = rules("mutate");

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains("1 cases fail as it is");
  }

  @Test
  void completeness_names_the_variables_and_what_is_left_open() throws IOException {
    Shell.Answer shipped = rules("completeness");
    assertThat(shipped.code()).isZero();
    assertThat(shipped.out())
        .contains("  DECODE_GPUS  absent, \"\", \"0\", \"1\", \"-1\", \"abc\"\n")
        .endsWith("every combination is classified once, or refused\n");

    replace(
        "topology.drl", "\"num_decode_gpu\", zero == false )", "\"num_decode_gpu\", negative )");
    Shell.Answer open = rules("completeness");
    assertThat(open.code()).isEqualTo(1);
    assertThat(open.out())
        .contains(
            "no rule classifies: 1\n  IS_MULTINODE=\"true\" DECODE_GPUS=\"1\"\n"
                + "    no rule says what ran\n");
  }

  /** All of it is exercised by its cases, and less of it without those of {@code no-gpu}. */
  private Path aPackOfOneRule() {
    Path small = temp.resolve("small");
    Sample.smallPack(
        small,
        """
        name: { group: all, variable: RESULT_FILENAME }
        gpus: { group: all, variable: PREFILL_GPUS, type: integer }
        """,
        "name, gpus");
    Sample.write(
        small.resolve("small.drl"),
        """
        package small;

        import io.rungate.fact.IntegerField;
        import io.rungate.fact.Refusal;
        import io.rungate.fact.Verdict;

        rule "a run has a GPU"
          @code( "no-gpu" )
          @message( "There are {gpus} GPUs." )
          @advice( "Correct PREFILL_GPUS." )
          @why( "x" )
        when
          $given : IntegerField( field == "gpus", positive == false, $gpus : value )
        then
          insertLogical( new Refusal( $given ) );
        end

        rule "a run that nothing refuses is accepted"
          @why( "x" )
        when
          not Refusal()
        then
          insertLogical( Verdict.accepted() );
        end

        rule "a run that a rule refuses is rejected"
          @why( "x" )
        when
          exists Refusal()
        then
          insertLogical( Verdict.rejected() );
        end
        """);
    Sample.write(
        small.resolve("cases/base/one.yaml"),
        """
        says: One run
        variables: { RESULT_FILENAME: one, PREFILL_GPUS: 1 }
        result: {}
        expect: { topology: none, document: { name: one, gpus: 1 } }
        """);
    Sample.write(
        small.resolve("cases/no-gpu.yaml"),
        """
        code: no-gpu
        base: one
        cases:
          - { name: none, set: { PREFILL_GPUS: 0 }, expect: { verdict: rejected } }
          - { name: no number, set: { PREFILL_GPUS: x }, expect: { verdict: accepted } }
          - { name: not given, unset: [PREFILL_GPUS], expect: { verdict: accepted } }
          - { name: nameless, unset: [RESULT_FILENAME], expect: { verdict: accepted } }
        """);
    Sample.write(
        small.resolve("cases/other.yaml"),
        """
        about: a run
        base: one
        cases:
          - { name: as it is, expect: { verdict: accepted } }
        """);
    return small;
  }

  private Shell.Answer rules(String command, String... more) {
    String[] arguments =
        Stream.of(
                Stream.of("rules", command, pack.toString(), "--cache-dir", cache), Stream.of(more))
            .flatMap(words -> words)
            .toArray(String[]::new);
    return Shell.run(arguments);
  }

  private void replace(String file, String from, String to) throws IOException {
    Path path = pack.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }
}
