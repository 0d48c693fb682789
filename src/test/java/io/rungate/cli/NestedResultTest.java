package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordReader;
import io.rungate.document.AuditRecordWriter;
import io.rungate.gate.Gate;
import io.rungate.gate.OrderedExecutor;
import io.rungate.replay.AuditSource;
import io.rungate.replay.Change;
import io.rungate.replay.ReplayResult;
import io.rungate.replay.Replayer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** A client that writes a nested result is a mapping, and no program. */
class NestedResultTest {
  private static final String RESULT =
      """
      {
        "client": {"load": {"concurrency": 64}, "secret": "s3cret"},
        "model_id": "m",
        "metrics": {
          "throughput": {"total": 8000.0, "output": 800.0, "unit": "tok/s"},
          "latency": {
            "ttft": {"p99": 1500.0, "p50": 250.0, "unit": "ms"},
            "itl": {"p99.9": 12.5}
          }
        },
        "requests": {"latencies": [1.5, 2.5, 4.0], "texts": ["s3cret"]},
        "hosts": [{"gpu": "b200", "name": "s3cret"}, {"gpu": "h100"}]
      }
      """;

  @TempDir Path folder;
  private Path pack;

  @BeforeEach
  void writePack() throws IOException {
    pack = PackCopy.of("v2", folder.resolve("pack"));
    Path fields = pack.resolve("fields.yaml");
    PackCopy.edit(fields, "result: max_concurrency", "result: [client, load, concurrency]");
    PackCopy.edit(fields, "result: total_token_throughput", "result: [metrics, throughput, total]");
    PackCopy.edit(fields, "result: output_throughput,", "result: [metrics, throughput, output],");
    PackCopy.edit(
        fields,
        "# Result keys by",
        """
          requests:  { group: result, result: [requests, latencies], reduce: count, at-least: 1 }
          slowest:   { group: result, result: [requests, latencies], reduce: max }
          first_gpu: { group: result, result: [hosts, 0, gpu] }

        # Result keys by""");
    PackCopy.edit(
        fields,
        "# The variable that names",
        """
          latencies:
            group: measures
            path: [metrics, latency, { measure: '^(ttft|itl)$' }, { statistic: '^p[0-9.]+$' }]
            key: "{statistic}_{measure}"
            value: value / 1000
            bounds: [{ above: 0 }]

        # The variable that names""");
    PackCopy.edit(
        fields, "- families: [seconds, interactivity]", "- families: [seconds, latencies]");
    PackCopy.edit(
        fields, "- when-given: [router,", "- when-given: [requests, slowest, first_gpu, router,");
    rule("Metric( part( \"statistic\" ) == \"p99\", part( \"measure\" ) == \"ttft\", ");
  }

  private void rule(String pattern) throws IOException {
    Files.writeString(
        pack.resolve("slow.drl"),
        """
        package rungate.slow;

        import io.rungate.fact.Metric;
        import io.rungate.fact.Warning;

        rule "the slowest first token comes within a second"
          @code( "first-token-late" )
          @message( "{key} of {measure} is {measured} ms." )
          @advice( "Look at the queue." )
          @why( "People wait." )
        when
          $bad : %smeasured > 1000, $key : key, $measured : measured, $measure : part( "measure" ) )
        then
          insertLogical( new Warning( $bad ) );
        end
        """
            .formatted(pattern));
  }

  private Path record(String result) {
    return SampleRun.colocated().result(result).record(folder.resolve("out"), pack.toString());
  }

  private Program.Result run(String... args) {
    return new Program(folder).run(args);
  }

