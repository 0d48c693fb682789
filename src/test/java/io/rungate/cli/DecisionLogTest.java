package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rungate.pack.Sha256Hex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was decided, line by line, and the proof that no line was touched since. */
class DecisionLogTest {
  @TempDir Path folder;

  private Path log() {
    return folder.resolve("log.jsonl");
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(log());
  }

  private void write(List<String> lines) throws IOException {
    Files.writeString(log(), String.join("\n", lines) + "\n");
  }

  private Program.Result process(Map<String, String> variables) {
    return Sample.program(folder, variables).run("process", "--log", "log.jsonl");
  }

  /** A log with the judgements of three runs. */
  private List<String> three() throws IOException {
    Map<String, String> bad = Sample.singleNode();
    bad.remove("IMAGE");
    assertThat(process(Sample.singleNode()).code()).isZero();
    assertThat(process(bad).code()).isEqualTo(1);
    assertThat(process(Sample.aggregated()).code()).isZero();
    return lines();
  }

  private Program.Result verify(String... more) {
    List<String> words = new ArrayList<>(List.of("log", "verify", "log.jsonl"));
    words.addAll(List.of(more));
    return new Program(folder).run(words.toArray(String[]::new));
  }

  @Test
  void a_line_says_what_was_judged_by_what_and_what_came_of_it() throws IOException {
    List<String> lines = three();
    Map<?, ?> line = Vectors.object(lines.get(1));
    assertThat(line.keySet())
        .hasToString(
            "[type, previous, time, program, pack, id, basis, verdict, findings, waived, inputs]");
    assertThat(line.get("previous")).isEqualTo(Sha256Hex.of(lines.get(0)));
    assertThat(line.get("id")).isEqualTo("sample");
    assertThat(line.get("basis")).isEqualTo("run");
    assertThat(line.get("verdict")).isEqualTo("rejected");
    assertThat(line.get("findings")).isEqualTo(List.of("missing-variables"));
    assertThat((Map<?, ?>) line.get("pack"))
        .hasToString(
            "{name=inference-runs, version=2.0.2, digest=%s}"
                .formatted(Program.pack("v2").digest()));
    Map<?, ?> inputs = (Map<?, ?>) line.get("inputs");
    assertThat(inputs.get("result")).isEqualTo(Sha256Hex.of(Sample.RESULT));
    assertThat(inputs.get("read"))
        .as("the first run had an IMAGE")
        .isNotEqualTo(((Map<?, ?>) Vectors.object(lines.get(0)).get("inputs")).get("read"));
    assertThat(lines.get(0)).startsWith("{\"type\":\"judgement\",\"previous\":null,\"time\":\"2");
  }

