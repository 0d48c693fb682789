package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rungate.pack.Sha256Hex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** A second document, with objects, lists and maps in it, is a mapping, and no program. */
class FurtherDocumentsTest {
  private static final String RESULT =
      """
      {"rate": 12.5, "latency": {"ttft": {"p50": 250.0, "p99.9": 1500.0}, "itl": {"p50": 10.0}}}
      """;

  private static final String TOPOLOGY =
      """
      {
        "hw": "b200",
        "split": {
          "read": 8,
          "write": 4,
          "total": 12
        },
        "pools": [
          {
            "role": "read",
            "gpus": 8
          },
          {
            "role": "write",
            "gpus": 4
          }
        ],
        "sizes": {
          "read": 8,
          "write": 4
        },
        "shares": {
          "read": {
            "of": 0.6666666666666666
          },
          "write": {
            "of": 0.3333333333333333
          }
        },
        "latency": {
          "ttft": {
            "p50": 0.25,
            "p99.9": 1.5
          },
          "itl": {
            "p50": 0.01
          }
        }
      }""";

  @TempDir Path folder;

  private Path pack;
  private Path fields;
  private final Map<String, String> variables = new TreeMap<>();

  @BeforeEach
  void a_pack_with_two_documents() {
    pack = folder.resolve("pack");
    fields = pack.resolve("fields.yaml");
    variables.putAll(
        Map.of("RESULT_FILENAME", "sample", "HW", "b200", "READERS", "8", "WRITERS", "4"));
    Sample.write(folder.resolve("sample.json"), RESULT);
    Sample.write(
        pack.resolve("pack.yaml"),
        "name: two\nversion: 1.0.0\nstatus: draft\nengine: \"0.1\"\nsays: Two documents.\n");
    Sample.write(
        fields,
        """
        fields:
          name:    { group: all, variable: RESULT_FILENAME }
          hw:      { group: all, variable: HW }
          readers: { group: all, variable: READERS, type: integer, at-least: 1 }
          writers: { group: all, variable: WRITERS, type: integer, at-least: 1 }
          rate:    { group: all, result: rate, type: number }
        families:
          latencies:
            group: all
            path: [latency, { measure: '^(ttft|itl)$' }, { statistic: '^p[0-9.]+$' }]
            key: "{statistic}_{measure}"
            value: value / 1000
        run-name: RESULT_FILENAME
        document:
          file: agg_{name}.json
          blocks:
            - keys: [name, rate]
            - object: split
              blocks:
                - keys: [gpus: total]
        further-documents:
          topology:
            file: topology_{name}.json
            blocks:
              - keys: [hw]
              - object: split
                blocks:
                  - keys: [read: readers, write: writers, total]
              - list: pools
                of: Pool
                keys: [role, gpus]
              - map: sizes
                of: Pool
                by: [role]
                value: gpus
              - map: shares
                of: Share
                by: [role]
                keys: [of: part]
                when-not-finite: omit
              - map: latency
                of: latencies
                by: [measure, statistic]
        """);
    Sample.write(
        pack.resolve("two.drl"),
        """
        package rungate.two;

        import io.rungate.fact.Contract;
        import io.rungate.fact.IntegerField;
        import io.rungate.fact.NumberField;
        import io.rungate.fact.RealField;
        import io.rungate.fact.Refusal;
        import io.rungate.fact.Run;
        import io.rungate.fact.Value;
        import io.rungate.fact.Verdict;

        declare Pool
          role : String @key
          gpus : IntegerField @key
        end

        declare Share
          role : String @key
          part : NumberField @key
        end

        rule "a run without objections is accepted"
        when not Refusal() then insertLogical( Verdict.accepted() ); end

        rule "a run with an objection is rejected"
        when exists Refusal() then insertLogical( Verdict.rejected() ); end

        rule "nobody owes anything"
        when Run() then insertLogical( Contract.tolerant( "all" ) ); end

        rule "writers are a pool"
        when $gpus : IntegerField( field == "writers" )
        then insertLogical( new Pool( "write", $gpus ) ); end

        rule "readers are a pool"
        when $gpus : IntegerField( field == "readers" )
        then insertLogical( new Pool( "read", $gpus ) ); end

        rule "all GPUs are in a pool"
        when
          $one : IntegerField( field == "readers" )
          $two : IntegerField( field == "writers" )
        then insertLogical( new Value( "total", $one.plus( $two ) ) ); end

        rule "a pool has its share"
        when
          Pool( $role : role, $gpus : gpus )
          $one : IntegerField( field == "readers" )
          $two : IntegerField( field == "writers" )
        then insertLogical( new Share( $role, $gpus.over( $one.plus( $two ) ) ) ); end

        rule "a rate is positive"
          @code( "no-rate" )
          @message( "The rate is {rate}." )
        when $rate : RealField( field == "rate", lessThan( 0 ) )
        then insertLogical( new Refusal( $rate ) ); end
        """);
  }

