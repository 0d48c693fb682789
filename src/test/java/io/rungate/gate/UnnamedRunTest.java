package io.rungate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cli.Program;
import io.rungate.cli.Sample;
import io.rungate.run.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose RESULT_FILENAME is absent or empty share a folder, and nothing of one is lost. */
class UnnamedRunTest {
  @TempDir Path folder;

  private final Gate gate = new Gate(Program.pack("v2"));

  private RunRequest run(Map<String, String> variables, String name) {
    if (name == null) {
      variables.remove("RESULT_FILENAME");
    } else {
      variables.put("RESULT_FILENAME", name);
    }
    return new RunRequest("run", folder, variables, null);
  }

  private Outcome process(RunRequest run) throws Exception {
    return gate.prepare(run, Optional.empty()).call();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** What the script accepts too: a result file that is called .json. */
  private void unnamedResult() {
    Sample.write(folder.resolve(".json"), Sample.RESULT);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "")
  void each_leaves_a_record_of_its_own(String name) throws Exception {
    Outcome one = process(run(Sample.singleNode(), name));
    Outcome two = process(run(Sample.aggregated(), name));
    assertThat(one).isInstanceOf(Outcome.Rejected.class);
    assertThat(two).isInstanceOf(Outcome.Rejected.class);
    assertThat(files()).hasSize(2).allMatch(file -> file.matches("audit_~[0-9a-f]{16}\\.json"));
    assertThat(((Outcome.Rejected) one).audit()).content().contains("\"text\": \"false\"");
    assertThat(((Outcome.Rejected) two).audit()).content().contains("\"PREFILL_GPUS\"");
  }

  @Test
  void judging_it_again_gives_the_same_record() throws Exception {
    process(run(Sample.singleNode(), null));
    List<String> once = files();
    Outcome again =
        new Gate(Program.pack("v2"))
            .prepare(run(Sample.singleNode(), null), Optional.empty())
            .call();
    assertThat(again).isInstanceOf(Outcome.Rejected.class);
    assertThat(files()).isEqualTo(once);
  }

  @Test
  void an_accepted_one_is_published_as_the_script_does_and_sets_the_document_of_another_aside()
      throws Exception {
    unnamedResult();
    Sample.write(folder.resolve("agg_.json"), "{}");
    Outcome outcome = process(run(Sample.singleNode(), ""));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Published.class,
            published -> {
              assertThat(published.agg())
                  .hasFileName("agg_.json")
                  .content()
                  .contains("\"conc\": 64");
              assertThat(published.setAside().orElseThrow()).hasContent("{}");
            });
    assertThat(files()).contains(".json", "agg_.json", "agg_.json.stale").hasSize(4);
  }

  @Test
  void of_two_in_one_call_the_second_leaves_the_document_of_the_first_alone() throws Exception {
    unnamedResult();
    process(run(Sample.singleNode(), ""));
    String document = Files.readString(folder.resolve("agg_.json"));
    Outcome accepted = process(run(Sample.aggregated(), ""));
    assertThat(accepted)
        .isInstanceOfSatisfying(
            Outcome.NotRecorded.class,
            unrecorded ->
                assertThat(unrecorded.problem())
                    .startsWith("another run of this call has no name either: its document in ")
                    .endsWith(" would be overwritten: give each run a name"));
    assertThat(accepted.exitCode()).isEqualTo(ExitCode.NOT_JUDGED);
    Outcome rejected = process(run(Sample.singleNode(), null));
    assertThat(((Outcome.Rejected) rejected).setAside()).isEmpty();
    assertThat(folder.resolve("agg_.json")).hasContent(document);
  }

  @Test
  void its_document_is_no_result_and_its_record_is_found_by_what_it_says() throws Exception {
    unnamedResult();
    Program program = new Program(folder).with(Sample.aggregated()).with("RESULT_FILENAME", "");
    assertThat(program.run("process").code()).isZero();
    Program.Result check = new Program(folder).run("check", "agg_.json");
    assertThat(check.out()).startsWith("ACCEPTED  agg_.json").contains("the run that audit_~");
    assertThat(check.code()).isZero();
    assertThat(new Program(folder).run("gate", ".").err()).contains("no result file below");
  }
}
