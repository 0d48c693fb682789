package io.rungate.cli;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rungate.pack.PythonJsonReader;
import io.rungate.run.PythonJsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

  private static final String V1 = Program.HOME.resolve("rules/v1").toString();
  private static final String V2 = Program.HOME.resolve("rules/v2").toString();
  private static final String SAMPLE =
      Program.HOME.resolve("rules/samples/recorded.jsonl.gz").toString();

  @TempDir Path folder;

  private Program.Result replay(String... args) {
    List<String> all = new ArrayList<>(List.of("replay"));
    all.addAll(List.of(args));
    return new Program(folder).run(all.toArray(String[]::new));
  }

  private Path recordAll() {
    Path records = folder.resolve("records");
    SampleRun.colocated().record(records.resolve("a"), "v1");
    SampleRun.withPool().record(records.resolve("b"), "v1");
    SampleRun.singleNode().record(records.resolve("b"), "v1");
    SampleRun.colocated()
        .named("brief")
        .without("DECODE_TP")
        .without("DECODE_NUM_WORKERS")
        .record(records.resolve("b/c"), "v1");
    return records;
  }

  @Test
  void lists_what_another_pack_changes_by_kind_with_counts() {
    Program.Result result = replay(recordAll().toString(), "--rules", V2);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("4 runs judged again, 2 change\n")
        .contains("  verdict   rejected -> accepted          1 run\n      brief\n")
        .contains(
            "  topology  disaggregated -> aggregated   2 runs\n      colocated\n      brief\n")
        .containsPattern("lost +missing-variables +1 run +such as brief: error: Missing required")
        .containsPattern("field +disagg true -> false +2 runs +such as colocated\n")
        .containsPattern("field +decode_num_workers none -> 0 +1 run ");
  }

  @Test
  void changes_nothing_under_the_pack_that_judged() {
    Program.Result result = replay(recordAll().toString(), "--rules", V1);
    assertThat(result.out()).isEqualTo("4 runs judged again, none changes\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void says_by_how_much_numbers_change() throws IOException {
    Path pack = PackCopy.of("v2", folder.resolve("pack"));
    PackCopy.edit(
        pack.resolve("denominators.drl"),
        "new Denominator( \"tput_per_gpu\", $gpus )",
        "new Denominator( \"tput_per_gpu\", $gpus.plus( $gpus ) )");
    Path audit = SampleRun.colocated().record(folder, "v2");
    Program.Result result = replay(audit.toString(), "--rules", pack.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("-50.0 %  such as colocated: 230.32905107826693 -> 115.16452553913346 (-50.0 %)");
  }

  @Test
  void gives_every_change_as_json() {
    Program.Result result = replay(recordAll().toString(), "--rules", V2, "--format", "json");
    assertThat(result.code()).isEqualTo(1);
    assertThatJson(result.out())
        .inPath("changes")
        .isArray()
        .contains(
            "{run: 'brief', change: 'verdict', before: 'rejected', after: 'accepted'}",
            "{run: 'colocated', change: 'field', what: 'disagg', before: true, after: false}");
    assertThatJson(result.out()).node("runs").isEqualTo(4);
    assertThatJson(result.out()).node("changed").isEqualTo(2);
    assertThatJson(result.out()).node("groups[0].change").isEqualTo("verdict");
    assertThatJson(result.out()).node("unreadable").isArray().isEmpty();
    assertThatJson(replay(recordAll().toString(), "--rules", V1, "--format", "json").out())
        .node("changes")
        .isArray()
        .isEmpty();
  }

  @Test
  void accepts_a_reviewed_list_of_changes_and_nothing_else() throws IOException {
    Path list = folder.resolve("reviewed.json");
    String records = recordAll().toString();
    Program.Result written = replay(records, "--rules", V2, "--write-expect", list.toString());
    assertThat(written.code()).isZero();
    Program.Result same = replay(records, "--rules", V2, "--expect", list.toString());
    assertThat(same.code()).isZero();
    assertThat(same.err()).isEqualTo("every change is as expected\n");

    String reviewed = Files.readString(list);
    String without = reviewed.replaceFirst("(?m)^.*\"brief\".*\"verdict\".*\n", "");
    assertThat(without).isNotEqualTo(reviewed);
    Files.writeString(list, without);
    Program.Result more = replay(records, "--rules", V2, "--expect", list.toString());
    assertThat(more.code()).isEqualTo(1);
    assertThat(more.err()).contains("not expected  {\"run\":\"brief\",\"change\":\"verdict\"");

    Files.writeString(list, reviewed);
    Program.Result none = replay(records, "--rules", V1, "--expect", list.toString());
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("does not come  {\"run\":\"brief\",\"change\":\"verdict\"");
  }

  @Test
  void reports_unreadable_records_and_judges_the_others() throws IOException {
    Path records = recordAll();
    Files.writeString(records.resolve("audit_cut.json"), "{\"schema\": ");
    Files.write(records.resolve("audit_latin.json"), new byte[] {'"', (byte) 0xe9, '"'});
    Files.writeString(records.resolve("audit_new.json"), "{\"schema\": \"rungate-audit/7\"}");
    Program.Result result = replay(records.toString(), "--rules", V2);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out())
        .startsWith("4 runs judged again, 2 change\n")
        .containsPattern("unreadable  .*audit_cut.json: line 1, column")
        .contains("audit_latin.json: it is not UTF-8")
        .contains("audit_new.json: this is a record of the form \"rungate-audit/7\"");
  }

  /** In a process of its own, which may not do what the administrator may. */
  @Test
  void a_folder_that_cannot_be_looked_into_costs_no_other_record() throws Exception {
    Path records = recordAll();
    Path locked = records.resolve("b/c");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    List<String> ordinary =
        Files.isReadable(locked) ? List.of("setpriv", "--bounding-set", "-all") : List.of();
    try {
      assumeTrue(ordinary.isEmpty() || GateCommandTest.canDrop(), "rights cannot be given up here");
      Program.Child child =
          new Program(folder).spawnAs(ordinary, List.of(), "replay", "records", "--rules", V1);
      assertThat(child.process().waitFor()).as(child.err()).isEqualTo(2);
      assertThat(child.out())
          .startsWith("3 runs judged again, none changes\n")
          .contains("unreadable  " + locked + ": it cannot be read\n");
    } finally {
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void a_run_without_a_name_is_called_the_same_in_every_checkout() throws IOException {
    Path list = folder.resolve("reviewed.json");
    for (String checkout : List.of("one", "two")) {
      Path records = folder.resolve(checkout).resolve("records");
      Path runs = records.resolve("a");
      SampleRun.colocated().named("x").record(runs, "v1");
      Files.move(runs.resolve("x.json"), runs.resolve(".json"));
      Files.delete(runs.resolve("audit_x.json"));
      new Program(runs)
          .with(SampleRun.colocated().named("").variables())
          .run("process", "--rules", V1);
      String option = checkout.equals("one") ? "--write-expect" : "--expect";
      Program.Result call = replay(records.toString(), "--rules", V2, option, list.toString());
      assertThat(call.code()).as(call.out() + call.err()).isZero();
    }
    assertThat(Files.readString(list)).containsPattern("\"a/audit_~[0-9a-f]{16}\\.json\"");
  }

  @Test
  void all_means_all_however_many_runs_there_are() throws Exception {
    Path audit = SampleRun.colocated().record(folder, "v1");
    String line = PythonJsonWriter.compact(PythonJsonReader.read(Files.readString(audit)));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 1_001; i++) {
      lines.append(line.replace("colocated", "run" + i)).append('\n');
    }
    Path many = Files.writeString(folder.resolve("many.jsonl"), lines);
    String out = replay(many.toString(), "--rules", V2, "--all").out();
    assertThat(out).contains("      run1000\n").doesNotContain(" more\n");
    assertThat(replay(many.toString(), "--rules", V2).out()).contains("      and 951 more\n");
  }

  @Test
  void reads_many_records_from_one_file_plain_or_compressed() throws Exception {
    StringBuilder lines = new StringBuilder();
    Path audit = SampleRun.colocated().record(folder, "v1");
    String line = PythonJsonWriter.compact(PythonJsonReader.read(Files.readString(audit)));
    for (int i = 0; i < 300; i++) {
      lines.append(line.replace("colocated", "run" + i)).append(i % 7 == 0 ? "\n\n" : "\n");
    }
    lines.append("{}\n");
    Path plain = folder.resolve("many.jsonl");
    Files.writeString(plain, lines);
    Path packed = folder.resolve("many.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
    for (Path many : List.of(plain, packed)) {
      Program.Result result = replay(many.toString(), "--rules", V2, "--all");
      assertThat(result.out())
          .startsWith("300 runs judged again, 300 change\n")
          .contains(many + ":344: this is no audit record")
          .contains("topology  disaggregated -> aggregated  300 runs\n      run0\n      run1\n");
      assertThat(result.code()).isEqualTo(2);
    }
  }

  @Test
  void order_and_result_do_not_depend_on_how_many_are_judged_at_a_time() {
    String one = replay(SAMPLE, "--rules", V2, "--all", "--jobs", "1").out();
    assertThat(replay(SAMPLE, "--rules", V2, "--all", "--jobs", "4").out()).isEqualTo(one);
  }

  @Test
  void shows_progress_on_a_terminal_only() {
    Program.Result quiet = replay(SAMPLE, "--rules", V2);
    assertThat(quiet.err()).isEmpty();
  }

  @Test
  void nothing_to_replay_is_no_success() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Program.Result result = replay(empty.toString(), "--rules", V2);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("nothing to replay: no audit record in " + empty);
    assertThat(replay().code()).isEqualTo(2);
    assertThat(replay(folder.resolve("none").toString()).code()).isEqualTo(2);
    assertThat(replay(SAMPLE, "--jobs", "0").err()).contains("--jobs must be at least 1");
  }

  @Test
  void a_pack_that_cannot_judge_a_run_is_a_change_of_its_verdict() throws IOException {
    Path pack = PackCopy.of("v2", folder.resolve("pack"));
    PackCopy.edit(
        pack.resolve("measures.drl"), "\"tput_per_gpu\", usable", "\"tput_per_gpu\", zero");
    Path audit = SampleRun.colocated().record(folder, "v2");
    Program.Result result = replay(audit.toString(), "--rules", pack.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("accepted -> unjudged: ")
        .contains("the document owes tput_per_gpu");
  }

  @Test
  void the_shipped_sample_is_unchanged_under_v1() {
    assertThat(replay(SAMPLE, "--rules", V1).out())
        .isEqualTo("48 runs judged again, none changes\n");
  }
}
