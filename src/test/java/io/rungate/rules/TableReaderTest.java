package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.PackSymbols;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a table can get wrong, each told with its place; what an editor can mark, it marks too. */
class TableReaderTest {
  private static final String MAPPING =
      """
      fields:
        hw: { group: base, variable: HW }
        gpus: { group: base, variable: GPUS, type: integer }
      run-name: NAME
      document:
        file: agg_{name}.json
        blocks:
          - keys: [hw, gpus]
      """;

  private static final String RULES =
      """
      package toy.first;

      import io.rungate.fact.Contract;
      import io.rungate.fact.IntegerField;
      import io.rungate.fact.Run;
      import io.rungate.fact.TextField;
      import io.rungate.fact.Verdict;
      import io.rungate.fact.Warning;
      import rungate.data.Hardware;

      declare Node
        of : String @key
      end

      rule "a row"
        @code( "a-row" )
        @message( "{hw} is unknown[; did you mean {nearest:hardware.name}?]" )
        @advice( "Correct it." )
        @why( "A test." )
      when
        $given : TextField( field == "hw", $hw : value )
        $row : Hardware( field == "hw", name != "h100", gpus_per_node.positive )
      then
        insertLogical( new Warning( $row ) );
      end
      """;

  private static final String TABLE =
      """
      about: The accelerators that are known.
      word: Hardware
      key: name
      of: [hw]
      columns:
        name: text
        gpus_per_node: integer
        watts: number
      rows:
        - { name: h100, gpus_per_node: 8, watts: 700 }
        - { name: gb200, gpus_per_node: 4, watts: 1200.5 }
      """;

  @TempDir Path temp;

  /**
   * A wrong text in a file, and what is said of it.
   *
   * @param marked whether the schema can know it too
   */
  private record Fault(String file, String from, String to, boolean marked, String says) {}

  private static Fault marked(String from, String to, String says) {
    return new Fault("data/hardware.yaml", from, to, true, "data/hardware.yaml:" + says);
  }

  private static Fault table(String from, String to, String says) {
    return new Fault("data/hardware.yaml", from, to, false, "data/hardware.yaml:" + says);
  }

  private static Fault rule(String from, String to, String says) {
    return new Fault("first.drl", from, to, false, "first.drl:" + says);
  }

