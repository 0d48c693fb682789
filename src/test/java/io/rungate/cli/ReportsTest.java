package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rungate.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The reports of a call beside its answer. */
class ReportsTest {
  @TempDir Path folder;

  @BeforeEach
  void a_good_and_a_bad_run() {
    Sample.write(folder.resolve("good/sample.json"), Sample.RESULT);
    Sample.write(folder.resolve("bad/sample.json"), Sample.RESULT);
    Map<String, String> bad = Sample.singleNode();
    bad.remove("IMAGE");
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

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  @Test
  void several_reports_of_one_call_say_the_same_as_its_answer() throws IOException {
    Program.Result result =
        check(
            "--report",
            "text=a.txt",
            "--report=jsonl=a.jsonl",
            "--report",
            "json=a.json",
            "--report",
            "junit=a.xml",
            "--report",
            "sarif=a.sarif",
            "--report",
            "github=a.log",
            "--report",
            "markdown=a.md");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEqualTo(check().out());
    assertThat(text("a.txt"))
        .startsWith("error    missing-variables  1 x\n           because IMAGE is not given\n")
        .contains("         bad\n1 accepted, 1 rejected, 0 not judged\n");
    assertThat(text("a.jsonl")).isEqualTo(check("--format", "jsonl").out());
    JsonNode json = new ObjectMapper().readTree(text("a.json"));
    List<String> lines = text("a.jsonl").lines().toList();
    assertThat(json.get("rows")).hasToString("[" + lines.get(0) + "," + lines.get(1) + "]");
    assertThat(json.get("totals")).hasToString(lines.get(2));
    assertThat(text("a.xml"))
        .contains("<testsuite name=\"inference-runs 2.0.2\" tests=\"2\" failures=\"1\"")
        .contains("<failure type=\"missing-variables\" message=\"Missing required");
    assertThat(text("a.sarif")).contains("\"ruleId\":\"missing-variables\"");
    assertThat(text("a.log"))
        .isEqualTo(
            "::error file=bad/sample.json,line=1,title=missing-variables::bad: Missing required"
                + " environment variables: IMAGE Export them in the job that launches the run; an"
                + " empty value counts as set.\n");
    assertThat(text("a.md")).startsWith("## rungate: 1 of 2 runs are rejected, 0 not judged\n");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("and nothing else is left")
          .hasSize(10)
          .noneMatch(name -> name.startsWith("."));
    }
  }

