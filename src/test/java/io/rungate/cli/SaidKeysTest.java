package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rungate.document.AuditRecordReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of the document that no field and no rule gives: constants, and aliases of others. */
class SaidKeysTest {
  private static final String FIRST = "    - when-given: [router, kv_p2p_transfer]\n";

  @TempDir Path folder;
  private Path pack;
  private Path fields;

  @BeforeEach
  void writePack() throws IOException {
    pack = PackCopy.of("v2", folder.resolve("pack"));
    fields = pack.resolve("fields.yaml");
    PackCopy.edit(
        fields,
        FIRST,
        """
              also-as: { disagg: is_disaggregated }
            - when-given: [router, kv_p2p_transfer]
              also-as: { router: routed_by }
            - constants: { schema_version: 3, producer: "rungate", weight: 2.50, stable: true }
        """);
  }

  private Program.Result call(String... args) {
    return new Program(folder).run(args);
  }

  private Path record(SampleRun run) {
    return run.record(folder.resolve("out"), pack.toString());
  }

  private String refused() {
    return call("process", "--rules", pack.toString()).err();
  }

  @Test
  void the_document_shows_them_where_they_stand() {
    Path audit = record(SampleRun.colocated().without("ROUTER_METADATA"));
    assertThat(audit.resolveSibling("agg_colocated.json"))
        .content()
        .contains("  \"disagg\": false,\n  \"is_disaggregated\": false,\n")
        .contains(
            """
              "schema_version": 3,
              "producer": "rungate",
              "weight": 2.5,
              "stable": true,
              "is_multinode": true,
            """)
        .doesNotContain("routed_by");
    assertThat(
            call(
                    "check",
                    audit.resolveSibling("agg_colocated.json").toString(),
                    "--rules",
                    pack.toString())
                .code())
        .isZero();
  }

  @Test
  void the_line_of_the_mapping_is_the_reason_of_a_constant() {
    Path audit = record(SampleRun.colocated());
    assertThat(call("explain", audit.toString(), "schema_version").out())
        .isEqualTo(
            """
            schema_version = 3  (pack inference-runs 2.0.2)
              constant, as fields.yaml:111 says
              schema_version = 3  from fields.yaml:111
            """);
    assertThat(call("explain", audit.toString(), "producer").out())
        .contains("producer = \"rungate\"  from fields.yaml:111");
  }

  @Test
  void an_alias_has_the_reasons_of_what_it_is_the_same_as() {
    Path audit = record(SampleRun.colocated());
    assertThat(call("explain", audit.toString(), "is_disaggregated").out())
        .startsWith(
            """
            is_disaggregated = false  (pack inference-runs 2.0.2)
              the same as disagg, as fields.yaml:108 says
              rule "a run without a decode pool is not published as disaggregated" topology.drl:52
            """)
        .contains("overruled: DISAGG=true has no say here");
  }

  @Test
  void an_alias_of_what_is_left_out_is_left_out() throws Exception {
    PackCopy.edit(
        fields,
        "# Result keys by",
        "  sent: { group: optional, result: num_prompts, type: json, absent-when: [null] }\n\n# Result");
    PackCopy.edit(fields, "[router, kv_p2p_transfer]", "[router, sent]");
    PackCopy.edit(fields, "{ router: routed_by }", "{ sent: asked }");
    Path audit = record(SampleRun.colocated().measuring("num_prompts", "null"));
    assertThat(call("explain", audit.toString(), "asked").out())
        .contains("asked is left out of the document")
        .contains("num_prompts is null, which counts as not given");
    AuditRecordReader.read(Files.readString(audit));
  }

  @Test
  void replay_and_diff_tell_what_becomes_of_them() throws IOException {
    Path audit = record(SampleRun.colocated());
    assertThat(call("replay", audit.toString(), "--rules", pack.toString()).out())
        .contains("none changes");
    Path before = PackCopy.of("v2", folder.resolve("before"));
    assertThat(call("diff", before.toString(), pack.toString(), audit.toString()).out())
        .contains("schema_version = 3")
        .contains("is_disaggregated also as disagg")
        .contains("field  schema_version appears          1 run  such as colocated: 3");
  }