  /** What the schema of its lines objects to. */
  static List<Error> faults(String line) throws IOException {
    Path file = Program.HOME.resolve("rules/schema/log.schema.json");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(file), InputFormat.JSON)
        .validate(line, InputFormat.JSON);
  }

  @Test
  void every_line_has_the_form_that_is_published() throws IOException {
    for (String line : three()) {
      assertThat(faults(line)).isEmpty();
      assertThat(faults(line.replace("\"basis\":\"run\"", "\"basis\":\"sweep\""))).isNotEmpty();
      assertThat(faults(line.replace("\"read\"", "\"IMAGE\""))).isNotEmpty();
      assertThat(faults(line.replace("\"waived\":[],", ""))).isNotEmpty();
    }
  }

  @Test
  void the_other_commands_write_it_too_and_what_is_unreadable_stands_in_it() throws IOException {
    Program program = Sample.program(folder, Sample.singleNode());
    assertThat(program.run("check", "--log", "log.jsonl").code()).isZero();
    assertThat(program.run("gate", ".", "--log", "log.jsonl").code()).isEqualTo(2);
    assertThat(lines().get(0)).contains("\"verdict\":\"accepted\"");
    assertThat(lines().get(1))
        .contains("\"id\":\"./sample.json\"", "\"verdict\":\"unreadable\",\"findings\":[]");
  }

  @Test
  void a_whole_log_is_proven_and_its_head_told() throws IOException {
    List<String> lines = three();
    String head = Sha256Hex.of(lines.get(2));
    Program.Result result = verify();
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("3 lines, head " + head + "\n");
    assertThat(verify("--head", head).code()).isZero();
    Program.Result earlier = verify("--head", Sha256Hex.of(lines.get(0)));
    assertThat(earlier.code()).isZero();
    assertThat(earlier.out()).endsWith("2 of them behind the head that was asked for\n");
    assertThat(verify("--format", "json").out())
        .contains("\"lines\": 3", "\"head\": \"" + head + "\"", "\"problems\": []");
  }

  @Test
  void a_line_that_was_changed_is_noticed() throws IOException {
    List<String> lines = three();
    lines.set(1, lines.get(1).replace("rejected", "accepted"));
    write(lines);
    Program.Result result = verify();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).startsWith("broken   log.jsonl:3  it does not follow line 2: ");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, it is not the first line", "1, 2, it does not follow line 1"})
  void a_line_that_was_removed_is_noticed(int line, int place, String told) throws IOException {
    List<String> lines = three();
    lines.remove(line);
    write(lines);
    Program.Result result = verify();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).startsWith("broken   log.jsonl:" + place + "  " + told);
  }

  @Test
  void the_end_is_missed_by_whoever_has_its_head() throws IOException {
    List<String> lines = three();
    String head = Sha256Hex.of(lines.remove(2));
    write(lines);
    assertThat(verify().code()).isZero();
    Program.Result result = verify("--head", head);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("log.jsonl:3  no line has the head " + head);
    Files.writeString(log(), "");
    assertThat(verify().code()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "0, 2"})
  void lines_that_changed_places_are_noticed(int one, int other) throws IOException {
    List<String> lines = three();
    Collections.swap(lines, one, other);
    write(lines);
    assertThat(verify().code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "null", "{\"type\":\"judgement\",\"previous\":null}", "\u0000"})
  void a_line_that_was_put_in_is_noticed(String line) throws IOException {
    List<String> lines = three();
    for (int at = 0; at <= lines.size(); at++) {
      List<String> more = new ArrayList<>(lines);
      more.add(at, line);
      write(more);
      assertThat(verify().code()).as("at " + at).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 200})
  void a_line_that_a_crash_cut_off_is_told_and_the_log_goes_on(int left) throws IOException {
    List<String> lines = three();
    String cut = lines.get(2).substring(0, left);
    Files.writeString(log(), lines.get(0) + "\n" + lines.get(1) + "\n" + cut);
    Program.Result torn = verify();
    assertThat(torn.code()).isEqualTo(1);
    assertThat(torn.out()).startsWith("broken   log.jsonl:3  it is cut off: ");

    process(Sample.singleNode());
    assertThat(lines().get(2)).isEqualTo(cut);
    assertThat(lines().get(3))
        .startsWith(
            "{\"type\":\"judgement\",\"previous\":\"%s\",\"torn\":true,"
                .formatted(Sha256Hex.of(cut)));
    assertThat(faults(lines().get(3))).isEmpty();
    process(Sample.singleNode());
    assertThat(lines().get(4)).doesNotContain("torn");
    Program.Result after = verify();
    assertThat(after.code()).isZero();
    assertThat(after.out())
        .startsWith("cut off  log.jsonl:3  a process ended while it wrote this line")
        .contains("\n5 lines, head ");
  }

  /** Each is a process of its own; their lines may come in any order, and none is lost. */
  @Test
  void several_processes_add_to_it_at_once() throws Exception {
    int runs = 1500; // so many that without a lock some lines would meet
    List<Program.Child> children = new ArrayList<>();
    for (String job : List.of("a", "b", "c")) {
      StringBuilder manifest = new StringBuilder();
      for (int i = 0; i < runs; i++) {
        manifest.append("{\"id\": \"%s%d\"}%n".formatted(job, i));
      }
      Files.writeString(folder.resolve(job + ".jsonl"), manifest);
    }
    for (String job : List.of("a", "b", "c")) {
      children.add(
          new Program(folder)
              .spawn(List.of(), "check", "--manifest", job + ".jsonl", "--log", "log.jsonl"));
    }
    for (Program.Child child : children) {
      assertThat(child.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(child.process().exitValue()).as(child.err()).isEqualTo(2);
    }
    assertThat(lines()).hasSize(3 * runs);
    assertThat(verify().code()).isZero();
    Map<Object, Integer> ids = new HashMap<>();
    for (String line : lines()) {
      ids.merge(Vectors.object(line).get("id"), 1, Integer::sum);
    }
    assertThat(ids).hasSize(3 * runs);
  }

  /** Whatever was written until then is a log. */
  @Test
  void a_process_that_is_killed_leaves_a_log() throws Exception {
    StringBuilder manifest = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      manifest.append("{}\n");
    }
    Files.writeString(folder.resolve("many.jsonl"), manifest);
    Program.Child child =
        new Program(folder)
            .spawn(List.of(), "check", "--manifest", "many.jsonl", "--log", "log.jsonl");
    while (child.process().isAlive() && (!Files.exists(log()) || Files.size(log()) < 100_000)) {
      Thread.sleep(5);
    }
    child.process().destroyForcibly().waitFor();
    process(Sample.singleNode());
    Program.Result result = verify();
    assertThat(result.code()).as(result.out()).isZero();
    assertThat(lines().size()).isBetween(100, 100_000);
  }

  @Test
  void what_cannot_be_logged_is_not_judged() throws IOException {
    Files.createDirectory(folder.resolve("dir"));
    Files.writeString(folder.resolve("other"), "{\"type\":\"row\"}\n");
    for (String file : List.of("dir", "none/log.jsonl", "other", "sample.json")) {
      Program.Result result =
          Sample.program(folder, Sample.singleNode()).run("process", "--log", file);
      assertThat(result.code()).as(file).isEqualTo(2);
      assertThat(result.err())
          .startsWith("rungate: the decision log " + file + " cannot be written: ");
      assertThat(folder.resolve(Sample.AGG)).as(file).doesNotExist();
    }
    assertThat(folder.resolve("other")).hasContent("{\"type\":\"row\"}");
  }

  @Test
  void a_full_disk_stops_the_call() throws IOException {
    Path full = Path.of("/dev/full");
    if (Files.exists(full)) {
      Program.Result result =
          Sample.program(folder, Sample.singleNode()).run("process", "--log", "/dev/full");
      assertThat(result.code()).isEqualTo(2);
      assertThat(folder.resolve(Sample.AGG)).doesNotExist();
    }
  }

  @Test
  void names_are_shown_and_values_are_not() throws IOException {
    Map<String, String> variables = Sample.singleNode();
    variables.put("API_TOKEN", "hunter2");
    variables.put("IMAGE", "registry/hunter2");
    Sample.write(folder.resolve("run/sample.json"), Sample.RESULT);
    Sample.write(
        folder.resolve("runs.jsonl"), BadCallTest.line("\u001b[31m\\n\\\"", "run", variables));
    new Program(folder).run("process", "--manifest", "runs.jsonl", "--log", "log.jsonl");
    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0)).matches("[ -~]+").contains("\"id\":\"").doesNotContain("hunter2");
    assertThat(verify().code()).isZero();
  }

  @Test
  void calls_that_make_no_sense() throws IOException {
    three();
    assertThat(verify("--head", "abc").code()).isEqualTo(2);
    assertThat(new Program(folder).run("log", "verify", "none.jsonl").err())
        .isEqualTo("rungate: the decision log none.jsonl cannot be read: there is no such file\n");
    Files.writeString(log(), "x", StandardOpenOption.APPEND);
    assertThat(process(Sample.singleNode()).err()).contains("is none of a decision log");
  }
}
