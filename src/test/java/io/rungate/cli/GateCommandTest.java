package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rungate.run.PythonJsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole sweep: the runs of a folder tree, as artifacts come from a workflow. */
class GateCommandTest {
  @TempDir Path folder;
  private Path tree;

  @BeforeEach
  void a_tree() throws IOException {
    tree = Files.createDirectories(folder.resolve("artifacts"));
  }

  private void environment(String file, Map<String, String> variables) {
    StringBuilder lines = new StringBuilder();
    variables.forEach((name, value) -> lines.append(name + "=" + value + "\n"));
    Sample.write(tree.resolve(file), lines.toString());
  }

  private void result(String file) {
    Sample.write(tree.resolve(file), Sample.RESULT);
  }

  private Program.Result gate(String... arguments) {
    List<String> words = new ArrayList<>(List.of("gate", "artifacts"));
    words.addAll(List.of(arguments));
    return new Program(folder).run(words.toArray(String[]::new));
  }

  private static List<String> headlines(Program.Result result) {
    return result.out().lines().filter(line -> line.matches("[A-Z]{5,}.*")).toList();
  }

  // Which runs there are, and what they ran with.

  /** Two jobs with environments of their own, and one below that has none. */
  private void sweep() {
    environment("run.env", Sample.singleNode());
    result("top.json");
    environment("multi/run.env", Sample.aggregated());
    result("multi/b_conc8.json");
    result("multi/b_conc16.json");
    result("multi/deep/deeper/c.json");
    Map<String, String> forgetful = Sample.disaggregated();
    forgetful.remove("IMAGE");
    forgetful.put("DECODE_TP", "4");
    Sample.write(tree.resolve("forgetful/env.json"), PythonJsonWriter.compact(forgetful));
    result("forgetful/d.json");
    result("forgetful/e.json");
    Map<String, String> warned = Sample.disaggregated();
    warned.put("DECODE_TP", "4");
    environment("warned/run.env", warned);
    result("warned/f.json");
  }

