package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack that is released stays what it was, or everybody is told. */
class RulesReleaseCommandTest {
  @TempDir Path folder;

  private Path pack;

  @BeforeEach
  void a_draft() throws IOException {
    pack = PackCopy.of("v2", folder.resolve("v2"));
    PackCopy.edit(pack.resolve("pack.yaml"), "status: released", "status: draft");
  }

  private Program.Result call(String... words) {
    return new Program(folder).run(words);
  }

  private String process() {
    Sample.write(folder.resolve("sample.json"), Sample.RESULT);
    return new Program(folder)
        .with(Map.of("RESULT_FILENAME", "sample"))
        .run("check", "--rules", "v2")
        .err();
  }

  @Test
  void a_release_says_so_and_is_known_again() throws IOException {
    Program.Result release = call("rules", "release", "v2");
    assertThat(release.code()).as(release.out() + release.err()).isZero();
    assertThat(release.out()).contains("pack.yaml: inference-runs ", " is released");
    assertThat(Files.readString(pack.resolve("pack.yaml")))
        .containsPattern("(?m)^status: released\ndigest: [0-9a-f]{64}$");
    assertThat(process()).doesNotContain("no longer");
    assertThat(call("rules", "lint", "v2").out()).doesNotContain("release-edited");
    assertThat(call("rules", "release", "v2").code()).isZero();
  }

  @Test
  void an_edit_after_the_release_is_told_by_every_run_and_by_lint() throws IOException {
    call("rules", "release", "v2");
    PackCopy.edit(pack.resolve("fields.yaml"), "ignore-case: true, default", "default");
    assertThat(process()).contains("v2 is no longer what was released as inference-runs ");
    assertThat(call("rules", "lint", "v2").out()).contains("[release-edited]");
  }

  @Test
  void what_decides_nothing_may_be_edited() throws IOException {
    call("rules", "release", "v2");
    Sample.write(pack.resolve("NOTES.md"), "For people.");
    assertThat(process()).doesNotContain("no longer");
  }

  @Test
  void a_pack_that_lint_or_a_case_finds_fault_with_is_not_released() throws IOException {
    String before = Files.readString(pack.resolve("pack.yaml"));
    PackCopy.edit(
        pack.resolve("measures.drl"),
        "  @why( \"It is the headline",
        "  @since( \"1.0.0\" ) @why( \"It  is the headline");
    PackCopy.edit(
        pack.resolve("topology.drl"),
        "new Value( \"disagg\", true )",
        "new Value( \"disagg\", false )");
    Program.Result release = call("rules", "release", "v2");
    assertThat(release.code()).isEqualTo(1);
    assertThat(release.out()).contains("failed");
    assertThat(Files.readString(pack.resolve("pack.yaml"))).isEqualTo(before);
  }

  @Test
  void a_draft_states_no_digest() throws IOException {
    PackCopy.edit(
        pack.resolve("pack.yaml"), "status: draft", "status: draft\ndigest: " + "0".repeat(64));
    assertThat(process()).contains("digest goes only with status: released");
    PackCopy.edit(
        pack.resolve("pack.yaml"), "status: draft\ndigest: 0", "status: released\ndigest: x");
    assertThat(process()).contains("digest must be what rungate rules release wrote");
  }
}