  private Program.Result process() {
    return new Program(folder).with(variables).run("process", "--rules", "pack");
  }

  private String accepted() {
    Program.Result call = process();
    assertThat(call.code()).as(call.err()).isZero();
    return call.err();
  }

  private Program.Result run(String... args) {
    return new Program(folder).run(args);
  }

  private void edit(String from, String to) throws IOException {
    String text = Files.readString(fields);
    assertThat(text).contains(from);
    Sample.write(fields, text.replace(from, to));
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  @Test
  void the_documents_of_a_run_are_published_together() throws IOException {
    assertThat(accepted())
        .contains("agg document          agg_sample.json\n")
        .contains("document              topology_sample.json\n");
    assertThat(read("agg_sample.json"))
        .isEqualTo(
            "{\n  \"name\": \"sample\",\n  \"rate\": 12.5,\n  \"split\": {\n    \"gpus\": 12\n  }\n}");
    assertThat(read("topology_sample.json")).isEqualTo(TOPOLOGY);
    assertThat(
            new Program(folder)
                .with(variables)
                .run("process", "--rules", "pack", "--format", "jsonl")
                .out())
        .contains("\"documents\":[\"" + folder.resolve("topology_sample.json") + "\"]");
  }

  @Test
  void the_order_of_rules_does_not_decide() throws IOException {
    edit("keys: [role, gpus]", "keys: [gpus, role]");
    accepted();
    assertThat(read("topology_sample.json").replaceAll("\\s", ""))
        .contains("\"pools\":[{\"gpus\":4,\"role\":\"write\"},{\"gpus\":8,\"role\":\"read\"}]");
  }

  @Test
  void the_record_names_each_document_and_justifies_each_value() throws Exception {
    accepted();
    JsonNode record = new ObjectMapper().readTree(read("audit_sample.json"));
    JsonNode further = record.at("/documents/0");
    assertThat(further.at("/name").asText()).isEqualTo("topology");
    assertThat(further.at("/published/file").asText()).isEqualTo("topology_sample.json");
    assertThat(further.at("/published/sha256").asText()).isEqualTo(Sha256Hex.of(TOPOLOGY));
    assertThat(further.at("/fields/5/key").asText()).isEqualTo("pools[0].gpus");
    assertThat(further.at("/fields/5/path")).hasToString("[\"pools\",0,\"gpus\"]");
    assertThat(further.at("/fields/5/how").asText()).isEqualTo("concluded");
    assertThat(schema("audit").validate(record)).isEmpty();
    assertThat(run("replay", "audit_sample.json", "--rules", "pack").code()).isZero();
  }

  @Test
  void every_value_can_be_explained() {
    accepted();
    assertThat(run("explain", "audit_sample.json", "topology/pools[1].gpus").out())
        .contains("topology/pools[1].gpus = 4", "concluded, as fields.yaml:31 says")
        .contains("Pool( role=write, gpus=writers = 4 )", "rule \"writers are a pool\"")
        .contains("writers = 4  from variable WRITERS=4");
    assertThat(run("explain", "audit_sample.json", "topology/split.total").out())
        .contains("topology/split.total = 12", "rule \"all GPUs are in a pool\"");
    assertThat(run("explain", "audit_sample.json", "split.gpus").out())
        .contains("split.gpus = 12", "rule \"all GPUs are in a pool\"");
    assertThat(run("explain", "audit_sample.json", "topology/latency.ttft[\"p99.9\"]").out())
        .contains("= 1.5", "from result path latency.ttft[\"p99.9\"] = 1500.0");
    assertThat(run("explain", "audit_sample.json", "topology/pools[1].gpu").err())
        .contains("did you mean topology/pools[1].gpus?");
  }

  @Test
  void each_document_is_held_against_its_record() throws IOException {
    accepted();
    assertThat(run("check", "topology_sample.json", "agg_sample.json", "--rules", "pack").out())
        .contains("2 accepted, 0 rejected");
    Sample.write(
        folder.resolve("topology_sample.json"),
        TOPOLOGY.replace("\"gpus\": 4", "\"gpus\": 5,\n      \"more\": 1"));
    assertThat(run("check", "topology_sample.json", "--rules", "pack").out())
        .contains("pools[1].gpus is 5, and the rules give 4")
        .contains("the rules do not give 1 of its members")
        .contains("its SHA-256 is not the one of its audit record");
    Sample.write(folder.resolve("agg_sample.json"), TOPOLOGY);
    assertThat(run("check", "agg_sample.json", "--rules", "pack").out())
        .contains("it has no name, and the rules give \"sample\"")
        .contains("it has no split.gpus, and the rules give 12");
  }

  @Test
  void a_record_that_contradicts_a_document_is_not_believed() throws IOException {
    accepted();
    String record = read("audit_sample.json");
    for (String[] lie :
        new String[][] {
          {"\"gpus\"], \"value\": 4", "\"gpus\"], \"value\": 5", "/documents/0/fields/7/value"},
          {"\"pools\", 1, \"gpus\"]", "\"pools\", 2, \"gpus\"]", "/documents/0/fields/7/path"},
          {"\"read\"], \"value\": 8", "\"read\"], \"value\": 9", "/documents/0/fields/1/value"},
          {"\"total\"], \"value\": 12", "\"total\"], \"value\": 13", "/documents/0/fields/3/value"},
          {Sha256Hex.of(TOPOLOGY), "0".repeat(64), "/documents/0/published/sha256"},
          {"\"name\": \"topology\"", "\"nam\": \"topology\"", "lacks \"name\""},
        }) {
      assertThat(record).contains(lie[0]);
      Sample.write(folder.resolve("audit_lie.json"), record.replace(lie[0], lie[1]));
      assertThat(run("explain", "audit_lie.json").err()).contains(lie[2]);
    }
  }

  @Test
  void what_changes_in_any_document_is_told() throws IOException {
    accepted();
    Path other = folder.resolve("other");
    for (String file : new String[] {"pack.yaml", "fields.yaml", "two.drl"}) {
      Sample.write(other.resolve(file), Files.readString(pack.resolve(file)));
    }
    Sample.write(
        other.resolve("two.drl"),
        Files.readString(pack.resolve("two.drl"))
            .replace("new Pool( \"write\", $gpus )", "new Pool( \"write\", $gpus.plus( $gpus ) )"));
    assertThat(run("replay", "audit_sample.json", "--rules", "other", "--all").out())
        .containsPattern("field +topology/pools\\[1].gpus +1 run .*: 4 -> 8")
        .containsPattern("field +topology/sizes.write +1 run .*: 4 -> 8");
    edit("keys: [hw]", "keys: [hw, rate]");
    assertThat(run("diff", "other", "pack").out())
        .contains("changed  mapping further document topology")
        .contains("+ hw rate split: { read=readers write=writers");
    edit("keys: [hw, rate]", "keys: [hw]");
    edit("by: [measure, statistic]", "by: [statistic, measure]");
    assertThat(run("diff", "other", "pack").out()).contains("by statistic measure: *latencies }");
  }

  @Test
  void a_rejected_run_publishes_none_and_takes_the_earlier_ones_away() throws IOException {
    accepted();
    Sample.write(folder.resolve("sample.json"), RESULT.replace("12.5", "-1"));
    assertThat(process().code()).isEqualTo(1);
    assertThat(folder.resolve("agg_sample.json")).doesNotExist();
    assertThat(folder.resolve("topology_sample.json")).doesNotExist();
    assertThat(read("topology_sample.json.stale")).isEqualTo(TOPOLOGY);
    assertThat(folder.resolve("agg_sample.json.stale")).exists();
    String record = read("audit_sample.json");
    assertThat(record).contains("\"withheld\": \"{\\n  \\\"hw\\\"");
    assertThat(run("replay", "audit_sample.json", "--rules", "pack").code()).isZero();
    Sample.write(folder.resolve("audit_sample.json"), record.replace("gpus\\\": 4", "gpus\\\": 5"));
    assertThat(run("explain", "audit_sample.json").err())
        .contains("/documents/0/withheld: it is not a document with these fields");
  }

  @Test
  void what_cannot_be_written_leaves_none_of_them() throws IOException {
    accepted();
    Files.delete(folder.resolve("topology_sample.json"));
    Files.createDirectory(folder.resolve("topology_sample.json"));
    Program.Result call = process();
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("topology_sample.json is a directory");
    assertThat(folder.resolve("agg_sample.json")).doesNotExist();
    assertThat(folder.resolve("audit_sample.json")).doesNotExist();
    assertThat(folder.resolve("agg_sample.json.stale")).exists();
    Files.delete(folder.resolve("topology_sample.json"));
    accepted();
    assertThat(read("topology_sample.json")).isEqualTo(TOPOLOGY);
  }

  @Test
  void nested_values_are_guarded() {
    Sample.write(folder.resolve("sample.json"), RESULT.replace("250.0", "NaN"));
    Program.Result call = process();
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.err())
        .contains("not-json")
        .contains("topology/latency.ttft.p50 would be NaN, which JSON has no word for.");
  }

