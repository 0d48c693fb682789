package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody has waived is told, and does not count: not for longer or more than was said. */
class WaiversTest {
  private static final String WAIVER =
      """
      waivers:
        - code: size-out-of-bounds
          selector: {}
          reason: The launcher writes 0 until it is mended.
          owner: bench team
          expires: 2999-12-31
      """;

  private static final String PUBLISHED = WAIVER + "    publish: true\n";

  @TempDir Path folder;

  private void waivers(String text) {
    Sample.write(folder.resolve("waivers.yaml"), text);
  }

  /** A run that v2 refuses for one value, which a document can show all the same. */
  private Program.Result call(String command, String... more) {
    Map<String, String> variables = Sample.aggregated();
    variables.put("PREFILL_TP", "0");
    List<String> words = new ArrayList<>(List.of(command, "--waivers", "waivers.yaml"));
    words.addAll(List.of(more));
    return Sample.program(folder, variables).run(words.toArray(String[]::new));
  }

  private AuditRecord record() throws Exception {
    return AuditRecordReader.read(Files.readString(folder.resolve(Sample.AUDIT)));
  }

  @Test
  void a_waived_run_stays_rejected_and_withheld_and_does_not_fail_the_call() throws Exception {
    waivers(WAIVER);
    Program.Result result = call("process");
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("REJECTED  sample  pack")
        .contains(
            """
              error    size-out-of-bounds  PREFILL_TP is 0; it must be at least 1.
                       waived until 2999-12-31 by bench team: The launcher writes 0 until it is mended.
            """)
        .contains("  audit record ");
    assertThat(folder.resolve(Sample.AGG)).doesNotExist();
    assertThat(record().document()).isInstanceOf(AuditRecord.Withheld.class);
    assertThat(record().waived())
        .containsExactly(
            new AuditRecord.Waived(
                record().findings().get(0).because(),
                "The launcher writes 0 until it is mended.",
                "bench team",
                "2999-12-31",
                false));
    List<String> lines = LinesSchemaTest.lines(call("check", "--format", "jsonl"));
    assertThat(lines.get(0))
        .contains("\"verdict\":\"rejected\"", "\"code\":\"size-out-of-bounds\"", "\"waived\":true");
    assertThat(lines.get(1)).contains("\"rejected\":1,", "\"waived\":1,");
  }

  @Test
  void with_publish_the_document_is_written_and_its_record_says_by_whose_word() throws Exception {
    waivers(PUBLISHED);
    Program.Result result = call("process", "--log", "log.jsonl");
    assertThat(result.code()).isZero();
    assertThat(result.err())
        .contains("waived until 2999-12-31 by bench team, and to be published: The launcher")
        .contains("  agg document ");
    assertThat(folder.resolve(Sample.AGG)).content().isEqualTo(result.out().stripTrailing());
    assertThat(Files.readString(folder.resolve("log.jsonl")))
        .contains("\"verdict\":\"rejected\",\"findings\":[\"size-out-of-bounds\",")
        .contains("\"waived\":[\"size-out-of-bounds\"]");
    assertThat(record().accepted()).isFalse();
    assertThat(record().mayPublish()).isTrue();
    assertThat(record().document()).isInstanceOf(AuditRecord.Published.class);
    Program program = new Program(folder);
    assertThat(program.run("explain", Sample.AUDIT).out())
        .contains("    published all the same, since each error is waived\n")
        .contains("    waived until 2999-12-31 by bench team, and to be published: The launcher");
    assertThat(program.run("explain", Sample.AUDIT, "size-out-of-bounds").out())
        .contains("  waived until 2999-12-31 by bench team, and to be published: The launcher");
    assertThat(program.run("replay", Sample.AUDIT).code()).as("the verdict is the same").isZero();
  }

  @Test
  void a_published_row_is_held_against_what_its_record_says_of_waivers() throws IOException {
    waivers(PUBLISHED);
    call("process");
    Program.Result alone = new Program(folder).run("check", Sample.AGG);
    assertThat(alone.code()).as("the rules refuse it").isEqualTo(1);
    assertThat(alone.out())
        .contains("rejected, and which was published since each error was waived\n")
        .doesNotContain("differs");
    assertThat(new Program(folder).run("check", "--waivers", "waivers.yaml", Sample.AGG).code())
        .isZero();
    Path agg = folder.resolve(Sample.AGG);
    Files.writeString(agg, Files.readString(agg).replace("\"fp4\"", "\"fp8\""));
    Program.Result changed =
        new Program(folder).run("check", "--waivers", "waivers.yaml", Sample.AGG);
    assertThat(changed.code()).isEqualTo(1);
    assertThat(changed.out()).contains("differs  precision is \"fp8\", and the rules give \"fp4\"");
  }

