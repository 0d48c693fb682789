package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is named and not accepted leaves no document under its name, whatever kept it from
 * being accepted: what an earlier call published is set aside, or the answer says that it stays.
 */
class TrueDocumentsTest {
  private static final String STALE = Sample.AGG + ".stale";
  private static final String STALE_RECORD = Sample.AUDIT + ".stale";
  private static final String LOCK = ".rungate-" + Sample.AUDIT + ".tmp";

  @TempDir Path folder;
  private String published;

  /** The sample, published by an earlier call. */
  private Program earlier() throws IOException {
    return earlier(folder);
  }

  private Program earlier(Path place) throws IOException {
    Program program = Sample.program(place, Sample.singleNode());
    Program.Result call = program.run("process");
    assertThat(call.code()).as(call.err()).isZero();
    published = Files.readString(place.resolve(Sample.AGG));
    return program;
  }

  private void assertSetAside(Program.Result call) {
    assertThat(call.code()).as(call.err()).isEqualTo(2);
    assertThat(call.out()).doesNotContain("accepted", "\"hw\"");
    assertThat(call.out() + call.err()).contains(STALE).doesNotContain("Exception");
    assertThat(folder.resolve(Sample.AGG)).doesNotExist();
    assertThat(folder.resolve(STALE)).content().isEqualTo(published);
  }

  private void assertStays(Program.Result call) {
    assertThat(call.code()).as(call.err()).isEqualTo(2);
    assertThat(call.err()).contains("; and an earlier document cannot be set aside: ");
    assertThat(folder.resolve(Sample.AGG)).content().isEqualTo(published);
  }

  private static String lines(Map<String, String> variables) {
    StringBuilder lines = new StringBuilder();
    variables.forEach((name, value) -> lines.append(name + "=" + value + "\n"));
    return lines.toString();
  }

  // What cannot be written.

  @Test
  void a_folder_in_the_place_of_the_record() throws IOException {
    Program program = earlier();
    Files.delete(folder.resolve(Sample.AUDIT));
    Files.createDirectory(folder.resolve(Sample.AUDIT));
    assertSetAside(program.run("process"));
    assertThat(folder.resolve(Sample.AUDIT)).isDirectory();
  }

  @Test
  void a_folder_in_the_place_of_the_document_takes_the_record_of_another_attempt_away()
      throws IOException {
    Program program = earlier();
    Files.delete(folder.resolve(Sample.AGG));
    Files.createDirectory(folder.resolve(Sample.AGG));
    assertThat(program.run("process").code()).isEqualTo(2);
    assertThat(folder.resolve(Sample.AUDIT)).doesNotExist();
    assertThat(folder.resolve(STALE_RECORD)).exists();
  }