  @Test
  void what_is_not_finite_is_left_out_of_a_nested_block_too() throws IOException {
    edit(
        "      by: [measure, statistic]",
        "      by: [measure, statistic]\n" + "        when-not-finite: omit");
    Sample.write(folder.resolve("sample.json"), RESULT.replace("250.0", "NaN"));
    accepted();
    assertThat(read("topology_sample.json"))
        .isEqualTo(TOPOLOGY.replace("\"p50\": 0.25,\n      ", ""));
    assertThat(run("explain", "audit_sample.json", "topology/latency.ttft.p50").out())
        .contains("topology/latency.ttft.p50 is left out of the document");
    assertThat(run("replay", "audit_sample.json", "--rules", "pack").code()).isZero();
  }

  @Test
  void a_list_of_nothing_is_a_fault_unless_its_block_is_for_those_that_have_some()
      throws IOException {
    variables.remove("READERS");
    variables.remove("WRITERS");
    edit("keys: [gpus: total]", "when-given: [gpus: total]");
    edit("keys: [read: readers, write: writers, total]", "when-given: [total]");
    edit("- map: sizes", "- when: Pool\n        map: sizes");
    edit("- map: shares", "- when: Share\n        map: shares");
    assertThat(process().err())
        .contains("the document topology owes pools, and no rule concludes the word Pool");
    edit("- list: pools", "- when: Pool\n        list: pools");
    accepted();
    assertThat(read("agg_sample.json")).doesNotContain("split");
    assertThat(read("topology_sample.json")).doesNotContain("split").contains("latency");
  }

