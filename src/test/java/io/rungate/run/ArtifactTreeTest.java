package io.rungate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.cli.Program;
import io.rungate.pack.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which runs a folder tree holds, and with which variables they ran. */
class ArtifactTreeTest {
  private static final Mapping MAPPING = Program.pack("v2").mapping();

  @TempDir Path folder;
  private Path tree;

  @BeforeEach
  void a_tree() throws IOException {
    tree = Files.createDirectories(folder.resolve("artifacts"));
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void link(String link, Path target) throws IOException {
    Files.createDirectories(tree.resolve(link).getParent());
    Files.createSymbolicLink(tree.resolve(link), target);
  }

  /** By the run's name, its TP, or why it is none. */
  private Map<String, String> runs(String... skip) throws InputException {
    return runs(tree, "artifacts", skip);
  }

  private static Map<String, String> runs(Path tree, String given, String... skip)
      throws InputException {
    Map<String, String> runs = new LinkedHashMap<>();
    ArtifactTree.of(tree, given, MAPPING, false, List.of(skip))
        .forEachRemaining(
            run ->
                runs.put(run.id(), run.flaw() != null ? run.flaw() : run.environment().get("TP")));
    return runs;
  }

  @Test
  void every_run_has_the_nearest_environment_and_folders_come_before_what_follows_them()
      throws Exception {
    write("artifacts/run.env", "TP=1\n");
    write("artifacts/top.json", "{}");
    write("artifacts/multi/run.env", "TP=2\n");
    write("artifacts/multi/b_conc8.json", "{}");
    write("artifacts/multi/b_conc16.json", "{}");
    write("artifacts/multi/deep/deeper/c.json", "{}");
    write("artifacts/other/env.json", "{\"TP\": \"3\"}");
    write("artifacts/other/d.json", "{}");
    assertThat(runs())
        .containsExactly(
            Map.entry("artifacts/multi/b_conc16.json", "2"),
            Map.entry("artifacts/multi/b_conc8.json", "2"),
            Map.entry("artifacts/multi/deep/deeper/c.json", "2"),
            Map.entry("artifacts/other/d.json", "3"),
            Map.entry("artifacts/top.json", "1"));
  }

  @Test
  void an_environment_above_the_tree_does_not_count() throws Exception {
    write("run.env", "TP=8\n");
    write("artifacts/run.json", "{}");
    assertThat(runs().get("artifacts/run.json"))
        .isEqualTo(
            "there is no run.env or env.json in its folder or in one above it, up to artifacts: put"
                + " the variables that the run had into one");
  }

  @Test
  void an_environment_that_is_broken_or_not_the_only_one_spoils_the_runs_it_is_for()
      throws Exception {
    write("artifacts/run.env", "TP=8\nhunter2\n");
    write("artifacts/one.json", "{}");
    write("artifacts/good/run.env", "TP=8\n");
    write("artifacts/good/two.json", "{}");
    write("artifacts/both/run.env", "TP=8\n");
    write("artifacts/both/env.json", "{}");
    write("artifacts/both/three.json", "{}");
    assertThat(runs())
        .containsExactly(
            Map.entry(
                "artifacts/both/three.json",
                "artifacts/both has both run.env and env.json: leave the one that the run had"),
            Map.entry("artifacts/good/two.json", "8"),
            Map.entry("artifacts/one.json", tree + "/run.env:2: this is no NAME=VALUE"));
  }

  @Test
  void a_file_is_a_result_by_its_name_alone() throws Exception {
    write("artifacts/run.env", "TP=8\n");
    write("artifacts/run.json", "{}");
    write("artifacts/meta/list.json", "[1, 2]");
    write("artifacts/meta/log.txt", "");
    write("artifacts/.hidden/x.json", "");
    write("artifacts/agg_run.json", "{}");
    write("artifacts/audit_run.json", "{}");
    assertThat(runs()).containsOnlyKeys("artifacts/meta/list.json", "artifacts/run.json");
    assertThat(runs("meta")).containsOnlyKeys("artifacts/run.json");
    assertThat(runs("*/list.json")).containsOnlyKeys("artifacts/run.json");
    assertThat(runs("list.json/*")).hasSize(2);
    assertThatThrownBy(() -> runs("["))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--skip [ is no glob");
  }

  @ParameterizedTest
  @CsvSource({
    "logs/, top.json sub/logs/b.json",
    "**/a.json, top.json sub/logs/b.json",
    "**/top.json, logs/a.json sub/logs/b.json",
    "sub/**/b.json, logs/a.json top.json",
    "sub/logs/**/b.json, logs/a.json top.json",
    "**/logs/**/*.json, top.json",
    "**/logs/, top.json",
    "**, ''",
  })
  void a_glob_means_what_it_means_to_a_shell(String glob, String left) throws Exception {
    write("artifacts/run.env", "TP=8\n");
    for (String file : List.of("logs/a.json", "sub/logs/b.json", "top.json")) {
      write("artifacts/" + file, "{}");
    }
    assertThat(runs(glob).keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(left.split(" "))
                .filter(name -> !name.isEmpty())
                .map("artifacts/"::concat)
                .toList());
  }

  @Test
  void a_glob_that_nothing_is_met_by_is_told() throws Exception {
    write("artifacts/run.env", "TP=8\n");
    write("artifacts/run.json", "{}");
    write("artifacts/meta.json", "{}");
    ArtifactTree runs =
        ArtifactTree.of(
            tree, "artifacts", MAPPING, false, List.of("./meta.json", "meta.json", "/run.json"));
    runs.forEachRemaining(run -> {});
    assertThat(runs.remark())
        .isEqualTo(
            ", 1 skipped, nothing is met by --skip ./meta.json, nothing is met by --skip /run.json");
  }

  @Test
  @Timeout(120)
  void links_lead_neither_round_in_circles_nor_out_of_the_tree() throws Exception {
    write("artifacts/run.env", "TP=8\n");
    write("artifacts/a/run.json", "{}");
    write("outside/run.json", "{}");
    write("outside/run.env", "TP=9\n");
    link("a/loop", tree);
    link("a/self", Path.of("self"));
    link("a/again.json", Path.of("run.json"));
    link("a/log.txt", folder.resolve("outside/run.json"));
    assertThat(runs())
        .as("what a link leads to is met at its own place")
        .containsExactly(Map.entry("artifacts/a/run.json", "8"));

    link("b/file.json", folder.resolve("outside/run.json"));
    link("b/folder", folder.resolve("outside"));
    link("b/gone.json", Path.of("nowhere.json"));
    link("b/loop.json", Path.of("loop.json"));
    write("artifacts/b/.store/0123", "{}");
    link("b/stored.json", Path.of(".store/0123"));
    link("c/run.env", folder.resolve("outside/run.env"));
    write("artifacts/c/run.json", "{}");
    String out = "this link leads out of artifacts and is not followed: copy what it leads to";
    assertThat(runs())
        .containsExactly(
            Map.entry("artifacts/a/run.json", "8"),
            Map.entry("artifacts/b/file.json", out),
            Map.entry("artifacts/b/folder", out),
            Map.entry("artifacts/b/gone.json", "this link leads nowhere"),
            Map.entry("artifacts/b/loop.json", "this link leads nowhere"),
            Map.entry(
                "artifacts/b/stored.json",
                "this link leads to what is passed over at its own place: put the file here itself"),
            Map.entry(
                "artifacts/c/run.json",
                "artifacts/c/run.env is a link out of artifacts, which is not followed: copy the"
                    + " file"));
  }

  @Test
  void a_tree_may_be_named_by_a_link() throws Exception {
    write("artifacts/run.env", "TP=8\n");
    write("artifacts/run.json", "{}");
    Path latest = Files.createSymbolicLink(folder.resolve("latest"), tree);
    assertThat(runs(latest, "latest")).containsExactly(Map.entry("latest/run.json", "8"));
  }

  @Test
  void a_tree_that_is_none_is_refused() throws Exception {
    write("file", "");
    assertThatThrownBy(() -> runs(folder.resolve("file"), "file")).hasMessage("file is no folder");
    assertThatThrownBy(() -> runs(folder.resolve("nowhere"), "nowhere"))
        .hasMessage("nowhere is not there");
  }
}
