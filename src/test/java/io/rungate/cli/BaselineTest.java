package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an earlier call found already is not told again, and does not count. */
class BaselineTest {
  @TempDir Path folder;

  private final Map<String, String> bad = Sample.singleNode();

  @BeforeEach
  void runs() {
    Sample.write(folder.resolve("good/sample.json"), Sample.RESULT);
    Sample.write(folder.resolve("bad/sample.json"), Sample.RESULT);
    bad.remove("IMAGE");
    manifest();
  }

  private void manifest() {
    Sample.write(
        folder.resolve("runs.jsonl"),
        BadCallTest.line("good", "good", Sample.singleNode())
            + BadCallTest.line("bad", "bad", bad));
  }

  private Program.Result check(String... more) {
    List<String> words = new ArrayList<>(List.of("check", "--manifest", "runs.jsonl"));
    words.addAll(List.of(more));
    return new Program(folder).run(words.toArray(String[]::new));
  }

  private void baseline(String... more) {
    List<String> words = new ArrayList<>(List.of("--format", "jsonl"));
    words.addAll(List.of(more));
    Program.Result result = check(words.toArray(String[]::new));
    Sample.write(folder.resolve("before.jsonl"), result.out());
  }

  @Test
  void what_was_there_before_is_counted_and_does_not_count() throws IOException {
    assertThat(check().code()).isEqualTo(1);
    baseline();
    Program.Result result = check("--baseline", "before.jsonl");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("REJECTED  bad  pack")
        .contains("  as before             1 finding of the baseline\n")
        .doesNotContain("missing-variables")
        .endsWith("1 accepted, 1 rejected, 0 not judged, 1 as before\n");
    List<String> lines =
        LinesSchemaTest.lines(check("--baseline", "before.jsonl", "--format", "jsonl"));
    assertThat(lines.get(1)).contains("\"verdict\":\"rejected\"", "\"findings\":[]");
    assertThat(lines.get(2)).endsWith("\"complete\":true,\"known\":1}");
  }

  @Test
  void what_is_new_is_told_and_counts() {
    baseline();
    bad.put("TP", "0");
    manifest();
    Program.Result result = check("--baseline", "before.jsonl");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("size-out-of-bounds")
        .doesNotContain("missing-variables")
        .contains("1 finding of the baseline");
  }

  @Test
  void the_same_finding_of_another_run_is_new_and_so_is_another_message() {
    baseline();
    bad.remove("TP");
    manifest();
    assertThat(check("--baseline", "before.jsonl").out()).contains("IMAGE, TP");
    bad.put("TP", "8");
    Sample.write(folder.resolve("runs.jsonl"), BadCallTest.line("other", "bad", bad));
    assertThat(check("--baseline", "before.jsonl").code()).isEqualTo(1);
  }

  @Test
  void what_was_waived_then_is_not_known() {
    Sample.write(
        folder.resolve("waivers.yaml"),
        "waivers: [{code: missing-variables, selector: {}, reason: r, owner: o, expires: 2999-12-31}]");
    baseline("--waivers", "waivers.yaml");
    assertThat(check("--baseline", "before.jsonl").code()).as("the waiver is gone").isEqualTo(1);
    Program.Result both = check("--baseline", "before.jsonl", "--waivers", "waivers.yaml");
    assertThat(both.code()).isZero();
    assertThat(both.out()).endsWith("1 accepted, 1 rejected, 0 not judged, 1 waived\n");
  }

  @Test
  void nothing_is_published_for_being_known() throws IOException {
    baseline();
    Program.Result result =
        new Program(folder)
            .run("process", "--manifest", "runs.jsonl", "--baseline", "before.jsonl");
    assertThat(result.code()).isZero();
    assertThat(folder.resolve("bad/agg_sample.json")).doesNotExist();
    assertThat(folder.resolve("bad/audit_sample.json")).content().contains("missing-variables");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"type\":\"row\" | \"type\":\"run\" | :1 cannot be used: it is no line that process, check or gate",
        "\"waived\":false | \"waive\":false | :2 cannot be used: a finding of it has no code",
        "\"findings\":[] | \"findings\":{} | :1 cannot be used: it is no line",
        "{\"type\":\"totals\" | [ | :3 cannot be used: ",
        "{\"type\":\"totals\" | {\"type\":\"total\" | :3 cannot be used: ",
        "{ | `` | :1 cannot be used: ",
      })
  void a_file_of_another_kind_is_refused_with_its_line(String from, String to, String told)
      throws IOException {
    baseline();
    Path file = folder.resolve("before.jsonl");
    String text = Files.readString(file);
    assertThat(text).contains(from);
    int at = text.indexOf(from);
    Files.writeString(file, text.substring(0, at) + to + text.substring(at + from.length()));
    Program.Result result = check("--baseline", "before.jsonl");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("rungate: the baseline before.jsonl" + told);
  }

  @Test
  void half_a_baseline_would_make_old_findings_new() throws IOException {
    baseline();
    Path file = folder.resolve("before.jsonl");
    Files.writeString(file, Files.readString(file).lines().findFirst().orElseThrow() + "\n");
    assertThat(check("--baseline", "before.jsonl").err())
        .isEqualTo(
            "rungate: the baseline before.jsonl cannot be used: its last line is not that of the totals\n");
    Files.writeString(file, "");
    assertThat(check("--baseline", "before.jsonl").code()).isEqualTo(2);
    assertThat(check("--baseline", "none.jsonl").err())
        .isEqualTo("rungate: the baseline none.jsonl cannot be read: there is no such file\n");
  }
}