  @Test
  void lint_cases_and_schema_know_them() throws Exception {
    assertThat(call("rules", "lint", pack.toString()).err()).startsWith("nothing to mend");
    Files.writeString(
        pack.resolve("cases/said.yaml"),
        """
        about: what the mapping says
        base: colocated
        cases:
          - name: it is there
            expect: { verdict: accepted, document: { schema_version: 3, is_disaggregated: false }, absent: [routed_by] }
        """);
    assertThat(call("rules", "test", pack.toString()).out())
        .contains("ok    ")
        .contains("said.yaml");
    Path schema = Program.HOME.resolve("rules/schema/audit.schema.json");
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(schema), com.networknt.schema.InputFormat.JSON)
                .validate(new ObjectMapper().readTree(record(SampleRun.colocated()).toFile())))
        .isEmpty();
  }

  /** What stands in an object or in another document has aliases and constants of its own. */
  @Test
  void objects_and_further_documents_have_them_too() throws Exception {
    PackCopy.edit(
        fields,
        "document:\n  file",
        """
        further-documents:
          shape:
            file: shape_{name}.json
            blocks:
              - constants: { form: 2 }
              - object: run
                blocks:
                  - keys: [hw]
                    also-as: { hw: hardware }
                    constants: { kind: run }

        document:
          file""");
    Path audit = record(SampleRun.colocated());
    assertThat(audit.resolveSibling("shape_colocated.json"))
        .content()
        .isEqualTo(
            """
            {
              "form": 2,
              "run": {
                "hw": "gb200",
                "hardware": "gb200",
                "kind": "run"
              }
            }"""
                .stripIndent());
    AuditRecordReader.read(Files.readString(audit));
    assertThat(call("explain", audit.toString(), "shape/run.hardware").out())
        .contains("the same as shape/run.hw");
    assertThat(call("explain", audit.toString(), "shape/run.kind").out())
        .contains("kind = \"run\"  from fields.yaml:");
    assertThat(call("rules", "lint", pack.toString()).err()).startsWith("nothing to mend");
  }

  /** A record in which an alias is not what it says to be is believed by nobody. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"same_as\": \"disagg\" | \"same_as\": \"disag\" | the document has no such key before it",
        "\"same_as\": \"disagg\" | \"same_as\": \"hw\" | it is not the same as hw",
        "\"says\": \"schema_version = 3\" | \"says\": \"schema = 3\" | is nothing that a value is constant by",
        "\"name\": \"fields.yaml:111\" | \"name\": \"fields.yaml\" | which is not among the inputs",
      })
  void a_record_that_contradicts_itself_is_refused(String from, String to, String says)
      throws IOException {
    Path audit = record(SampleRun.colocated());
    String text = Files.readString(audit);
    assertThat(text).contains(from);
    ThrowingCallable read = () -> AuditRecordReader.read(text.replace(from, to));
    Assertions.assertThatThrownBy(read).hasMessageContaining(says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ disagg: is_d | { disag: is_d | fields.yaml:108: document.blocks[0].also-as.disag: the block has no key disag; did you mean disagg?",
        "{ disagg: is_disaggregated } | { disagg: image } | fields.yaml:108: document.blocks[0].also-as.disagg: the key image stands in the document twice",
        "{ disagg: is_d | { tp: is_d | fields.yaml:108: document.blocks[0].also-as.tp: the block has no key tp",
        "schema_version: 3 | tp: 3 | fields.yaml:113: document.blocks[3].keys: the key tp stands in the document twice",
        "schema_version: 3 | schema_version: 010 | fields.yaml:111: document.blocks[2].constants.schema_version is no number as JSON writes one; a text stands in quotes: 010",
        "schema_version: 3 | schema_version: 1.2.3 | fields.yaml:111: document.blocks[2].constants.schema_version is no number as JSON",
        "schema_version: 3 | schema_version: .nan | fields.yaml:111: document.blocks[2].constants.schema_version must be a text, a number, true or false",
        "also-as: { dis | also_as: { dis | fields.yaml:108: no key document.blocks[0].also_as; did you mean also-as?",
        "constants: | constant: | fields.yaml:111: no key document.blocks[2].constant; did you mean constants?",
      })
  void a_mistake_is_told_where_it_stands(String from, String to, String says) throws IOException {
    PackCopy.edit(fields, from, to);
    assertThat(refused()).contains(says);
  }

  @Test
  void no_rule_concludes_what_the_mapping_says() throws IOException {
    PackCopy.edit(
        pack.resolve("topology.drl"),
        "Value( \"disagg\", true",
        "Value( \"is_disaggregated\", true");
    assertThat(refused()).contains("is_disaggregated shows what disagg does: conclude that");
    PackCopy.edit(pack.resolve("topology.drl"), "\"is_disaggregated\", true", "\"stable\", true");
    assertThat(refused()).contains("the mapping says stable itself, as a constant");
  }
}
