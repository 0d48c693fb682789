package io.rungate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.cli.Program;
import io.rungate.pack.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of files that are not UTF-8; Java can show them, but not write them down and find them. */
class NotUtf8Test {
  private static final Mapping MAPPING = Program.pack("v2").mapping();

  @TempDir Path tree;

  @BeforeEach
  void put_an_environment_on_top() throws IOException {
    Files.writeString(tree.resolve("run.env"), "FRAMEWORK=vllm\n");
  }

  @Test
  void a_result_of_such_a_name_is_answered_and_the_others_are_found() throws Exception {
    shell("touch a.json b\\351.json c.json");
    assertThat(runs())
        .extracting(RunRequest::flaw)
        .containsExactly(null, "its name is not UTF-8: rename it", null);
  }

  @Test
  void a_folder_of_such_a_name_is_answered_since_runs_may_be_lost_with_it() throws Exception {
    shell("mkdir b\\351 && touch b\\351/in.json c.json");
    assertThat(runs())
        .extracting(RunRequest::flaw)
        .containsExactly("this folder's name is not UTF-8: rename it", null);
  }

  @Test
  void what_is_no_result_may_have_any_name() throws Exception {
    shell("touch b\\351.txt .\\351.json c.json");
    assertThat(runs()).singleElement().extracting(RunRequest::fileName).isEqualTo("c");
  }

  @Test
  void a_name_in_any_script_is_found() throws Exception {
    shell("touch b\\303\\251.json");
    assertThat(runs()).singleElement().extracting(RunRequest::fileName).isEqualTo("b\u00e9");
  }

  @Test
  void a_tree_of_such_a_name_is_told_from_one_that_is_not_there() {
    String given = tree + "/b\uFFFD";
    assertThatThrownBy(() -> ArtifactTree.of(Path.of(given), given, MAPPING, false, List.of()))
        .isInstanceOf(InputException.class)
        .hasMessage("the name of the folder " + given + " is not UTF-8: rename it");
  }

  private List<RunRequest> runs() throws InputException {
    List<RunRequest> runs = new ArrayList<>();
    ArtifactTree.of(tree, tree.toString(), MAPPING, false, List.of()).forEachRemaining(runs::add);
    return runs;
  }

  /** Runs a command in the tree; only a shell can name a file by its bytes. */
  private void shell(String command) throws Exception {
    String bytes = "eval \"$(printf '" + command + "')\"";
    Process process =
        new ProcessBuilder("sh", "-c", bytes).directory(tree.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
