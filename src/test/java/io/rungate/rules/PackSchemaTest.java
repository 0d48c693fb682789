package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rungate.cli.Program;
import io.rungate.pack.PackCopy;
import io.rungate.pack.PackCopy.Edit;
import io.rungate.pack.PackException;
import io.rungate.pack.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** What an editor marks and what the program refuses are the same mistakes. */
class PackSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static final Map<String, Schema> READ = new HashMap<>();

  @TempDir Path temp;

  /** A wrong line, and what the program says of it. */
  private record Fault(Edit edit, String says) {}

  private static Fault fields(String from, String to, String says) {
    return new Fault(new Edit("fields.yaml", from, to), "rules/v2/fields.yaml:" + says);
  }

  private static Fault pack(String from, String to, String says) {
    return new Fault(new Edit("pack.yaml", from, to), "rules/v2/pack.yaml:" + says);
  }

  private static Fault loop(String key, String name, String says) {
    String field = "    " + name + ": { group: optional, variable: X }\n";
    return fields(
        OPTIONAL,
        "  " + key + ":\n" + field + OPTIONAL,
        "«%s»: fields.%s: %s".formatted(key, key, says));
  }

  private static final String BLOCK = "    - topology: [single-node]\n";
  private static final String OPTIONAL = "  # optional: nobody owes these\n";
  private static final String TP = "{ group: single, variable: TP, type: integer, at-least: 1 }";
  private static final String CONC =
      "{ group: result, result: max_concurrency, type: integer, at-least: 1 }";
  private static final String P2P =
      "{ group: optional, variable: KV_P2P_TRANSFER, absent-when: [\"\"] }";

  private static final List<Fault> FAULTS =
      List.of(
          fields(
              TP,
              "{ group: single, varable: TP, type: integer }",
              "«varable»: fields.tp needs either a variable or a result key"),
          fields(
              TP,
              "{ group: single, varable: TP, variable: TP }",
              "«varable»: no key fields.tp.varable; did you mean variable?"),
          fields(TP, "{ variable: TP }", "«{ variable: TP }»: fields.tp: the key group is missing"),
          fields(TP, "{ group: \"\", variable: TP }", "«{ group: \"\"»: fields.tp.group is empty"),
          fields(
              TP,
              "{ group: single, variable: TP, result: tp }",
              "«result: tp»: fields.tp needs either a variable or a result key"),
          fields(
              TP,
              "{ group: single, variable: \"T P\" }",
              "«T P»: fields.tp.variable: no environment variable can be called \"T P\""),
          fields(
              TP,
              "{ group: single, variable: TP, type: integr }",
              "«integr »: fields.tp.type must be one of boolean, integer, json, number, object, text, time, not integr; did you mean integer?"),
          fields(
              TP,
              "{ group: single, variable: TP, type: integer, default: abc }",
              "«default: abc»: fields.tp.default cannot be read as integer: \"abc\""),
          fields(
              TP,
              "{ group: single, variable: TP, type: integer, at-least: one }",
              "«at-least: one»: fields.tp.at-least must be a number, not one"),
          fields(
              TP,
              "{ group: single, variable: TP, type: integer, at-least: 1, above: 0 }",
              "«at-least: 1, above»: fields.tp.above and at-least exclude each other"),
          fields(
              TP,
              "{ group: single, variable: TP, type: number, one-of: [1] }",
              "«one-of»: fields.tp.one-of goes only with type: text or integer"),
          fields(
              TP,
              "{ group: single, variable: TP, one-of: [] }",
              "«one-of»: fields.tp.one-of names none; leave it out for any"),
          fields(
              TP,
              "{ group: single, variable: TP, at-least: 1 }",
              "«TP, at-least»: fields.tp.at-least goes only with type: integer or number"),
          fields(
              TP,
              "{ group: single, variable: TP, type: integer, keys: [a] }",
              "«keys: [a]»: fields.tp.keys goes only with type: object"),
          fields(
              TP,
              "{ group: single, variable: TP, yes: [a] }",
              "«yes: [a]»: fields.tp.yes goes only with type: boolean"),
          fields(
              TP,
              "{ group: single, variable: TP, ignore-case: true }",
              "«TP, ignore-case»: fields.tp.ignore-case goes only with type: boolean"),
          fields(
              TP,
              "{ group: single, variable: TP, type: boolean }",
              "«TP, type: boolean»: fields.tp.yes is missing: which spellings mean true?"),
          fields(
              TP,
              "{ group: single, variable: TP, type: boolean, yes: [a], ignore-case: often }",
              "«often»: fields.tp.ignore-case must be true or false, not often"),
          fields(
              TP,
              "{ group: single, variable: TP, type: object }",
              "«TP, type: object»: fields.tp.keys is missing: which keys has the object?"),
          fields(
              TP,
              "{ group: single, result: tp, file-name: [{ match: '_(\\d)' }] }",
              "«result: tp»: fields.tp.file-name goes only with a variable"),
          fields(TP, "TP", "«tp:             TP»: fields.tp must be a table of keys and values"),
          fields(
              CONC,
              "{ group: result, result: client.load }",
              "«client.load»: fields.conc.result must be a path, [client, load], or for a key of this very name [client.load]"),
          fields(
              CONC,
              "{ group: result, result: [max_concurrency] }",
              "«[max_concurrency]»: fields.conc.result is a key of the top level, which is written without brackets"),
          fields(
              CONC, "{ group: result, result: [] }", "«result: []»: fields.conc.result is empty"),
          fields(
              CONC,
              "{ group: result, result: [0, load] }",
              "«[0, load]»: fields.conc.result must begin with a name: a result file is an object"),
          fields(
              CONC,
              "{ group: result, result: [client, -1] }",
              "«-1»: fields.conc.result holds -1: an index counts from 0, and a name of digits is quoted: \"-1\""),
          fields(
              CONC,
              "{ group: result, result: [client, \"\"] }",
              "«[client»: fields.conc.result holds an empty name"),
          fields(
              CONC,
              "{ group: result, result: [client, [load]] }",
              "«[load]»: fields.conc.result must hold names and indices, or a part and its pattern, { part: '^p[0-9]+$' }"),
          fields(
              CONC,
              "{ group: result, result: [client, { any: 'x' }] }",
              "«any»: fields.conc.result must name one place; patterns go into a family"),
          fields(
              CONC,
              "{ group: result, result: latencies, reduce: total }",
              "«reduce: total»: fields.conc.reduce must be one of count, max, min, sum, not total"),
          fields(
              CONC,
              "{ group: result, result: latencies, reduce: sum, type: number }",
              "«reduce: sum»: fields.conc.type does not go with reduce: a sum is number"),
          fields(
              CONC,
              "{ group: result, variable: CONC, reduce: sum }",
              "«reduce: sum»: fields.conc.reduce goes only with a result key or path"),
          fields(
              "    keys: 'ms$'\n    remove: _ms\n",
              "    path: [metrics, { measure: '^t' }, { statistic: '^p' }]\n",
              "«seconds:+1»: families.seconds: the key key is missing"),
          fields(
              "    keys: 'ms$'\n    remove: _ms\n",
              "    path: [metrics, { measure: '^t' }, { statistic: '^p' }]\n    key: \"{statistic}_{measure}\"\n    keys: x\n",
              "«keys: x»: families.seconds.keys goes only with result keys, and here is a path"),
          fields(
              "    keys: 'ms$'\n    remove: _ms\n",
              "    path: [metrics, { measure: '^t' }, { statistic: '^p' }]\n    key: \"{statistic}_{measure}\"\n    remove: x\n",
              "«remove: x»: families.seconds.remove goes only with result keys, and here is a path"),
          fields(
              "    keys: 'ms$'\n    remove: _ms\n",
              "    path: [metrics, p50]\n    key: p50\n",
              "«[metrics, p50]»: families.seconds.path has no part that is known by pattern; one value is a field"),
          fields(
              "    keys: 'ms$'\n    remove: _ms\n",
              "    path: [{ measure: '(t' }, p50]\n    key: \"{measure}\"\n",
              "«(t»: families.seconds.path is no regular expression of linear time: missing closing ) in (t"),
          fields(
              "    keys: 'ms$'\n    remove: _ms\n",
              "    path: [{ 'a b': t }, p50]\n    key: \"{a b}\"\n",
              "«a b': t»: families.seconds.path: a name is made of letters, digits and _, not a b"),
          fields(
              "    keys: 'ms$'\n",
              "    keys: 'ms$'\n    key: x\n",
              "«key: x»: families.seconds.key goes only with a path"),
          fields(
              P2P,
              "{ group: optional, variable: KV_P2P_TRANSFER, absent-when: null }",
              "«absent-when: null»: fields.kv_p2p_transfer.absent-when must be a list"),
          fields(
              P2P,
              "{ group: optional, variable: KV_P2P_TRANSFER, absent-when: [{ a: b }] }",
              "«{ a: b }»: fields.kv_p2p_transfer.absent-when must be a text"),
          fields(
              "  hw:             {",
              "  h w:            {",
              "«h w:»: fields.h w: a name is made of letters, digits and _"),
          fields(
              TP,
              "{ group: single, variable: [TP] }",
              "«variable: [TP]»: fields.tp.variable in brackets is the name and those that it had before"),
          fields(
              TP,
              "{ group: single, variable: [TP, T P] }",
              "«T P»: fields.tp.variable: no environment variable can be called \"T P\""),
          fields(
              BLOCK,
              "    - constants: {}\n" + BLOCK,
              "«constants»: document.blocks[2].constants names none"),
          fields(
              BLOCK,
              "    - constants: { version: null }\n" + BLOCK,
              "«constants»: document.blocks[2].constants.version must be a text, a number, true or false"),
          fields(
              BLOCK,
              "    - constants: { version: [1] }\n" + BLOCK,
              "«constants»: document.blocks[2].constants.version must be a text"),
          fields(
              BLOCK,
              "    - keys: [pcp_size]\n      also-as: {}\n" + BLOCK,
              "«also-as»: document.blocks[2].also-as names none"),
          loop("for role of [a, b]", "\"{role}_x\"", "a loop is written: for role in [one, other]"),
          loop(
              "for Role in [a, b]",
              "\"{Role}_x\"",
              "a loop variable is made of lower-case letters, digits and _, not Role"),
          loop("for role in []", "\"{role}_x\"", "the loop has no value"),
          loop(
              "for role in [a, b c]",
              "\"{role}_x\"",
              "a value is made of letters, digits, _ and -, not \"b c\""),
          fields(
              OPTIONAL,
              "  for role in [a, b]: {}\n" + OPTIONAL,
              "«for role»: fields.for role in [a, b]: the loop holds no field"),
          fields(
              "match: '^.*_ctx_\\d.*_gen_(\\d+)'",
              "mach: '_gen_(\\d+)'",
              "«mach»: fields.num_decode_gpu.file-name[0]: the key match is missing"),
          fields(
              "keys: 'ms$'",
              "keys: '(ms$'",
              "«(ms$»: families.seconds.keys is no regular expression of linear time: missing closing ) in (ms$"),
          fields(
              "value: value / 1000",
              "value: value * 1000",
              "«value * 1000»: families.seconds.value must be value, value / NUMBER or NUMBER / value, not value * 1000"),
          fields(
              "      - { keys: '_ms$', above: 0 }",
              "      - { keys: '_ms$' }",
              "«{ keys: '_ms$' }»: families.seconds.bounds[1].at-least or above is missing"),
          fields(
              "replace: { tpot: intvty }",
              "replace: { \"\": intvty }",
              "«\"\": intvty»: families.interactivity.replace: an empty text is everywhere"),
          fields(
              "file: agg_{name}.json",
              "file: agg.json",
              "«agg.json»: document.file must hold {name}, so that runs do not overwrite each other"),
          fields(
              "file: agg_{name}.json",
              "file: ../agg_{name}.json",
              "«../agg»: document.file must be a name, and no path"),
          fields("  blocks:", "  block:", "«document:+1»: document.blocks is missing"),
          fields(
              "    - topology: [single-node]\n",
              "    - topology: []\n",
              "«topology: []»: document.blocks[2].topology names none; leave it out for all"),
          fields(
              "    - families: [seconds, interactivity]",
              "    - topology: [aggregated]",
              "«- topology: [aggregated]»: document.blocks[4].keys, when-given or families is missing: it is empty"),
          fields(
              "when-given: [prefill_hw, decode_hw]",
              "when-given: [{ a: b, c: d }]",
              "«a: b, c»: document.blocks[3].when-given must hold keys, or key: field"),
          fields("run-name: RESULT_FILENAME\n", "", "«fields:»: the key run-name is missing"),
          fields(
              "run-name: RESULT_FILENAME",
              "run-name: RESULT FILENAME",
              "«run-name»: run-name: no environment variable can be called \"RESULT FILENAME\""),
          fields("document:\n", "documents:\n", "«fields:»: the key document is missing"),
          pack(
              "version: 2.0.2",
              "version: two",
              "«two»: version must be three numbers such as 1.0.0, not two"),
          pack(
              "name: inference-runs",
              "name: Inference Runs",
              "«Inference»: name must be made of lower-case letters, digits and -: Inference Runs"),
          pack("status: released\n", "", "2: the key status is missing"),
          pack(
              "status: released",
              "status: finished",
              "«finished»: status must be one of draft, released, not finished"),
          pack(
              "replaces: 1.0.2",
              "replace: 1.0.2",
              "«replace»: no key replace; did you mean replaces?"),
          pack(
              "engine: \"0.1\"",
              "engine: newest",
              "«newest»: the pack needs rungate newest, and this is " + Version.PROGRAM));

  @TestFactory
  Stream<DynamicTest> the_program_and_the_schema_refuse_the_same_mistakes() {
    return FAULTS.stream()
        .map(fault -> DynamicTest.dynamicTest(fault.says(), () -> isRefusedByBoth(fault)));
  }

  private void isRefusedByBoth(Fault fault) throws IOException {
    PackCopy copy = PackCopy.in(Files.createTempDirectory(temp, "pack")).with(fault.edit());
    PackException refusal =
        catchThrowableOfType(
            PackException.class, () -> new PackLoader(Program.cache()).load(copy.v2()));
    assertThat(refusal.problems())
        .extracting(problem -> copy.relative(problem))
        .contains(copy.placed(fault.says()));
    Path file = copy.v2().resolve(fault.edit().file());
    assertThat(errors(file, fault.edit().file())).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "v1,fields.yaml",
    "v1,pack.yaml",
    "v2,fields.yaml",
    "v2,pack.yaml",
    "v3,fields.yaml",
    "v3,pack.yaml",
    "v3,sweep.yaml"
  })
  void the_shipped_files_are_valid(String pack, String file) throws IOException {
    assertThat(errors(Path.of("rules", pack, file), file)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2", "v3"})
  void the_shipped_cases_are_valid(String pack) throws IOException {
    Path cases = Path.of("rules", pack, "cases");
    try (Stream<Path> files = Files.walk(cases)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        boolean excuses = file.endsWith("equivalent-mutants.yaml");
        boolean base = file.getParent().endsWith("base");
        String schema = excuses ? "equivalent-mutants" : base ? "case-base" : "cases";
        assertThat(errors(file, schema + ".yaml")).as(file.toString()).isEmpty();
        String schemas = base ? "../../../schema/" : "../../schema/";
        assertThat(file)
            .content()
            .startsWith("# yaml-language-server: $schema=" + schemas + schema + ".schema.json\n");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"apr2026", "late2026"})
  void the_shipped_profiles_are_valid(String profile) throws IOException {
    Path file = Path.of("rules", "v3", "data", "consumers", profile + ".yaml");
    assertThat(errors(file, "consumer.yaml")).isEmpty();
  }

  @Test
  void a_table_of_a_profile_has_the_form_of_any_table() throws IOException {
    JsonNode table = JSON.readTree(schemaFile("table").toFile());
    JsonNode ofProfile = JSON.readTree(schemaFile("consumer").toFile()).at("/$defs/table");
    for (String part : List.of("type", "required", "additionalProperties", "properties")) {
      assertThat(ofProfile.get(part)).isEqualTo(table.get(part));
    }
  }

  @Test
  void every_option_is_described() throws IOException {
    for (String name : List.of("fields", "pack", "table")) {
      JsonNode schema = JSON.readTree(schemaFile(name).toFile());
      assertThat(schema.findValues("properties")).isNotEmpty();
      schema
          .at(name.equals("fields") ? "/$defs/field/properties" : "/properties")
          .properties()
          .forEach(
              option ->
                  assertThat(option.getValue().has("description")).as(option.getKey()).isTrue());
    }
  }

  static List<Error> errors(Path file, String name) throws IOException {
    Schema schema = READ.computeIfAbsent(name.replace(".yaml", ""), PackSchemaTest::schema);
    Object tree = yaml().load(Files.readString(file));
    return schema.validate(
        JSON.valueToTree(tree),
        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  private static Schema schema(String name) {
    try {
      return SCHEMAS.getSchema(Files.readString(schemaFile(name)), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** YAML 1.2, as editors read it: {@code yes} is a word, and no boolean. */
  private static Yaml yaml() {
    Resolver core =
        new Resolver() {
          @Override
          protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
            addImplicitResolver(Tag.NULL, Pattern.compile("null|~|"), "n~\0");
            addImplicitResolver(Tag.INT, Pattern.compile("[-+]?[0-9]+"), "-+0123456789");
            addImplicitResolver(Tag.FLOAT, Pattern.compile("[-+]?[0-9]+\\.[0-9]*"), "-+0123456789");
          }
        };
    LoaderOptions options = new LoaderOptions();
    DumperOptions dumping = new DumperOptions();
    return new Yaml(new SafeConstructor(options), new Representer(dumping), dumping, options, core);
  }

  private static Path schemaFile(String name) {
    return Path.of("rules", "schema", name + ".schema.json");
  }
}