  private static final List<Fault> FAULTS =
      List.of(
          marked("about: The acc", "abot: The acc", "1: no key abot; did you mean about?"),
          marked("word: Hardware\n", "", "1: the key word is missing"),
          marked(
              "word: Hardware",
              "word: hardware",
              "2: word: the type of a row is called such as GpuModel, not hardware"),
          marked("key: name\n", "", "1: the key key is missing"),
          table("key: name", "key: nme", "3: key: the table has no column nme; did you mean name?"),
          table(
              "key: name",
              "key: watts",
              "3: key must be a text, an integer or a pattern, not a number"),
          marked("columns:\n", "column:\n", "5: no key column; did you mean columns?"),
          marked("of: [hw]\n", "", "1: of is missing: the value of which field chooses a row?"),
          marked("of: [hw]", "of: hw", "4: of must be a list"),
          marked("of: [hw]", "of: []", "4: of names no field"),
          marked(
              "of: [hw]",
              "of: every runs",
              "4: of must be a list of fields, or every run; did you mean every run?"),
          table("of: [hw]", "of: [hv]", "4: of: no field hv; did you mean hw?"),
          table(
              "of: [hw]", "of: [hw, gpus]", "4: of: the field gpus is no text, as the key name is"),
          marked(
              "gpus_per_node: integer",
              "GpusPerNode: integer",
              "7: columns.GpusPerNode: a column is named in lower-case letters, digits and _"),
          marked(
              "gpus_per_node: integer",
              "source: integer",
              "7: columns.source: source is a word that rules cannot use for a column"),
          marked(
              "gpus_per_node: integer",
              "gpus_per_node: int",
              "7: columns.gpus_per_node must be one of captured integer, captured text, field, integer, key, number, pattern, text, time, not int"),
          table(
              "gpus_per_node: integer",
              "gpus_per_node: pattern",
              "5: columns.gpus_per_node: only the key can be a pattern"),
          table(
              "gpus_per_node: integer",
              "gpus_per_node: captured integer",
              "5: columns.gpus_per_node: only a pattern captures something"),
          marked("rows:\n", "row:\n", "1: rows is missing: a table without rows knows nothing"),
          marked("gpus_per_node: 8", "gpus_per_node:", "10: rows[0].gpus_per_node is empty"),
          table("gpus_per_node: 8, ", "", "10: rows[0]: the key gpus_per_node is missing"),
          table(
              "gpus_per_node: 4",
              "gpus_per_nod: 4",
              "11: no key rows[1].gpus_per_nod; did you mean gpus_per_node?"),
          table(
              "gpus_per_node: 4",
              "gpus_per_node: 4.5",
              "11: rows[1].gpus_per_node must be an integer, not 4.5"),
          table("watts: 1200.5", "watts: much", "11: rows[1].watts must be a number, not much"),
          table("watts: 1200.5", "watts: .inf", "11: rows[1].watts must be a number, not .inf"),
          marked(
              "{ name: h100, gpus_per_node: 8, watts: 700 }",
              "h100",
              "10: rows[0] must be a table of keys and values"),
          table(
              "name: gb200", "name: h100", "11: rows[1].name: line 10 has a row for h100 already"),
          table(
              "name: text",
              "name: pattern",
              "first.drl:17: rule \"a row\": the message names {nearest:hardware.name}, and only a key that is a text has something near"),
          table(
              "word: Hardware",
              "word: IntegerField",
              "2: word: IntegerField is a fact or a conclusion of every pack"),
          table("word: Hardware", "word: Node", "2: word: first.drl declares Node"),
          table("word: Hardware", "word: Integer", "2: word: rules know another type Integer"),
          rule(
              "import rungate.data.Hardware;",
              "import rungate.data.Hardwre;",
              "9: no type rungate.data.Hardwre to import; did you mean Hardware?"),
          rule(
              "package toy.first;",
              "package rungate.data;",
              "1: the package rungate.data is that of the tables in data/"),
          rule(
              "Hardware( field == \"hw\"",
              "Hardware( field == \"hv\"",
              "22: rule \"a row\": hardware is not of the field hv; did you mean hw?"),
          rule(
              "name != \"h100\"",
              "name != \"h10\"",
              "22: rule \"a row\": no row of hardware has the name h10; did you mean h100?"),
          rule(
              "gpus_per_node.positive",
              "gpus_per_nod.positive",
              "22: rule \"a row\": Hardware has no field gpus_per_nod; did you mean gpus_per_node?"),
          rule(
              "gpus_per_node.positive",
              "gpus_per_node > 4",
              "22: rule \"a row\": gpus_per_node is a number of its own: write gpus_per_node.value"),
          rule(
              "gpus_per_node.positive",
              "watts == 700",
              "22: rule \"a row\": watts is a number of its own: write watts.amount"),
          rule(
              "nearest:hardware.name",
              "nearest:hardwar.name",
              "17: rule \"a row\": the message names {nearest:hardwar.name}, and there is no table hardwar; did you mean hardware?"),
          rule(
              "nearest:hardware.name",
              "nearest:hardware.watts",
              "17: rule \"a row\": the message names {nearest:hardware.watts}, and only a key that is a text has something near; did you mean {nearest:hardware.name}?"),
          rule(
              "nearest:hardware.name",
              "nearest:hardware",
              "17: rule \"a row\": the message names {nearest:hardware}, and only a key that is a text has something near; did you mean {nearest:hardware.name}?"),
          rule(
              "[; did you mean {nearest:hardware.name}?]",
              "; did you mean {nearest:hardware.name}?",
              "17: rule \"a row\": the message names {nearest:hardware.name}, and nothing may be near"),
          rule(
              "TextField( field == \"hw\",",
              "TextField(",
              "17: rule \"a row\": the message names {nearest:hardware.name}, and the rule does not ask for the TextField hw"));

  private static PackFiles pack(Map<String, String> changed) throws PackException {
    Map<String, byte[]> files = new TreeMap<>();
    Map<String, String> texts = new TreeMap<>();
    texts.put(
        "pack.yaml", "name: toy\nversion: 1.0.0\nstatus: draft\nengine: \"0.1\"\nsays: A test.\n");
    texts.put("fields.yaml", MAPPING);
    texts.put("first.drl", RULES);
    texts.put("data/hardware.yaml", TABLE);
    texts.putAll(changed);
    texts.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return new PackFiles(Path.of(""), files, "d");
  }

  private static List<String> problems(PackFiles pack) {
    PackException refusal =
        catchThrowableOfType(PackException.class, () -> PackLoader.compile(pack, List.of()));
    return refusal == null
        ? List.of()
        : refusal.problems().stream().map(PackProblem::toString).toList();
  }