  @Test
  void a_key_twice_in_one_map_is_a_fault() throws IOException {
    edit("by: [role]\n        value: gpus", "by: [kind]\n        value: gpus");
    Path rules = pack.resolve("two.drl");
    Sample.write(
        rules,
        Files.readString(rules)
            .replace(
                "  gpus : IntegerField @key\n",
                "  gpus : IntegerField @key\n  kind : String @key\n")
            .replace("$gpus ) ); end", "$gpus, \"x\" ) ); end"));
    Program.Result call = process();
    assertThat(call.err()).contains("the document topology has the key sizes.x twice");
    assertThat(call.code()).isEqualTo(2);
  }

  @Test
  void cases_name_the_values_of_every_document() throws IOException {
    Sample.write(
        pack.resolve("cases/base/plain.yaml"),
        """
        says: a run with two pools
        variables: { RESULT_FILENAME: sample, HW: b200, READERS: 8, WRITERS: 4 }
        result: { rate: 1.5, latency: { ttft: { p50: 250 } } }
        expect:
          topology: none
          document:
            name: sample
            rate: 1.5
            split.gpus: 12
            topology/hw: b200
            topology/split.read: 8
            topology/split.write: 4
            topology/split.total: 12
            topology/pools[0].role: read
            topology/pools[0].gpus: 8
            topology/pools[1].role: write
            topology/pools[1].gpus: 4
            topology/sizes.read: 8
            topology/sizes.write: 4
            topology/shares.read.of: 0.6666666666666666
            topology/shares.write.of: 0.3333333333333333
            topology/latency.ttft.p50: 0.25
        """);
    Sample.write(
        pack.resolve("cases/pools.yaml"),
        """
        about: pools
        base: plain
        cases:
          - name: a pool more
            set: { WRITERS: 5 }
            expect:
              verdict: accepted
              document: { "topology/pools[1].gpus": 5, "topology/sizes.write": 4 }
              absent: ["topology/pools[2].gpus", "topology/pool[0].gpus"]
        """);
    Program.Result call = run("rules", "test", "pack");
    assertThat(call.out() + call.err())
        .contains(
            "the document never has the key topology/pool[0].gpus; did you mean topology/pools[*].gpus?");
    Sample.write(
        pack.resolve("cases/pools.yaml"),
        Files.readString(pack.resolve("cases/pools.yaml"))
            .replace(", \"topology/pool[0].gpus\"", ""));
    call = run("rules", "test", "pack");
    assertThat(call.out() + call.err())
        .contains("topology/sizes.write", "2 cases, 1 failed")
        .doesNotContain("pools[1]");
    assertThat(run("rules", "coverage", "pack").out()).doesNotContain("topology/pools[*].gpus ");
  }

