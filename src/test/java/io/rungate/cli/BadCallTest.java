package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.run.PythonJsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls, names, folders and manifests that cannot be used: what is wrong, where, and exit 2. */
class BadCallTest {
  @TempDir Path folder;

  @AfterEach
  void nothing_half_written_is_left() throws IOException {
    assertThat(BadResultTest.names(folder)).noneMatch(name -> name.endsWith(".tmp"));
  }

  private static void refused(Program.Result result, String... sentences) {
    assertThat(result.err()).contains(sentences);
    assertThat(result.err()).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).doesNotContain("accepted").doesNotContain("\"hw\"");
  }

  // The call.

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "--format xml, `'--format': expected one of [text, jsonl]`, process",
        "--nope, `Unknown option: '--nope'`, process",
        "--color blue, `'--color': expected one of [auto, always, never]`, process",
        "--power on, `measured power is not built yet: --power takes off, and not 'on'`, process",
        "--power auto, `--power takes off, and not 'auto'`, check",
        "--manifest, `Missing required parameter for option '--manifest'`, process",
        "sample.txt, `sample.txt is no result file: its name does not end in .json`, process",
      })
  void arguments_that_make_no_sense(String arguments, String sentence, String command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(arguments.split(" ")));
    refused(Sample.program(folder, Sample.singleNode()).run(all.toArray(String[]::new)), sentence);
  }

  @Test
  void an_unknown_command_and_none_at_all() {
    refused(
        new Program(folder).run("proces"),
        "'proces'; did you mean process?",
        "Try: rungate --help");
    refused(new Program(folder).run(), "Usage: rungate", "process");
  }

  @Test
  void nothing_to_judge_is_never_success() {
    refused(new Program(folder).with("HOME", "/root").run("process"), "nothing to judge");
  }

  @Test
  void a_manifest_beside_result_files_or_another_environment() {
    Sample.write(folder.resolve("runs.jsonl"), "");
    refused(new Program(folder).run("process", "--manifest", "runs.jsonl", "x.json"), "--manifest");
    refused(
        new Program(folder).run("process", "--manifest", "runs.jsonl", "--env", "x"), "--manifest");
  }

  // The name of the run.

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "sub/sample, holds a path separator",
        "../sample, holds a path separator",
        "/tmp/sample, holds a path separator",
        ".., names a folder",
        "`sam\tple`, holds a control character",
        "`sam\nple`, holds a control character",
        "`sam\u0000ple`, holds a control character",
        "`\u001b[2J`, holds a control character",
      })
  void a_name_that_would_leave_the_folder_or_the_line(String name, String flaw) throws IOException {
    Path run = folder.resolve("run");
    Sample.write(run.resolve("sample.json"), Sample.RESULT);
    Sample.write(run.resolve("sub/sample.json"), Sample.RESULT);
    Sample.write(folder.resolve("sample.json"), Sample.RESULT);
    List<String> before = BadResultTest.names(folder);
    Map<String, String> variables = Sample.singleNode();
    variables.put("RESULT_FILENAME", name);
    Program.Result result = new Program(run).with(variables).run("process");
    assertThat(result.code()).isBetween(1, 2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("name-unsafe")
        .contains("RESULT_FILENAME " + flaw)
        .doesNotContain("\u001b");
    List<String> after = BadResultTest.names(folder);
    after.removeAll(before);
    assertThat(after).singleElement().asString().matches("run/audit_[^/\\p{Cntrl}]*\\.json");
  }

  @Test
  void a_name_of_more_than_255_bytes_is_refused_and_recorded() throws IOException {
    Map<String, String> variables = Sample.singleNode();
    variables.put("RESULT_FILENAME", "\u00e9".repeat(130));
    Program.Result result = Sample.program(folder, variables).run("process");
    refused(result, "RESULT_FILENAME is too long: a document named after it would take 269 bytes");
    assertThat(BadResultTest.names(folder))
        .filteredOn(file -> file.startsWith("audit_"))
        .singleElement()
        .satisfies(file -> assertThat(file.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256));
  }

  @Test
  void a_name_that_no_file_can_have() {
    Sample.write(
        folder.resolve("runs.jsonl"),
        line("half", ".", with(Sample.singleNode(), "RESULT_FILENAME", "half \ud83d pair"))
            + line("good", ".", Sample.singleNode()));
    Program.Result result =
        Sample.program(folder, Map.of()).run("process", "--manifest", "runs.jsonl");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("its name cannot be the name of a file here")
        .doesNotContain("Exception");
    assertThat(folder.resolve(Sample.AGG)).exists();
  }

  // Where the documents go.

  @Test
  void a_file_in_the_place_of_the_output_folder() throws IOException {
    Program program = Sample.program(folder, Sample.singleNode());
    Files.writeString(folder.resolve("out"), "precious");
    refused(program.run("process", "--out", "out"), "the output folder", "cannot be made");
    refused(program.run("process", "--out", "out/sub"), "the output folder", "cannot be made");
    assertThat(folder.resolve("out")).hasContent("precious");
  }

  @Test
  void an_output_folder_that_takes_no_files() {
    Program program = Sample.program(folder, Sample.singleNode());
    refused(program.run("process", "--out", "/proc/self"), "cannot write to /proc/self: ");
    refused(program.run("process", "--out", "/dev/full"), "the output folder /dev/full");
  }

  @Test
  void a_directory_in_the_place_of_either_document_spoils_both() throws IOException {
    for (String taken : List.of(Sample.AGG, Sample.AUDIT)) {
      Path run = folder.resolve(taken + "-taken");
      Files.createDirectories(run.resolve(taken));
      refused(
          Sample.program(run, Sample.singleNode()).run("process"),
          "UNJUDGED  sample",
          "cannot write to " + run,
          taken + " is a directory");
      assertThat(BadResultTest.names(run)).containsExactlyInAnyOrder("", "sample.json", taken);
    }
  }

  @Test
  void a_document_of_an_earlier_attempt_is_set_aside_and_never_overwritten() throws IOException {
    Program good = Sample.program(folder, Sample.singleNode());
    assertThat(good.run("process").code()).isZero();
    String published = Files.readString(folder.resolve(Sample.AGG));

    Program bad = new Program(folder).with(with(Sample.singleNode(), "TP", "many"));
    Program.Result first = bad.run("process");
    assertThat(first.code()).isEqualTo(1);
    assertThat(first.err())
        .contains("set aside             " + Sample.AGG + ".stale (an earlier attempt's document)");
    assertThat(folder.resolve(Sample.AGG)).doesNotExist();
    assertThat(folder.resolve(Sample.AGG + ".stale")).content().isEqualTo(published);

    Files.writeString(folder.resolve(Sample.AGG), "{}");
    assertThat(bad.run("process").err()).contains(Sample.AGG + ".stale.2 (an earlier");
    assertThat(folder.resolve(Sample.AGG + ".stale")).content().isEqualTo(published);
    assertThat(folder.resolve(Sample.AGG + ".stale.2")).hasContent("{}");

    assertThat(bad.run("process").err()).doesNotContain("stale");
  }

  @Test
  void documents_that_a_pattern_names_together_with_results_are_passed_over() throws IOException {
    Program program = Sample.program(folder, Sample.singleNode());
    assertThat(program.run("process", "sample.json").code()).isZero();
    Set<String> names = Set.copyOf(BadResultTest.names(folder));
    Program.Result again = program.run("process", Sample.AGG, Sample.AUDIT, "sample.json");
    assertThat(again.code()).isZero();
    assertThat(again.err()).containsOnlyOnce("ACCEPTED");
    assertThat(BadResultTest.names(folder)).hasSameElementsAs(names);
    refused(program.run("process", Sample.AGG), Sample.AGG + " is no result, but what was made");
  }

  @Test
  void an_earlier_document_is_set_aside_too_when_the_result_has_gone() throws IOException {
    assertThat(Sample.program(folder, Sample.singleNode()).run("process").code()).isZero();
    Files.delete(folder.resolve("sample.json"));
    refused(new Program(folder).with(Sample.singleNode()).run("process"), Sample.AGG + ".stale");
    assertThat(folder.resolve(Sample.AGG)).doesNotExist();
  }

  @Test
  void two_runs_of_one_name_in_one_folder_do_not_overwrite_each_other() throws IOException {
    Sample.write(folder.resolve("a/sample.json"), Sample.RESULT);
    Sample.write(folder.resolve("b/sample.json"), Sample.RESULT.replace("64", "65"));
    Sample.write(
        folder.resolve("runs.jsonl"),
        line("a", "a", Sample.singleNode()) + line("b", "b", Sample.singleNode()));
    Program.Result result =
        new Program(folder).run("process", "--manifest", "runs.jsonl", "--out", "out");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("UNJUDGED  b")
        .contains("another run of this call has the same name")
        .contains("1 accepted, 0 rejected, 1 not judged");
    assertThat(folder.resolve("out").resolve(Sample.AGG)).content().contains("\"conc\": 64,");
  }

  @Test
  void any_number_of_jobs_is_as_many_as_help() {
    Program program = Sample.program(folder, Sample.singleNode());
    Sample.write(folder.resolve("other.json"), Sample.RESULT);
    Program.Result call =
        program.run("process", "sample.json", "other.json", "--jobs", "134217728");
    assertThat(call.err()).contains("2 accepted, 0 rejected, 0 not judged");
  }

  // The manifest.

  @Test
  void a_manifest_that_cannot_be_read() throws IOException {
    Program program = new Program(folder);
    refused(program.run("process", "--manifest", "no.jsonl"), "no.jsonl cannot be read");
    refused(program.run("process", "--manifest", "."), "cannot be read");
    for (String nothing : List.of("", "\n\n  \n")) {
      Files.writeString(folder.resolve("empty.jsonl"), nothing);
      refused(program.run("process", "--manifest", "empty.jsonl"), "nothing to judge");
    }
  }

  @Test
  void a_broken_line_is_answered_by_its_place_and_stops_no_other() throws IOException {
    Sample.write(folder.resolve("good/sample.json"), Sample.RESULT);
    String good = line("good", "good", Sample.singleNode());
    Map<String, String> broken = new LinkedHashMap<>();
    broken.put("{\"id\": \"cut\", \"dir\": ", ": column 22: Unexpected end of the text");
    broken.put("[]", ": a run must be an object");
    broken.put("{\"env\": {}}", ": a run must give its dir as a text");
    broken.put("{\"dir\": 1, \"env\": {}}", ": a run must give its dir as a text");
    broken.put("{\"dir\": \".\"}", ": a run must give its env as an object");
    broken.put("{\"dir\": \".\", \"env\": []}", ": the environment must be an object");
    broken.put("{\"dir\": \".\", \"env\": {\"TP\": 8}}", ": the variable TP must be a text");
    broken.put("{\"dir\": \"\\u0000\", \"env\": {}}", ": Nul character not allowed");
    broken.put("{\"id\": 5, \"dir\": \".\", \"env\": {}}", ": a run must give its id as a text");
    broken.put("{\"id\": null, \"dir\": \".\", \"env\": {}}", ": a run must give its id as a text");
    broken.put("\ufeff{}", ": column 1: Unexpected UTF-8 BOM");
    StringBuilder manifest = new StringBuilder();
    broken.keySet().forEach(text -> manifest.append(text).append('\n'));
    byte[] head = manifest.toString().getBytes(StandardCharsets.UTF_8);
    byte[] latin = "{\"id\": \"\u00e9\"}\n\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = folder.resolve("runs.jsonl");
    Files.write(file, concat(head, latin, good.strip().getBytes(StandardCharsets.UTF_8)));
    broken.put("not UTF-8", ": this line is not UTF-8");

    Program.Result result =
        new Program(folder).run("process", "--manifest", "runs.jsonl", "--format", "jsonl");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).endsWith("1 accepted, 0 rejected, 12 not judged\n");
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(14);
    int number = 0;
    for (String problem : broken.values()) {
      Map<?, ?> line = Vectors.object(lines.get(number++));
      assertThat(line.get("verdict")).isEqualTo("unreadable");
      assertThat((String) line.get("problem")).startsWith(file + ":" + number + problem);
      assertThat((String) line.get("id")).matches("\\.|" + file + ":" + number);
    }
    assertThat(Vectors.object(lines.get(12)).get("verdict")).isEqualTo("accepted");
  }

  @Test
  void a_folder_that_does_not_exist() {
    Sample.write(folder.resolve("runs.jsonl"), line("x", "nowhere", Sample.singleNode()));
    refused(
        new Program(folder).run("process", "--manifest", "runs.jsonl"),
        "sample.json cannot be read: there is no such file",
        "there is no such folder",
        "0 accepted, 0 rejected, 1 not judged");
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @Test
  void a_result_in_the_place_of_a_folder() {
    Sample.write(folder.resolve("runs.jsonl"), line("x", "runs.jsonl", Sample.singleNode()));
    refused(new Program(folder).run("process", "--manifest", "runs.jsonl"), "not a directory");
  }

  static String line(String id, String dir, Map<String, String> env) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("id", id);
    run.put("dir", dir);
    run.put("env", env);
    return PythonJsonWriter.compact(run) + "\n";
  }

  private static Map<String, String> with(
      Map<String, String> variables, String name, String value) {
    variables.put(name, value);
    return variables;
  }

  private static byte[] concat(byte[]... parts) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