  @Test
  void every_run_is_judged_by_the_nearest_environment() throws IOException {
    sweep();
    Program.Result result = gate();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).isEmpty();
    assertThat(headlines(result))
        .containsExactly(
            "REJECTED  artifacts/forgetful/d.json  pack inference-runs 2.0.2",
            "REJECTED  artifacts/forgetful/e.json  pack inference-runs 2.0.2",
            "ACCEPTED  artifacts/multi/b_conc16.json  pack inference-runs 2.0.2",
            "ACCEPTED  artifacts/multi/b_conc8.json  pack inference-runs 2.0.2",
            "ACCEPTED  artifacts/multi/deep/deeper/c.json  pack inference-runs 2.0.2",
            "ACCEPTED  artifacts/top.json  pack inference-runs 2.0.2",
            "ACCEPTED  artifacts/warned/f.json  pack inference-runs 2.0.2");
    assertThat(result.out())
        .endsWith(
            """
            5 accepted, 2 rejected, 0 not judged
                  3 x role-gpus-contradict
                  2 x missing-variables
            """);
    assertThat(tree.resolve("agg_top.json")).content().contains("\"is_multinode\": false");
    assertThat(tree.resolve("multi/deep/deeper/agg_c.json"))
        .content()
        .contains("\"is_multinode\": true");
    assertThat(tree.resolve("forgetful/agg_d.json")).doesNotExist();
    assertThat(tree.resolve("forgetful/audit_d.json")).exists();
  }

  @Test
  void documents_are_no_runs_so_judging_twice_gives_the_same() {
    sweep();
    String first = gate().out();
    Sample.write(tree.resolve("agg_old.json.stale"), "{}");
    assertThat(gate().out()).isEqualTo(first);
  }

  @Test
  void the_number_of_jobs_changes_nothing() {
    environment("run.env", Sample.singleNode());
    for (int i = 0; i < 60; i++) {
      result("job" + i % 7 + "/run" + i + ".json");
    }
    Sample.write(tree.resolve("job3/broken.json"), "{");
    Program.Result one = gate("--jobs", "1");
    assertThat(headlines(one)).hasSize(61);
    assertThat(gate("--jobs", "8")).isEqualTo(one);
  }

  @Test
  void the_environment_of_the_process_is_none_of_a_run() {
    result("a/run.json");
    environment("b/run.env", Sample.singleNode());
    Program.Result result = new Program(folder).with(Sample.singleNode()).run("gate", "artifacts");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out())
        .contains("UNJUDGED  artifacts/a/run.json")
        .contains("there is no run.env or env.json in its folder or in one above it, up to artif")
        .contains("put the variables that the run had into one");
    assertThat(tree.resolve("a/audit_run.json")).doesNotExist();
  }

  @Test
  void the_counts_are_those_of_the_lines_above_them() {
    environment("run.env", Sample.singleNode());
    Sample.write(tree.resolve("cut.json"), "{");
    Program.Result result = gate();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out())
        .contains("REJECTED  artifacts/cut.json")
        .contains("0 accepted, 1 rejected, 0 not judged\n");
  }

  @Test
  void a_file_is_a_result_by_its_name_and_is_never_guessed_away() {
    environment("run.env", Sample.singleNode());
    result("run.json");
    Sample.write(tree.resolve("package.json"), "{\"name\": \"tool\"}");
    Sample.write(tree.resolve("meta/list.json"), "[1, 2]");
    Sample.write(tree.resolve("meta/log.txt"), "");
    Sample.write(tree.resolve(".hidden/x.json"), "");
    Program.Result strict = gate();
    assertThat(strict.code()).isEqualTo(2);
    assertThat(strict.out())
        .contains("REJECTED  artifacts/package.json", "Missing required result keys: ")
        .contains("REJECTED  artifacts/meta/list.json", "list.json cannot be read: ");

    Program.Result told = gate("--skip", "meta", "--skip", "pack*.json");
    assertThat(told.code()).isZero();
    assertThat(told.out()).endsWith("1 accepted, 0 rejected, 0 not judged, 2 skipped\n");
    assertThat(gate("--skip", "*/list.json").out()).contains("1 rejected", ", 1 skipped\n");
    assertThat(gate("--skip", "[").err()).contains("--skip [ is no glob");
  }

  @Test
  void several_trees_are_judged_one_after_another_and_counted_together() throws IOException {
    sweep();
    Files.move(tree.resolve("multi"), folder.resolve("elsewhere"));
    Sample.write(folder.resolve("elsewhere/package.json"), "{}");
    Program.Result result =
        new Program(folder)
            .run("gate", "elsewhere", "artifacts", "--skip", "pack*.json", "--skip", "nowhere");
    assertThat(headlines(result))
        .hasSize(7)
        .startsWith("ACCEPTED  elsewhere/b_conc16.json  pack inference-runs 2.0.2");
    assertThat(result.out())
        .contains("5 accepted, 2 rejected, 0 not judged, 1 skipped, nothing is met by --skip now");
  }

  // Nothing to judge.

  @Test
  void nothing_to_judge_is_never_success() throws IOException {
    assertNothing("nothing to judge: no result file below artifacts\n");
    environment("run.env", Sample.singleNode());
    Sample.write(tree.resolve("a/b/agg_x.json"), "{}");
    Sample.write(tree.resolve("a/b/audit_x.json"), "{}");
    assertNothing("nothing to judge: no result file below artifacts\n");
    result("a/run.json");
    assertNothing("no result file below artifacts, 1 skipped\n", "--skip", "run.json");
  }

  private void assertNothing(String sentence, String... arguments) {
    Program.Result result = gate(arguments);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).endsWith(sentence);
  }

  @Test
  void a_tree_that_is_none() {
    Sample.write(folder.resolve("file"), "");
    for (String[] call :
        List.of(
            new String[] {"gate", "file"},
            new String[] {"gate", "nowhere"},
            new String[] {"gate"},
            new String[] {"gate", "artifacts", "more"},
            new String[] {"gate", "artifacts", "artifacts/."})) {
      Program.Result result = new Program(folder).run(call);
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .containsPattern(
              "file is no folder|nowhere is not there|Missing.*DIR|more is not there|judged twice")
          .doesNotContain("Exception");
    }
  }

  // Folders that cannot be read.

  private static String problem(String run, String text) {
    return "UNJUDGED  artifacts/" + run + "  pack inference-runs 2.0.2\n  problem  " + text;
  }

  /** In a process of its own, which may not do what the administrator may. */
  @Test
  void a_folder_that_cannot_be_read_is_told_and_stops_no_other() throws Exception {
    environment("run.env", Sample.singleNode());
    result("a/run.json");
    result("locked/run.json");
    result("z/run.json");
    Path locked = tree.resolve("locked");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    List<String> ordinary =
        Files.isReadable(locked) ? List.of("setpriv", "--bounding-set", "-all") : List.of();
    try {
      assumeTrue(ordinary.isEmpty() || canDrop(), "rights cannot be given up here");
      Program.Child child = new Program(folder).spawnAs(ordinary, List.of(), "gate", "artifacts");
      assertThat(child.process().waitFor()).as(child.err()).isEqualTo(2);
      assertThat(child.out())
          .contains("ACCEPTED  artifacts/a/run.json")
          .contains(problem("locked", "this folder cannot be read: access is denied"))
          .contains("ACCEPTED  artifacts/z/run.json");
    } finally {
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
    }
  }

  static boolean canDrop() throws InterruptedException {
    try {
      ProcessBuilder builder = new ProcessBuilder("setpriv", "--bounding-set", "-all", "true");
      return builder.start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  // Output.

  @Test
  void two_runs_of_one_name_do_not_overwrite_each_other_in_one_folder() throws IOException {
    environment("run.env", Sample.singleNode());
    result("a/run.json");
    Sample.write(tree.resolve("b/run.json"), Sample.RESULT.replace("64", "65"));
    Program.Result result = gate("--out", "artifacts/out", "--jobs", "4");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out())
        .contains("ACCEPTED  artifacts/a/run.json", "UNJUDGED  artifacts/b/run.json")
        .contains("another run of this call has the same name");
    assertThat(tree.resolve("out/agg_run.json")).content().contains("\"conc\": 64,");
    assertThat(tree.resolve("a/agg_run.json")).doesNotExist();
    assertThat(gate().code()).as("each beside its result").isZero();
  }

  @Test
  void every_line_for_programs_is_a_run_and_the_last_one_counts_them() {
    sweep();
    Program.Result result = gate("--format", "jsonl");
    List<String> lines = result.out().lines().toList();
    assertThat(lines.subList(0, lines.size() - 1))
        .hasSize(7)
        .allSatisfy(
            line -> assertThat(Vectors.object(line).get("id")).asString().endsWith(".json"));
    assertThat(lines.get(7))
        .startsWith("{\"type\":\"totals\",\"rows\":7,\"accepted\":5,\"rejected\":2,");
    assertThat(result.err()).startsWith("5 accepted, 2 rejected, 0 not judged\n");
  }

  @Test
  void what_is_no_variable_of_the_pack_stays_out() throws IOException {
    Map<String, String> variables = Sample.singleNode();
    variables.put("API_TOKEN", "hunter2");
    variables.remove("IMAGE");
    environment("run.env", variables);
    result("run.json");
    Program.Result result = gate();
    assertThat(result.out() + result.err()).doesNotContain("hunter2", "API_TOKEN");
    assertThat(tree.resolve("audit_run.json")).content().doesNotContain("hunter2", "API_TOKEN");
  }

  @Test
  void colour_is_for_a_person_who_looks_at_standard_output() {
    environment("run.env", Sample.singleNode());
    result("run.json");
    assertThat(gate().out()).doesNotContain("\u001b");
    assertThat(new Program(folder).onTerminal().run("gate", "artifacts").out())
        .as("only standard error is a terminal")
        .doesNotContain("\u001b");
    assertThat(gate("--color", "always").out()).contains("\u001b[");
  }
}