  @Test
  void a_nested_result_gives_a_row_and_rules_ask_for_parts() throws IOException {
    Path audit = record(RESULT);
    assertThat(Files.readString(folder.resolve("out/agg_colocated.json")))
        .contains("\"conc\": 64,", "\"tput_per_gpu\": 1000.0,")
        .contains("\"requests\": 3,", "\"slowest\": 4.0,", "\"first_gpu\": \"b200\",")
        .endsWith("  \"p99_ttft\": 1.5,\n  \"p50_ttft\": 0.25,\n  \"p99.9_itl\": 0.0125\n}");
    assertThat(run("explain", audit.toString(), "first-token-late").out())
        .contains("p99_ttft of ttft is 1500.0 ms.")
        .contains("p99_ttft = 1.5  from result path metrics.latency.ttft.p99 = 1500.0");
    assertThat(run("explain", audit.toString(), "requests").out())
        .contains("requests = 3  from result path count of requests.latencies = 3");
  }

  @Test
  void what_no_path_names_stays_out_of_the_record() throws Exception {
    String text = Files.readString(record(RESULT));
    assertThat(text).doesNotContain("s3cret").doesNotContain("tok/s");
    AuditRecord record = AuditRecordReader.read(text);
    assertThat(record.inputs())
        .extracting(item -> item.source() + ": " + item.text())
        .endsWith(
            "result path client.load.concurrency: 64",
            "result key model_id: \"m\"",
            "result path metrics.throughput.total: 8000.0",
            "result path metrics.throughput.output: 800.0",
            "result path metrics.latency.ttft.p99: 1500.0",
            "result path metrics.latency.ttft.p50: 250.0",
            "result path metrics.latency.itl[\"p99.9\"]: 12.5",
            "result path count of requests.latencies: 3",
            "result path max of requests.latencies: 4.0",
            "result path hosts[0].gpu: \"b200\"");
    assertThat(new String(AuditRecordWriter.bytes(record), StandardCharsets.US_ASCII))
        .isEqualTo(text);
  }

  /** An editor marks no right form, and a record keeps to the published one. */
  @Test
  void the_schemas_know_these_forms() throws Exception {
    ObjectMapper json = new ObjectMapper();
    String mapping = Files.readString(pack.resolve("fields.yaml"));
    Object fields = new Yaml().load(mapping.replace("yes: [", "\"yes\": [")); // which is a word
    assertThat(schema("fields").validate(json.valueToTree(fields))).isEmpty();
    JsonNode audit = json.readTree(record(RESULT).toFile());
    assertThat(schema("audit").validate(audit)).isEmpty();
    Object cases =
        new Yaml()
            .load(
                """
                about: nested results
                cases:
                  - name: one
                    base: nested
                    drop: [model_id, [metrics, throughput], [hosts, 0]]
                    expect: { verdict: rejected }
                """);
    assertThat(schema("cases").validate(json.valueToTree(cases))).isEmpty();
  }