  @Test
  void a_pack_with_a_table_compiles() throws Exception {
    assertThat(problems(pack(Map.of()))).isEmpty();
    assertThat(errors(TABLE)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> each_mistake_is_told_with_its_place() {
    return FAULTS.stream().map(fault -> DynamicTest.dynamicTest(fault.says(), () -> isTold(fault)));
  }

  private void isTold(Fault fault) throws Exception {
    String whole = fault.file().equals("first.drl") ? RULES : TABLE;
    assertThat(whole).containsOnlyOnce(fault.from());
    String wrong = whole.replace(fault.from(), fault.to());
    String says = fault.says().replaceFirst("^data/hardware.yaml:(?=first)", "");
    assertThat(problems(pack(Map.of(fault.file(), wrong)))).anyMatch(one -> one.startsWith(says));
    if (fault.file().startsWith("data/")) {
      assertThat(errors(wrong).isEmpty()).isEqualTo(!fault.marked());
    }
  }

  private List<?> errors(String table) throws IOException {
    return PackSchemaTest.errors(
        Files.writeString(temp.resolve("table.yaml"), table), "table.yaml");
  }

  @Test
  void the_pattern_of_a_row_compiles_when_the_pack_is_loaded() throws Exception {
    String patterns =
        TABLE
            .replace("name: text", "name: pattern")
            .replace("name: h100", "name: '^h(100'")
            .replace("name: gb200", "name: '^gb'");
    assertThat(problems(pack(Map.of("data/hardware.yaml", patterns))))
        .anyMatch(
            one -> one.startsWith("data/hardware.yaml:10: rows[0].name is no regular expression"));
  }

  @Test
  void a_pattern_captures_what_the_columns_say() throws Exception {
    String numbers =
        TABLE
            .replace("name: text", "name: pattern")
            .replace("gpus_per_node: integer", "gpus_per_node: captured integer")
            .replace("name: h100, gpus_per_node: 8,", "name: 'h(\\d)\\d(0)',")
            .replace("name: gb200, gpus_per_node: 4,", "name: 'gb(\\d+)x', gpus_per_node: 4,");

    assertThat(problems(pack(Map.of("data/hardware.yaml", numbers))))
        .contains(
            "data/hardware.yaml:10: rows[0].name must capture one number, as (\\d+); (?:...) groups without capturing",
            "data/hardware.yaml:11: rows[1].gpus_per_node: the pattern captures it, so a row has no cell for it");

    String texts = numbers.replace("captured integer", "captured text").replace("'h(", "'h(?:");
    String once = texts.replace(" gpus_per_node: 4,", "").replace("gb(\\d+)", "gb(?:\\d+)");
    assertThat(problems(pack(Map.of("data/hardware.yaml", once))))
        .contains(
            "data/hardware.yaml:11: rows[1].name must capture one text, as (fp4|fp8); (?:...) groups without capturing")
        .noneMatch(one -> one.startsWith("data/hardware.yaml:10"));
  }

  @Test
  void a_table_of_patterns_holds_at_most_500_rows() throws Exception {
    StringBuilder table =
        new StringBuilder(
            "about: x\nword: Hardware\nkey: name\nof: [hw]\ncolumns: { name: pattern }\nrows:\n");
    for (int i = 0; i <= 500; i++) {
      table.append("  - { name: 'a").append(i).append("' }\n");
    }
    assertThat(problems(pack(Map.of("data/hardware.yaml", table.toString()))))
        .contains(
            "data/hardware.yaml:6: rows: a table of patterns holds at most 500 rows, and these are 501");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Hardware.yaml", "hardware.yml", "hardware.json", "more/hardware.yaml", "x.drl"})
  void what_is_no_table_does_not_lie_among_them(String name) throws Exception {
    Path file = temp.resolve("data").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, TABLE);
    PackException refusal = catchThrowableOfType(PackException.class, () -> PackReader.files(temp));
    assertThat(refusal.problems())
        .extracting(PackProblem::message)
        .containsExactly(
            "is no table: data/ and data/consumers/ hold NAME.yaml, each name in lower-case letters,"
                + " digits and -");
  }

  @Test
  void a_table_that_no_rule_asks_for_is_found_by_lint() throws Exception {
    LintFindings findings = new LintFindings();
    PackFiles pack =
        pack(Map.of("data/nodes.yaml", TABLE.replace("word: Hardware", "word: Nodes")));
    TableUse.check(PackSymbols.of(PackReader.parts(pack)), findings);
    assertThat(findings.sorted())
        .extracting(Object::toString)
        .containsExactly("data/nodes.yaml:2: no rule asks for Nodes [unused-table]");
  }

  @Test
  void a_field_that_only_chooses_rows_is_used() throws Exception {
    LintFindings findings = new LintFindings();
    String mapping = MAPPING.replace("keys: [hw, gpus]", "keys: [gpus]");
    String rules =
        RULES
            .replace("    $given : TextField( field == \"hw\", $hw : value )\n", "")
            .replace("{hw} is unknown[; did you mean {nearest:hardware.name}?]", "A row.")
            .replace("field == \"hw\", ", "");
    PackFiles pack = pack(Map.of("fields.yaml", mapping, "first.drl", rules));
    MappingUse.check(PackSymbols.of(PackReader.parts(pack)), findings);
    assertThat(findings.sorted())
        .extracting(Object::toString)
        .noneMatch(one -> one.contains("fields.hw: no rule"));
  }
}
