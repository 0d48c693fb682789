package io.rungate.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rungate.cli.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditSchemaTest {

  private static final Schema SCHEMA = schema();

  @TempDir Path folder;

  private static Schema schema() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.readString(Path.of("rules/schema/audit.schema.json")), InputFormat.JSON);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Error> faults(String record) {
    return SCHEMA.validate(record, InputFormat.JSON);
  }

  private String record(SampleRun run, String pack) throws IOException {
    return Files.readString(run.record(folder, pack));
  }

  @ParameterizedTest
  @CsvSource({"v1", "v2", "v3"})
  void records_of_accepted_runs_have_the_form(String pack) throws IOException {
    assertThat(faults(record(SampleRun.colocated(), pack))).isEmpty();
    assertThat(faults(record(SampleRun.withPool().with("DISAGG", "false"), pack))).isEmpty();
    assertThat(faults(record(SampleRun.singleNode(), pack))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"v1", "v2", "v3"})
  void records_of_rejected_runs_have_the_form(String pack) throws IOException {
    String incomplete = record(SampleRun.colocated().without("PREFILL_TP"), pack);
    assertThat(incomplete).contains("\"verdict\": \"rejected\"").contains("\"withheld\": null");
    assertThat(faults(incomplete)).isEmpty();
    String withheld = record(SampleRun.colocated().measuring("mean_ttft_ms", "NaN"), pack);
    assertThat(withheld).contains("\"verdict\": \"rejected\"").contains("\"withheld\": \"{");
    assertThat(faults(withheld)).isEmpty();
  }

  @Test
  void records_of_noticed_names_have_the_form() throws IOException {
    SampleRun run =
        SampleRun.singleNode()
            .without("EP_SIZE")
            .with("EPSIZE", "1")
            .measuring("total_token_throughput", "1, \"total_throughput\": 1")
            .measuring("duration", "1, \"duration\": 2");
    String record = record(run.renaming("total_token_throughput", "total_troughput"), "v3");
    assertThat(record)
        .contains("\"from\": \"other variable\"")
        .contains("\"from\": \"other result key\"")
        .contains("\"from\": \"result key given twice\"");
    assertThat(faults(record)).isEmpty();
  }

  @Test
  void records_of_unreadable_runs_have_the_form() throws IOException {
    String none = record(SampleRun.colocated().named("none").result(null), "v2");
    assertThat(none).contains("\"unread\": \"there is no such file\"");
    assertThat(faults(none)).isEmpty();
    assertThat(faults(record(SampleRun.colocated().result("{\"a\": "), "v2"))).isEmpty();
    assertThat(faults(record(SampleRun.colocated().with("IS_MULTINODE", ""), "v2"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void records_of_waived_runs_have_the_form(boolean publish) throws IOException {
    Path waivers = folder.resolve("waivers.yaml");
    Files.writeString(
        waivers,
        "waivers: [{code: size-out-of-bounds, selector: {}, reason: r, owner: o, expires: 2999-12-31, publish: %s}]"
            .formatted(publish));
    SampleRun run = SampleRun.colocated().with("PREFILL_TP", "0");
    String record = Files.readString(run.record(folder, "v2", "--waivers", waivers.toString()));
    assertThat(record).contains("\"waived\": [", "\"withheld\": " + (publish ? "null" : "\"{"));
    assertThat(faults(record)).isEmpty();
    if (publish) {
      assertThat(faults(record.replace("\"publish\": true", "\"publish\": false"))).isNotEmpty();
    }
  }

  /** Else the tests above would pass with any schema. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"verdict\": \"accepted\" | \"verdict\": \"perhaps\"",
        "\"verdict\": \"accepted\" | \"verdict\": \"rejected\"",
        "\"schema\": \"rungate-audit/1\" | \"schema\": \"rungate-audit/2\"",
        "\"schema\": | \"extra\": 1, \"schema\":",
        "\"digest\": \" | \"digest\": \"x",
        "\"claim\": | \"claims\":",
        "\"from\": \"variable\" | \"from\": \"moon\"",
        "\"id\": \"f1\" | \"id\": 1",
        "\"because\": [\"f1\"] | \"because\": [\"g1\"]",
        "\"how\": \"given\" | \"how\": \"guessed\"",
        "\"withheld\": null | \"withheld\": \"{}\"",
        "\"concern\": \"contracts\", | ",
      })
  void a_record_of_another_form_is_noticed(String from, String to) throws IOException {
    String record = record(SampleRun.colocated(), "v2");
    String bent = record.replaceFirst(Pattern.quote(from), to == null ? "" : to);
    assertThat(bent).isNotEqualTo(record);
    assertThat(faults(bent)).isNotEmpty();
  }
}