  /** A limit on the size of files stands for a disk that is full. */
  @Test
  void a_full_disk() throws Exception {
    for (int limit : List.of(1_000, 4_000)) {
      Path place = folder.resolve("limit" + limit);
      Program program = earlier(place);
      Program.Child child =
          program.spawnAs(
              List.of("prlimit", "--fsize=" + limit), List.of("-XX:-UsePerfData"), "process");
      assertThat(child.process().waitFor()).as("%s: %s", limit, child.err()).isEqualTo(2);
      assertThat(place.resolve(Sample.AGG)).doesNotExist();
      assertThat(place.resolve(STALE)).content().isEqualTo(published);
      assertThat(place.resolve(STALE_RECORD)).exists();
      assertThat(place.resolve(LOCK)).doesNotExist();
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void what_is_no_file_in_the_place_of_a_temporary_one_is_refused() throws Exception {
    Program program = earlier();
    Files.createDirectory(folder.resolve(LOCK));
    Program.Result call = program.run("process");
    assertStays(call);
    assertThat(call.err()).contains(LOCK + " is no regular file");
    Files.delete(folder.resolve(LOCK));
    new ProcessBuilder("mkfifo", folder.resolve(LOCK).toString()).start().waitFor();
    assertStays(program.run("process"));
    Files.delete(folder.resolve(LOCK));
    Files.createSymbolicLink(folder.resolve(LOCK), folder.resolve("sample.json"));
    assertStays(program.run("process"));
    assertThat(folder.resolve("sample.json")).hasContent(Sample.RESULT);
    Files.delete(folder.resolve(LOCK));
    assertThat(program.run("process").code()).isZero();
  }

  /** The document can be asked for and its place aside cannot: its path is too long. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_name_that_is_too_long_to_be_asked_about() throws Exception {
    Path deep = folder;
    int longest = 4095 - ("/" + STALE).length() + 1;
    while (deep.toString().length() < longest) {
      int room = longest - deep.toString().length() - 1;
      deep = deep.resolve("d".repeat(room > 250 ? 200 : room));
    }
    Files.createDirectories(deep);
    Files.writeString(deep.resolve(Sample.AGG), "{}");
    Sample.write(
        folder.resolve("runs.jsonl"),
        BadCallTest.line("deep", folder.relativize(deep).toString(), Sample.aggregated()));
    Program.Result call = new Program(folder).run("process", "--manifest", "runs.jsonl");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("; and an earlier document cannot be set aside: ");
    assertThat(deep.resolve(Sample.AGG)).hasContent("{}");
  }

  @Test
  void a_value_that_does_not_fit_the_heap() throws Exception {
    Program program = earlier();
    Files.writeString(
        folder.resolve("sample.json"), "{\"model_id\": \"" + "x".repeat(64 << 20) + "\"}");
    Program.Child child = program.spawn(List.of("-Xmx40m"), "process");
    assertThat(child.process().waitFor()).as(child.err()).isEqualTo(2);
    assertThat(folder.resolve(Sample.AGG)).doesNotExist();
    assertThat(folder.resolve(STALE)).exists();
  }

  // What cannot be read.

  @Test
  void an_environment_file_that_cannot_be_read() throws IOException {
    Program program = earlier();
    Files.writeString(folder.resolve("run.env"), "TP=8\nhunter2\n");
    Program.Result call = program.run("process", "--env", "run.env", "sample.json");
    assertSetAside(call);
    assertThat(call.err())
        .contains("UNJUDGED  sample.json", "run.env:2: this is no NAME=VALUE")
        .doesNotContain("hunter2");
    assertThat(folder.resolve(STALE_RECORD)).exists();
    Program.Result unnamed = program.run("process", "--env", "nowhere.env");
    assertThat(unnamed.code()).isEqualTo(2);
    assertThat(unnamed.err()).contains("nowhere.env cannot be read", "what is published stays");
  }

  @Test
  void an_environment_in_a_tree_that_cannot_be_read() throws IOException {
    for (String broken : List.of("hunter2\n", "TP=8\n")) {
      Path tree = folder.resolve("tree" + broken.length());
      earlier(tree);
      Files.writeString(tree.resolve("run.env"), broken);
      if (broken.startsWith("TP")) {
        Files.writeString(tree.resolve("env.json"), "{}"); // two of them
      }
      Program.Result call = new Program(folder).run("gate", tree.getFileName().toString());
      assertThat(call.code()).isEqualTo(2);
      assertThat(call.out()).contains("UNJUDGED", STALE).doesNotContain("hunter2");
      assertThat(tree.resolve(Sample.AGG)).doesNotExist();
      assertThat(tree.resolve(STALE)).content().isEqualTo(published);
    }
  }

  @Test
  void a_result_in_a_tree_that_is_a_link_out_of_it() throws IOException {
    earlier();
    Path elsewhere = Files.move(folder.resolve("sample.json"), folder.resolve("elsewhere"));
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Files.move(folder.resolve(Sample.AGG), tree.resolve(Sample.AGG));
    Files.createSymbolicLink(tree.resolve("sample.json"), elsewhere);
    Program.Result call = new Program(folder).run("gate", "tree");
    assertThat(call.out()).contains("UNJUDGED  tree/sample.json", STALE);
    assertThat(tree.resolve(Sample.AGG)).doesNotExist();
  }

  @Test
  void a_line_of_a_manifest_that_names_a_run_and_gives_no_good_environment() throws IOException {
    earlier();
    Files.writeString(
        folder.resolve("runs.jsonl"),
        "{\"id\": \"x\", \"dir\": \".\", \"env\": {\"RESULT_FILENAME\": \"sample\", \"TP\": 8}}");
    Program.Result call = new Program(folder).run("process", "--manifest", "runs.jsonl");
    assertSetAside(call);
    assertThat(call.err()).contains("UNJUDGED  x", "runs.jsonl:1: the variable TP must be a text");
  }

  @Test
  void a_pack_that_does_not_compile() throws IOException {
    Path pack = PackCopy.of("v2", folder.resolve("pack"));
    Program program = earlier();
    Files.writeString(pack.resolve("topology.drl"), "rule \"cut off\" when");
    for (String[] call : new String[][] {{"process"}, {"process", "sample.json"}, {"gate", "."}}) {
      Files.deleteIfExists(folder.resolve(STALE));
      Files.writeString(folder.resolve(Sample.AGG), published);
      String[] words = java.util.Arrays.copyOf(call, call.length + 2);
      words[call.length] = "--rules";
      words[call.length + 1] = "pack";
      Program.Result result = program.run(words);
      assertSetAside(result);
      assertThat(result.err()).contains("the rule pack cannot be used", "topology.drl");
    }
  }

  @Test
  void a_pack_whose_mapping_cannot_be_read_names_no_file() throws IOException {
    Path pack = PackCopy.of("v2", folder.resolve("pack"));
    Program program = earlier();
    Files.writeString(pack.resolve("fields.yaml"), "fields: [");
    Program.Result call = program.run("process", "--rules", "pack");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("What is published stays", "fields.yaml:1");
    assertThat(folder.resolve(Sample.AGG)).content().isEqualTo(published);
  }

  // Runs of one name.

  @Test
  void a_folder_and_a_link_to_it_are_one_place() throws IOException {
    Sample.write(folder.resolve("a/sample.json"), Sample.RESULT);
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
    Files.writeString(
        folder.resolve("runs.jsonl"),
        BadCallTest.line("a", "a", Sample.singleNode())
            + BadCallTest.line("b", "b", Sample.singleNode()));
    Program.Result call = new Program(folder).run("process", "--manifest", "runs.jsonl");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err())
        .contains("UNJUDGED  b", "another run of this call has the same name")
        .contains("1 accepted, 0 rejected, 1 not judged");
  }

  @Test
  void folders_whose_paths_look_alike_are_two_places() throws IOException {
    Sample.write(folder.resolve("sub/sample.json"), Sample.RESULT);
    Sample.write(folder.resolve("elsewhere/sub/sample.json"), Sample.RESULT);
    Files.createDirectories(folder.resolve("elsewhere/deep"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("elsewhere/deep"));
    Files.writeString(
        folder.resolve("runs.jsonl"),
        BadCallTest.line("near", "sub", Sample.singleNode())
            + BadCallTest.line("far", "link/../sub", Sample.singleNode()));
    Program.Result call = new Program(folder).run("process", "--manifest", "runs.jsonl");
    assertThat(call.err()).contains("2 accepted, 0 rejected, 0 not judged");
    assertThat(folder.resolve("elsewhere/sub").resolve(Sample.AGG)).exists();
  }

  // Calls that are told to end.

  /** Each stands for a job that is cancelled, a person who gives up, and a terminal that closes. */
  @Test
  @Tag(Search.LONG)
  void a_call_that_is_told_to_end_finishes_what_it_began_and_leaves_nothing_else()
      throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      Map<String, String> variables = Sample.singleNode();
      variables.put("RESULT_FILENAME", "run" + i);
      lines.append(BadCallTest.line("run" + i, ".", variables));
    }
    Files.writeString(folder.resolve("runs.jsonl"), lines);
    for (int i = 0; i < 3_000; i++) {
      Files.writeString(folder.resolve("run" + i + ".json"), Sample.RESULT);
    }
    List<String> signals = List.of("TERM", "INT", "HUP");
    for (String signal : signals.subList(0, Search.attempts(signals.size()))) {
      Program.Child child =
          new Program(folder)
              .spawnAs(
                  List.of("env", "--default-signal=INT,HUP"),
                  List.of(),
                  "process",
                  "--manifest",
                  "runs.jsonl");
      long begin = System.nanoTime();
      while (child.out().length() < 10_000 && System.nanoTime() - begin < 60_000_000_000L) {
        Thread.sleep(5);
      }
      String pid = Long.toString(child.process().pid());
      new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
      assertThat(child.process().waitFor()).as(child.err()).isEqualTo(2);
      List<String> left = BadResultTest.names(folder);
      assertThat(left).noneMatch(name -> name.startsWith(".rungate"));
      List<String> documents = left.stream().filter(name -> name.startsWith("agg_")).toList();
      assertThat(documents).isNotEmpty().hasSizeLessThan(3_000);
      assertThat(left)
          .containsAll(documents.stream().map(name -> name.replace("agg_", "audit_")).toList());
    }
  }