  private static Schema schema(String name) throws IOException {
    Path file = Program.HOME.resolve("rules/schema/" + name + ".schema.json");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(file), InputFormat.JSON);
  }

  private List<Change> replayed() {
    List<ReplayResult> results = new ArrayList<>();
    try (AuditSource source = new AuditSource(List.of(folder.resolve("out")))) {
      Replayer.under(new Gate(Program.load(pack)))
          .replay(source, new OrderedExecutor(1), results::add);
    }
    assertThat(results).hasSize(1).allMatch(ReplayResult.Replayed.class::isInstance);
    return ((ReplayResult.Replayed) results.get(0)).changes();
  }

  @Test
  void a_record_is_judged_again_without_the_result() {
    for (String result :
        List.of(
            RESULT,
            "{}",
            "{\"metrics\": {\"unknown\": 1}, \"hosts\": {}, \"requests\": {\"latencies\": []}}",
            "{\"metrics\": [], \"hosts\": [1], \"requests\": {\"latencies\": [\"x\"]}}",
            "{\"metrics\": null, \"hosts\": [], \"requests\": {\"latencies\": {\"a\": 1}}}",
            RESULT.replace("4.0]", "NaN]").replace("250.0", "null"))) {
      record(result);
      assertThat(replayed()).as(result).isEmpty();
    }
  }

  @Test
  void what_another_pack_asks_for_inside_of_a_key_is_unsaid() throws IOException {
    record(RESULT);
    Path fields = pack.resolve("fields.yaml");
    PackCopy.edit(fields, "reduce: max", "reduce: sum");
    PackCopy.edit(fields, "[hosts, 0, gpu]", "[hosts, 1, gpu]");
    PackCopy.edit(fields, "[client, load, concurrency]", "[client, load]");
    assertThat(replayed())
        .filteredOn(change -> change.kind() == Change.Kind.UNSAID)
        .extracting(Change::what)
        .containsExactly(
            "result path client.load",
            "result path hosts[1].gpu",
            "result path sum of requests.latencies");
    assertThat(replayed()).extracting(Change::kind).containsOnly(Change.Kind.UNSAID);
  }

  /** The record has all of the key, and so says what is in it and what is not. */
  @Test
  void a_path_into_what_was_read_as_a_whole_is_said() throws IOException {
    PackCopy.edit(
        pack.resolve("fields.yaml"),
        "  requests:  {",
        "  all_hosts: { group: result, result: hosts, type: json }\n  requests:  {");
    record(RESULT);
    PackCopy.edit(pack.resolve("fields.yaml"), "[hosts, 0, gpu]", "[hosts, 1, gpu]");
    assertThat(replayed())
        .containsExactly(new Change(Change.Kind.FIELD, "first_gpu", "b200", "h100"));
    PackCopy.edit(pack.resolve("fields.yaml"), "[hosts, 1, gpu]", "[hosts, 7, gpu]");
    assertThat(replayed()).contains(new Change(Change.Kind.VERDICT, "", "accepted", "rejected"));
  }

  @Test
  void what_is_missing_is_named_by_its_path() {
    record(
        RESULT.replace("\"total\"", "\"totl\"").replace("\"hosts\"", "\"host\"").replace("64", ""));
    assertThat(record(RESULT.replace("\"total\"", "\"totl\"").replace("\"hosts\"", "\"host\"")))
        .content()
        .contains("Missing required result keys: metrics.throughput.total, hosts[0].gpu");
    assertThat(record(RESULT.replace("8000.0", "\"8000\"")))
        .content()
        .contains("metrics.throughput.total is the text \\\"8000\\\", where a number belongs.");
    assertThat(record(RESULT.replace("4.0]", "null]")))
        .content()
        .contains("count of requests.latencies has no value: element 2 is null");
  }

  private Program.Result explain(String audit, String... more) {
    List<String> all = new ArrayList<>(List.of("explain", audit, "--rules", pack.toString()));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  @Test
  void a_path_can_be_changed_to_ask_what_if() {
    String audit = record(RESULT).toString();
    assertThat(explain(audit, "--set", "metrics.throughput.total=16000").out())
        .startsWith("with metrics.throughput.total = 16000\n")
        .containsPattern("field +tput_per_gpu +1000.0 -> 2000.0");
    assertThat(explain(audit, "--set", "count of requests.latencies=0").out())
        .contains("count of requests.latencies is 0; it must be at least 1.");
    assertThat(explain(audit, "--set", "metrics.latency.itl.p50=1000").out())
        .containsPattern("field +p50_itl +none -> 1.0");
    assertThat(explain(audit, "--unset", "hosts[0].gpu").out())
        .startsWith("with hosts[0].gpu left out\n")
        .contains("Missing required result keys: hosts[0].gpu");
    assertThat(explain(audit, "--set", "metrics.throughput.totl=1").err())
        .contains(
            "and no result key metrics.throughput.totl; did you mean metrics.throughput.total?");
    String rejected = record(RESULT.replace("64", "0")).toString();
    assertThat(explain(rejected, "--flip", "verdict").out())
        .contains("with client.load.concurrency = 1 this run would be accepted");
  }

  @Test
  void a_changed_path_is_a_change_of_the_pack() throws IOException {
    Path other = folder.resolve("other");
    Files.move(PackCopy.of("v2", folder.resolve("copy")), other);
    assertThat(run("diff", other.toString(), pack.toString()).out())
        .contains("max_concurrency")
        .contains("client.load.concurrency")
        .contains("count of requests.latencies")
        .contains("[metrics, latency, {measure: ^(ttft|itl)$}, {statistic: ^p[0-9.]+$}]");
  }

  @Test
  void the_catalogue_lists_what_is_read_by_path() throws IOException {
    run("rules", "docs", pack.toString());
    assertThat(pack.resolve("RULES.md"))
        .content()
        .contains("| slowest | result | `max of requests.latencies` |\n")
        .contains(
            "| latencies | measures | `[metrics, latency, {measure: ^(ttft\\|itl)$},"
                + " {statistic: ^p[0-9.]+$}]`, each as `{statistic}_{measure}` |\n");
  }

  @Test
  void a_part_that_no_family_has_is_refused() throws IOException {
    rule("Metric( part( \"statistik\" ) == \"p99\", ");
    assertThat(run("process", "--rules", pack.toString()).err())
        .contains("slow.drl:12: rule \"the slowest first token comes within a second\"")
        .contains("no family has a part statistik; did you mean statistic?");
    rule("Metric( parts.get( \"statistic\" ) == \"p99\", ");
    assertThat(run("process", "--rules", pack.toString()).err())
        .contains("asks for all parts; ask for one: part( \"name\" )");
    rule("Metric( family == \"seconds\", part( \"statistic\" ) == \"p99\", ");
    assertThat(run("process", "--rules", pack.toString()).err())
        .contains("no family has a part statistic");
    rule("Metric( part( \"statistic\" ) in ( \"p99\", \"mean\" ), ");
    assertThat(run("process", "--rules", pack.toString()).err())
        .contains("the part statistic is never \"mean\": it follows ^p[0-9.]+$");
    PackCopy.edit(pack.resolve("fields.yaml"), "keys: 'ms$'", "keys: '^std_.*ms$'");
    PackCopy.edit(pack.resolve("fields.yaml"), "keys: tpot", "keys: '^tpot$'");
    rule("Metric( key == \"p99_tttft\", ");
    assertThat(run("process", "--rules", pack.toString()).err())
        .contains("no family gives the key p99_tttft");
  }

  @Test
  void rules_may_ask_for_a_family_or_a_key_as_of_any_other() throws IOException {
    rule("Metric( family == \"latencies\", key == \"p99_ttft\", ");
    assertThat(record(RESULT)).content().contains("p99_ttft of ttft is 1500.0 ms.");
  }

  @Test
  void cases_change_a_nested_result_member_by_member() throws IOException {
    Files.writeString(
        pack.resolve("cases/nested.yaml"),
        """
        about: nested results
        base: nested
        cases:
          - name: one number changes
            result: { metrics: { throughput: { total: 16000 } } }
            expect: { verdict: accepted, document: { tput_per_gpu: 2000.0, output_tput_per_gpu: 100.0 } }
          - name: one number is not there
            drop: [[metrics, throughput, output], hosts]
            expect: { verdict: rejected, findings: [missing-results] }
        """);
    String base = Files.readString(pack.resolve("cases/base/colocated.yaml"));
    int result = base.indexOf("result:\n");
    int expect = base.indexOf("expect:\n");
    try (var files = Files.list(pack.resolve("cases"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!file.endsWith("nested.yaml") && !Files.isDirectory(file)) {
          Files.delete(file);
        }
      }
    }
    try (var files = Files.list(pack.resolve("cases/base"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.delete(file);
      }
    }
    Files.writeString(
        pack.resolve("cases/base/nested.yaml"),
        base.substring(0, result)
            + """
              result:
                client: { load: { concurrency: 64 } }
                model_id: m
                metrics: { throughput: { total: 8000.0, output: 800.0 } }
                requests: { latencies: [1, 2.5] }
                hosts: [{ gpu: b200 }]

              """
            + base.substring(expect));
    assertThat(run("rules", "test", pack.toString()).out())
        .contains("ok    " + pack.resolve("cases/nested.yaml") + "  2 cases");
  }
}