  /** The rules that refused the run may not have come as far as those that guard a document. */
  @Test
  void no_waiver_publishes_what_is_no_json_or_has_holes() {
    waivers(PUBLISHED);
    Map<String, String> variables = Sample.aggregated();
    variables.put("PREFILL_TP", "0");
    Program program = Sample.program(folder, variables);
    Sample.write(folder.resolve("sample.json"), Sample.RESULT.replace("286.5", "NaN"));
    waivers(PUBLISHED.replace("size-out-of-bounds", "metric-not-finite") + PUBLISHED.substring(9));
    Program.Result nan = program.run("process", "--waivers", "waivers.yaml");
    assertThat(nan.code()).isEqualTo(1);
    assertThat(nan.err()).contains("not-json").doesNotContain("agg document");

    waivers(PUBLISHED.replace("size-out-of-bounds", "missing-variables"));
    Program.Result hole =
        Sample.program(folder, Sample.singleNode())
            .without("IMAGE")
            .run("process", "--waivers", "waivers.yaml");
    assertThat(hole.code()).isEqualTo(1);
    assertThat(hole.err()).contains("not-whole").doesNotContain("agg document");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ id: sample } | 0",
        "{ id: 's?mp*' } | 0",
        "{ id: other } | 1",
        "{ id: sampl } | 1",
        "{ fields: { hw: gb* } } | 0",
        "{ fields: { hw: gb*, precision: fp8 } } | 1",
        "{ fields: { prefill_gpu_count: 16 } } | 1",
        "{ fields: { num_prefill_gpu: 16, is_multinode: true } } | 0",
        "{ fields: { image: '*' } } | 0",
        "{ id: sample, fields: { hw: b200 } } | 1",
      })
  void a_selector_says_which_runs_are_meant(String selector, int code) {
    waivers(WAIVER.replace("{}", selector));
    assertThat(call("check").code()).isEqualTo(selector.contains("gpu_count") ? 2 : code);
  }

  @Test
  void an_expired_waiver_waives_nothing_and_is_told() throws IOException {
    waivers(PUBLISHED.replace("2999", "2020"));
    Program.Result result = call("process", "--format", "jsonl");
    assertThat(result.code()).isEqualTo(1);
    List<String> lines = LinesSchemaTest.lines(result);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("\"waived\":false").doesNotContain("\"agg\"");
    assertThat(lines.get(1))
        .isEqualTo(
            "{\"type\":\"sweep\",\"findings\":[{\"code\":\"waiver-expired\",\"severity\":\"warning\","
                + "\"message\":\"The waiver of size-out-of-bounds by bench team expired on"
                + " 2020-12-31.\",\"points\":[],\"waived\":false,\"file\":\"%s/waivers.yaml\",\"line\":2}]}"
                    .formatted(folder));
    assertThat(folder.resolve(Sample.AGG)).doesNotExist();
  }

  @Test
  void a_waiver_that_met_nothing_is_told_and_fails_nothing() {
    waivers(WAIVER);
    Program.Result result =
        Sample.program(folder, Sample.aggregated()).run("check", "--waivers", "waivers.yaml");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains(
            "  warning  waiver-unused  The waiver of size-out-of-bounds by bench team met no finding.\n")
        .contains("waivers.yaml:2\n");
  }

  @Test
  void an_error_that_is_not_waived_counts() {
    waivers(WAIVER);
    Map<String, String> variables = Sample.aggregated();
    variables.put("PREFILL_TP", "0");
    variables.remove("IMAGE");
    Program.Result result =
        Sample.program(folder, variables).run("process", "--waivers", "waivers.yaml");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("missing-variables", "waived until");
  }

  @Test
  void a_result_that_cannot_be_read_is_not_judged_whatever_is_waived() {
    waivers(WAIVER.replace("size-out-of-bounds", "result-unreadable"));
    Program.Result result =
        new Program(folder).with(Sample.singleNode()).run("process", "--waivers", "waivers.yaml");
    assertThat(result.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "code: size-out-of-bounds | code: size-out-of-bound | :2: waivers[0].code: no rule of the pack has"
            + " size-out-of-bound; did you mean size-out-of-bounds?",
        "owner: bench team | owners: bench team | :5: no key waivers[0].owners; did you mean owner?",
        "owner: bench team | `owner: ''` | :5: waivers[0].owner is empty",
        "selector: {} | `selector: { fields: { hv: x } }` | waivers[0].selector.fields.hv: no field of the"
            + " mapping; did you mean hw?",
        "selector: {} | `selector: { ids: x }` | no key waivers[0].selector.ids; did you mean id?",
        "    selector: {} |  | the key waivers[0].selector is missing: {} is all rows",
        "    expires: 2999-12-31 |  | the key expires is missing",
        "2999-12-31 | 2999-02-31 | waivers[0].expires must be a day such as 2026-12-31, not 2999-02-31",
        "2999-12-31 | tomorrow | must be a day such as 2026-12-31, not tomorrow",
        "2999-12-31 | +12999-12-31 | must be a day such as 2026-12-31, not +12999-12-31",
        "waivers: | waiver: | the key waivers is missing",
        "waivers: | [ | waivers.yaml:2: a bracket that opens here is not closed",
      })
  void a_slip_is_refused_with_its_place(String from, String to, String told) throws IOException {
    String bent = WAIVER.replace(from, to == null ? "" : to);
    assertThat(bent).isNotEqualTo(WAIVER);
    waivers(bent);
    boolean onlyThePackKnows = told.contains("of the pack") || told.contains("of the mapping");
    boolean isYaml = !told.contains("bracket");
    if (isYaml && !told.contains("2999-02-31")) { // which has the form of a day
      assertThat(schemaFaults(bent).isEmpty()).isEqualTo(onlyThePackKnows);
    }
    Program.Result result = call("process");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("rungate: the waivers waivers.yaml cannot be used\n")
        .contains("waivers.yaml:", told);
    assertThat(folder.resolve(Sample.AUDIT)).doesNotExist();
  }

  private static List<Error> schemaFaults(String yaml) throws IOException {
    Path file = Program.HOME.resolve("rules/schema/waivers.schema.json");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(file), InputFormat.JSON)
        .validate(yaml, InputFormat.YAML);
  }

  @Test
  void the_schema_takes_what_the_program_takes() throws IOException {
    assertThat(schemaFaults(WAIVER)).isEmpty();
    assertThat(
            schemaFaults(PUBLISHED.replace("{}", "{ id: '*', fields: { tp: 8, disagg: true } }")))
        .isEmpty();
    waivers("waivers: []");
    assertThat(schemaFaults("waivers: []")).isEmpty();
    assertThat(call("check").code()).isEqualTo(1);
  }

  @Test
  void the_example_of_the_readme_is_read_as_it_stands() throws IOException {
    String readme = Files.readString(Program.HOME.resolve("README.md"));
    int start = readme.indexOf("```yaml\nwaivers:") + "```yaml\n".length();
    String example = readme.substring(start, readme.indexOf("```", start));
    assertThat(schemaFaults(example)).isEmpty();
    waivers(example);
    assertThat(call("check").out())
        .contains("  waiver-unused  The waiver of size-out-of-bounds by");
  }

  @Test
  void what_a_waiver_says_is_shown_and_never_obeyed() throws Exception {
    waivers(WAIVER.replace("bench team", "\"\\e[31m##vso[x]\\n::set-output\""));
    Program.Result result = call("process");
    assertThat(result.code()).isZero();
    assertThat(result.err())
        .contains("by \\u001b[31m\\u0023#vso[x]\\n::set-output: The launcher")
        .doesNotContain("\u001b", "\n::");
    assertThat(record().waived().get(0).owner()).isEqualTo("\u001b[31m##vso[x]\n::set-output");
    assertThat(new Program(folder).run("explain", Sample.AUDIT).out())
        .contains("\\u001b[31m")
        .doesNotContain("\u001b");
  }

  @Test
  void a_file_that_is_not_there_is_refused() {
    assertThat(call("process").err())
        .isEqualTo("rungate: the waivers waivers.yaml cannot be read: there is no such file\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"publish\": true | \"publish\": false | /agg: the run is rejected, and its document was published",
        "\"publish\": true | \"publish\": 1 | is not true or false",
        "\"expires\": \"2999 | \"expires\": \"2020 | /waived/0/expires: the waiver had expired",
        "\"expires\": \"2999- | \"expires\": \" | /waived/0/expires: it is no day",
        "\"owner\" | \"owned\" | lacks \"owner\"",
      })
  void a_record_that_was_bent_is_not_believed(String from, String to, String told)
      throws IOException {
    waivers(PUBLISHED);
    call("process");
    Path audit = folder.resolve(Sample.AUDIT);
    String text = Files.readString(audit);
    assertThat(text).contains(from);
    Files.writeString(audit, text.replace(from, to));
    Program.Result result = new Program(folder).run("explain", Sample.AUDIT);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(told);
  }
}