  private void isRefused(String from, String to, String says, boolean bySchema) throws IOException {
    String before = Files.readString(fields);
    edit(from, to);
    assertThat(process().err()).as(to).contains(says);
    Object tree = new Yaml().load(Files.readString(fields));
    assertThat(schema("fields").validate(new ObjectMapper().valueToTree(tree)).isEmpty())
        .as(to)
        .isEqualTo(!bySchema);
    Sample.write(fields, before);
  }

  @Test
  void a_mistake_in_a_name_is_told_with_the_nearest() throws IOException {
    String doc = "further-documents.topology.";
    isRefused(
        "of: Pool\n        keys",
        "of: Pol\n        keys",
        "pack/fields.yaml:29: no rule concludes the word Pol; did you mean Pool?",
        false);
    isRefused(
        "keys: [role, gpus]",
        "keys: [role, gpu]",
        "pack/fields.yaml:31: the word Pool has no field gpu; did you mean gpus?",
        false);
    isRefused("value: gpus", "value: gpu", "the word Pool has no field gpu", false);
    isRefused(
        "by: [role]\n        value",
        "by: [rol]\n        value",
        "the word Pool has no field rol; did you mean role?",
        false);
    isRefused(
        "by: [role]\n        value",
        "by: [gpus]\n        value",
        "a key is a text or an integer, and gpus of Pool is IntegerField",
        false);
    isRefused(
        "of: latencies",
        "of: latencie",
        "which fields are shown of the word latencie; did you mean latencies?",
        false);
    isRefused(
        "by: [measure, statistic]",
        "by: [measure, statistik]",
        "the path has no part statistik; did you mean statistic?",
        false);
    isRefused(
        "by: [measure, statistic]",
        "by: [measure]",
        ".by must hold statistic, so that two keys do not become one",
        false);
    isRefused(
        "list: pools",
        "liste: pools",
        "no key " + doc + "blocks[2].liste; did you mean list?",
        true);
    isRefused("further-documents", "further-document", "did you mean further-documents?", true);
  }