  @Test
  void a_report_may_take_the_place_of_the_answer_which_people_are_told_then() {
    Program.Result result = check("--report", "jsonl=-");
    assertThat(result.out()).isEqualTo(check("--format", "jsonl").out());
    assertThat(result.err()).isEqualTo(check().out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check --report junit | --report wants FORMAT=FILE, not 'junit'",
        "check --report junit= | --report wants FORMAT=FILE, not 'junit='",
        "check --report junti=a.xml | expected one of [text, json, jsonl, junit, sarif, github,"
            + " markdown] but was 'junti=a.xml'; did you mean junit?",
        "check --report text=- --report json=- | standard output takes one report only: text=- or"
            + " json=-",
        "check --report json=- --format jsonl | standard output takes one report only: json=- or"
            + " --format jsonl",
        "check --report json=a --report junit=./a | two reports cannot be written to one file: ./a",
        "check --report json=no/such/folder | the report no/such/folder cannot be written: there is"
            + " no such folder",
        "check --report json=good | the report good cannot be written: it is a folder",
        "replay --report sarif=a x | expected one of [text, json, junit, markdown] but was",
        "rules test --report json=a | expected one of [text, junit, github, markdown] but was",
      })
  void what_cannot_be_written_is_told_before_anything_is_judged(String call, String said)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(call.split(" ")));
    if (words.get(0).equals("check")) {
      words.addAll(List.of("--manifest", "runs.jsonl"));
    }
    Program.Result result = new Program(folder).run(words.toArray(String[]::new));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(said);
    assertThat(result.out()).isEmpty();
    assertThat(folder.resolve("a")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(ReportFormat.class)
  void every_format_is_offered_where_runs_are_judged(ReportFormat format) {
    Program.Result result = check("--report", format + "=report");
    assertThat(result.code()).isEqualTo(1);
    assertThat(folder.resolve("report")).isNotEmptyFile();
  }

  @Test
  void an_earlier_report_is_replaced_whole_and_a_link_to_it_stays_one() throws IOException {
    Sample.write(folder.resolve("real/a.md"), "before");
    Files.createSymbolicLink(folder.resolve("a.md"), Path.of("real/a.md"));
    check("--report", "markdown=a.md");
    assertThat(folder.resolve("a.md")).isSymbolicLink();
    assertThat(text("real/a.md")).startsWith("## rungate");
  }

  @Test
  void what_a_full_disk_cuts_off_is_no_report() throws IOException {
    if (Files.exists(Path.of("/dev/full"))) {
      Program.Result result = check("--report", "jsonl=/dev/full", "--report", "junit=a.xml");
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .contains("rungate: the report /dev/full cannot be written: No space left on device");
      assertThat(folder.resolve("a.xml")).isNotEmptyFile();
      check("--report", "jsonl=a.jsonl");
      result = new Program(folder).run("report", "a.jsonl", "--report", "sarif=/dev/full");
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).contains("the report /dev/full cannot be written: No space left");
    }
  }

  @Test
  void a_call_that_judges_nothing_leaves_an_earlier_report_as_it_was() throws IOException {
    Sample.write(folder.resolve("a.md"), "before");
    Program.Result result =
        new Program(folder).run("check", "--manifest", "none.jsonl", "--report", "markdown=a.md");
    assertThat(result.code()).isEqualTo(2);
    assertThat(text("a.md")).isEqualTo("before");
  }

  @Test
  void reports_are_made_again_of_the_lines_of_an_earlier_call() throws IOException {
    List<String> formats = List.of("json=%s.json", "jsonl=%s.jsonl", "github=%s.log");
    check(words(formats, "a"));
    List<String> words = new ArrayList<>(List.of("report", "a.jsonl"));
    words.addAll(List.of(words(formats, "b")));
    Program.Result result = new Program(folder).run(words.toArray(String[]::new));
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(text("b.jsonl")).isEqualTo(text("a.jsonl"));
    assertThat(text("b.json")).isEqualTo(text("a.json"));
    assertThat(text("b.log")).contains("::error ", "title=missing-variables::bad: Missing");
  }

  private static String[] words(List<String> formats, String name) {
    return formats.stream()
        .flatMap(form -> Stream.of("--report", form.formatted(name)))
        .toArray(String[]::new);
  }

  @Test
  void reports_are_made_of_audit_records() throws IOException {
    new Program(folder).run("process", "--manifest", "runs.jsonl");
    Program.Result result = new Program(folder).run("report", "good", "bad", "none.jsonl");
    assertThat(result.code()).as("which is not there").isEqualTo(2);
    assertThat(result.out())
        .startsWith("error    missing-variables  1 x\n           because IMAGE is not given\n")
        .contains("         sample\nnot judged  none.jsonl\n           it cannot be read\n")
        .endsWith("1 accepted, 1 rejected, 1 not judged\n");
    assertThat(new Program(folder).run("report", "bad").out())
        .startsWith(
            "REJECTED  sample  pack inference-runs 2.0.2\n  error    missing-variables  Miss")
        .contains("           because IMAGE is not given\n");
    new Program(folder).run("report", "good", "bad", "--report", "sarif=a.sarif");
    assertThat(text("a.sarif"))
        .contains("\"uri\":\"bad/sample.json\"")
        .contains("\"uri\":\"contracts.drl\"");
  }

  @Test
  void a_line_that_no_call_writes_is_told_and_costs_no_other_line() {
    check("--report", "jsonl=a.jsonl");
    Sample.write(
        folder.resolve("b.jsonl"),
        """
        {"type":"row","id":"a","verdict":"fine","basis":"run","findings":[]}
        {"type":"row","id":"b","verdict":"accepted","basis":"run","findings":[{"code":"x"}]}
        {"type":"column"}
        {"type":"row","id":"c","verdict":"accepted","basis":"run","findings":[]}
        """);
    Program.Result result = new Program(folder).run("report", "b.jsonl");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out())
        .contains("not judged  b.jsonl:1\n           no row has the verdict fine\n")
        .contains("not judged  b.jsonl:2\n           the line lacks what")
        .contains("not judged  b.jsonl:3\n           no line has the type column\n")
        .endsWith("1 accepted, 0 rejected, 3 not judged, and the call did not come to its end\n");
  }

  @Test
  void cases_that_fail_are_annotations_of_their_files() throws IOException {
    Path pack = PackCopy.of("v2", folder.resolve("pack"));
    Path cases = pack.resolve("cases/no-gpu.yaml");
    Sample.write(
        cases, Files.readString(cases).replace("tput_per_gpu: 1600.0", "tput_per_gpu: 1601.0"));
    Program.Result result =
        new Program(folder).run("rules", "test", "--rules", "pack", "--report", "github=-");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).startsWith("::error file=" + cases + ",line=");
    assertThat(result.err()).contains("1 of 4 cases failed");
  }

  @Test
  void what_a_rule_change_does_is_a_comment_of_a_request() throws IOException {
    Program.Result result =
        new Program(folder)
            .run(
                "diff",
                Program.HOME.resolve("rules/v1").toString(),
                Program.HOME.resolve("rules/v2").toString(),
                Program.HOME.resolve("rules/samples/recorded.jsonl.gz").toString(),
                "--report",
                "markdown=a.md",
                "--report",
                "junit=a.xml");
    assertThat(result.code()).isEqualTo(1);
    assertThat(text("a.md")).startsWith("<pre>\n").contains("48 runs judged again");
    assertThat(text("a.xml"))
        .contains("<testsuite name=\"recorded runs\" tests=\"48\" failures=\"22\"");
  }
}