  @Test
  void what_a_killed_call_left_is_taken_over_whatever_becomes_of_the_run() throws IOException {
    for (String tp : List.of("8", "")) {
      Program program = Sample.program(folder, Sample.singleNode()).with("TP", tp);
      Files.writeString(folder.resolve(LOCK), "half of a rec" + "ord".repeat(10_000));
      Files.writeString(folder.resolve(".rungate-" + Sample.AGG + ".tmp"), "half of a doc");
      assertThat(program.run("process").code()).isEqualTo(tp.isEmpty() ? 1 : 0);
      assertThat(BadResultTest.names(folder)).noneMatch(name -> name.startsWith(".rungate"));
      assertThat(folder.resolve(Sample.AUDIT)).content().endsWith("}\n").doesNotContain("half");
    }
  }

  // What was set aside.

  @Test
  void nothing_that_is_set_aside_is_overwritten() throws IOException {
    Program program = earlier();
    Map<String, String> contents = new LinkedHashMap<>();
    for (int attempt = 1; attempt <= 3; attempt++) {
      Files.writeString(folder.resolve(Sample.AGG), "attempt " + attempt);
      assertThat(program.with("TP", "").run("process").code()).isEqualTo(1);
      contents.put(attempt == 1 ? STALE : STALE + "." + attempt, "attempt " + attempt);
    }
    contents.forEach((file, content) -> assertThat(folder.resolve(file)).hasContent(content));
  }
}