  @Test
  void a_key_that_nothing_gives_is_told_by_lint_and_by_the_first_run() throws IOException {
    edit("gpus: total", "gpus: totl");
    edit("write: writers, total]", "write: writers, totl]");
    assertThat(run("rules", "lint", "pack").out())
        .contains("nothing gives the key gpus: there is no field totl, and no rule concludes")
        .contains("nothing gives the key totl: there is no field totl, and no rule concludes")
        .contains("new Value( \"totl\", ... ); did you mean total?");
    assertThat(process().err()).contains("no block of the document shows the key total");
    Sample.write(
        pack.resolve("two.drl"),
        Files.readString(pack.resolve("two.drl")).replace("Value( \"total\"", "Value( \"hw\""));
    assertThat(process().err())
        .contains("pack/fields.yaml:20: the document owes split.gpus, and no field and no rule");
  }

  @Test
  void a_form_that_means_nothing_is_refused() throws IOException {
    String at = "further-documents.topology.";
    isRefused("file: topology_{name}", "file: topology", at + "file must hold {name}", true);
    isRefused("    file: topology_{name}.json\n", "", "the key file is missing", true);
    isRefused(
        "file: topology_{name}",
        "file: agg_x_{name}",
        at + "file may be the file of another run, as agg_{name}.json",
        false);
    isRefused(
        "file: topology_{name}",
        "file: audit_x_{name}",
        at + "file may be the audit record of another run",
        false);
    isRefused(
        "- list: pools", "- list: split", "the key split stands in the document twice", false);
    isRefused(
        "keys: [role, gpus]",
        "keys: [role, role: gpus]",
        "the key role stands in the document twice",
        false);
    isRefused(
        "- list: pools",
        "- list: pools\n        map: pools",
        "map and list exclude each other",
        true);
    isRefused(
        "- list: pools",
        "- list: pools\n        families: [latencies]",
        "no key " + at + "blocks[2].families",
        true);
    isRefused(
        "- object: split\n        blocks",
        "- object: split\n        keys: [hw]\n        blocks",
        "keys goes into the blocks of the object",
        true);
    isRefused(
        "value: gpus",
        "value: gpus\n        keys: [gpus]",
        "value and keys exclude each other",
        true);
    isRefused(
        "keys: [of: part]\n",
        "\n",
        "keys is missing: which fields are shown of the word Share",
        false);
    isRefused("        by: [measure, statistic]\n", "", "by is missing: what gives the keys", true);
    isRefused("        of: Pool\n        keys", "        keys", "the key of is missing", true);
    isRefused("  topology:\n", "  top/logy:\n", "a name is made of letters, digits, _ and -", true);
  }

  private static Schema schema(String name) throws IOException {
    Path file = Program.HOME.resolve("rules/schema/" + name + ".schema.json");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(file), InputFormat.JSON);
  }
}
