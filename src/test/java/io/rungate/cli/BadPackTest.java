package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Packs that cannot judge: file, line and rule are named, and the run is not judged. They start
 * from a pack of a few lines, which is compiled in no time.
 */
class BadPackTest {
  private static final String RULES =
      """
      package rungate.small;

      import io.rungate.fact.Contract;
      import io.rungate.fact.Refusal;
      import io.rungate.fact.Run;
      import io.rungate.fact.TextField;
      import io.rungate.fact.Topology;
      import io.rungate.fact.Value;
      import io.rungate.fact.Verdict;
      import io.rungate.fact.IntegerField;

      rule "a run that no rule refuses is accepted"
      when
        Run()
        not Refusal()
      then
        insertLogical( Verdict.accepted() );
      end

      rule "a run that a rule refuses is rejected"
      when
        exists Refusal()
      then
        insertLogical( Verdict.rejected() );
      end

      """;

  @TempDir Path folder;

  private Path pack;
  private Path rules;
  private Path run;

  @BeforeEach
  void a_pack_of_a_few_lines() {
    pack = folder.resolve("pack");
    rules = pack.resolve("small.drl");
    run = folder.resolve("run");
    Sample.write(
        pack.resolve("pack.yaml"),
        """
        name: small
        version: 1.0.0
        status: draft
        engine: "0.1"
        says: As few words as a pack can do with.
        """);
    Sample.write(
        pack.resolve("fields.yaml"),
        """
        fields:
          name: { group: all, variable: RESULT_FILENAME }
          gpus: { group: all, variable: GPUS, type: integer }
        run-name: RESULT_FILENAME
        document:
          file: agg_{name}.json
          blocks:
            - keys: [name, gpus]
        """);
    Sample.write(rules, RULES);
  }

  private Program.Result process() {
    Sample.write(run.resolve(Sample.AGG), "{}");
    return Sample.program(run, Map.of("RESULT_FILENAME", "sample", "GPUS", "0"))
        .run("process", "--rules", pack.toString());
  }

  private void refuses(String... sentences) throws IOException {
    Program.Result result = process();
    assertThat(result.err()).contains(sentences).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(2);
    assertThat(BadResultTest.names(run)).noneMatch(name -> name.endsWith(".tmp"));
    assertThat(run.resolve(Sample.AUDIT)).doesNotExist();
  }

  /** Adds a rule below the others; it starts at line 27. */
  private void add(String name, String when, String then) {
    Sample.write(
        rules,
        RULES
            + "rule \"%s\"\nwhen\n  %s\nthen\n  insertLogical( %s );\nend\n"
                .formatted(name, when, then));
  }

  private String place(String rule) {
    return rules + ":27: rule \"" + rule + "\": ";
  }

  @Test
  void none_of_these_faults_is_that_of_the_small_pack() {
    Program.Result result = process();
    assertThat(result.err()).contains("ACCEPTED");
    assertThat(result.code()).isZero();
  }

  @Test
  void a_record_of_an_earlier_attempt_does_not_speak_for_a_run_that_is_not_judged()
      throws IOException {
    process();
    byte[] record = Files.readAllBytes(run.resolve(Sample.AUDIT));
    add("fails", "$w : IntegerField()", "new Value( \"gpus\", $w.value().divide( $w.value() ) )");
    refuses("UNJUDGED  sample");
    assertThat(run.resolve(Sample.AUDIT + ".stale")).hasBinaryContent(record);
  }

  @Test
  void whose_name_is_empty() {
    Program.Result result =
        Sample.program(run, Map.of("RESULT_FILENAME", "sample")).run("process", "--rules", "");
    assertThat(result.err())
        .startsWith("rungate: --rules is empty: name the folder of a rule pack");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void with_keys_that_would_be_left_out_without_a_word() throws IOException {
    Path mapping = pack.resolve("fields.yaml");
    String text = Files.readString(mapping);
    Files.writeString(
        mapping,
        text
            + "    - when-given: [gpsu]\n"
            + "    - topology: [singel-node]\n      keys: [other]\n");
    refuses(
        mapping
            + ":9: nothing gives the key gpsu: there is no field gpsu, and no rule concludes new Value( \"gpsu\", ... ); did you mean gpus?",
        mapping + ":10: no rule concludes the topology singel-node");
  }

  @Test
  void whose_rules_begin_with_a_byte_order_mark_is_used() throws IOException {
    Files.writeString(rules, "\uFEFF" + RULES);
    assertThat(process().code()).isZero();
  }

  @Test
  void with_entries_that_cannot_be_read() throws IOException {
    Files.createSymbolicLink(pack.resolve("more.drl"), Path.of("nowhere.drl"));
    Files.createSymbolicLink(pack.resolve("linked"), Files.createDirectory(folder.resolve("far")));
    refuses(
        pack.resolve("more.drl") + ": is no file, nor a link to one",
        pack.resolve("linked") + ": a link to a folder is not followed");
  }

  /** Each of them looks as if it decided, and would never be read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".extra.drl",
        ".sub/x.drl",
        "sub/.x.drl",
        "x.drl.txt",
        "X.DRL",
        "fields.yml",
        "more.yaml",
        "sub/fields.yaml",
        "drl",
        "rules.zip"
      })
  void with_a_file_that_nobody_reads(String name) throws IOException {
    Sample.write(pack.resolve(name), RULES);
    String first = name.startsWith(".sub") ? ".sub" : name;
    refuses(pack.resolve(first) + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "small.drl~", ".small.drl.swp", ".DS_Store", "sub/WHY.md"})
  void with_a_file_for_people_or_of_an_editor_is_used(String name) throws IOException {
    Sample.write(pack.resolve(name), "no rule");
    assertThat(process().code()).isZero();
  }

  @Test
  void that_lies_elsewhere_or_is_being_edited_is_used() throws IOException {
    Files.createSymbolicLink(pack.resolve(".#small.drl"), Path.of("user@host.123"));
    Path elsewhere = Files.move(rules, folder.resolve("elsewhere.drl"));
    Files.createSymbolicLink(rules, elsewhere);
    assertThat(process().code()).isZero();
  }

  @Test
  void missing() throws IOException {
    pack = folder.resolve("no-pack");
    refuses("the rule pack cannot be used", pack + ": there is no such folder");
  }

  @Test
  void no_pack() throws IOException {
    Files.delete(pack.resolve("pack.yaml"));
    refuses(pack + ": this is no rule pack: it has no pack.yaml");
  }

  @Test
  void without_rules() throws IOException {
    Files.delete(rules);
    refuses(pack + ": this rule pack has no rules");
  }

  @Test
  void a_file_that_is_not_utf_8() throws IOException {
    Files.write(rules, "// caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    refuses(rules + ": the file is not UTF-8");
  }

  @Test
  void that_does_not_parse() throws IOException {
    add("open", "Run(", "new Value( \"a\", 1 )");
    refuses(rules + ":", "rule \"open\": ");
  }

  @Test
  void that_does_not_compile() throws IOException {
    add("typo", "Run( nam == \"x\" )", "new Value( \"a\", 1 )");
    refuses(rules + ":", "rule \"typo\": Run has no field nam; did you mean name?");
  }

  @Test
  void whose_mapping_has_a_fault() throws IOException {
    Path fields = pack.resolve("fields.yaml");
    Files.writeString(fields, Files.readString(fields).replace("integer", "intger"));
    refuses(fields + ":3: ", "intger");
  }

  @Test
  void that_needs_another_program() throws IOException {
    Path manifest = pack.resolve("pack.yaml");
    Files.writeString(manifest, Files.readString(manifest).replace("\"0.1\"", "\"7.0\""));
    refuses(manifest + ":4: the pack needs rungate 7.0, and this is ");
  }

  @Test
  void with_a_rule_that_throws() throws IOException {
    add("fails", "$w : IntegerField()", "new Value( \"gpus\", $w.value().divide( $w.value() ) )");
    refuses(
        place("fails") + "the rule throws: ArithmeticException: BigInteger divide by zero",
        "UNJUDGED  sample",
        Sample.AGG + ".stale");
  }

  @Test
  void without_a_verdict() throws IOException {
    Sample.write(
        rules,
        "package rungate.small;\nimport io.rungate.fact.Contract;\nimport io.rungate.fact.Run;\n"
            + "rule \"c\" when Run() then insertLogical( Contract.strict( \"all\" ) ); end\n");
    refuses(pack + ": no rule of this pack gives a verdict");
  }

  @Test
  void whose_document_has_a_hole() throws IOException {
    Path fields = pack.resolve("fields.yaml");
    Files.writeString(fields, Files.readString(fields).replace("gpus]", "gpus, rate]"));
    refuses(fields + ":8: the document owes rate, and no field and no rule gives it");
  }

  @Test
  void with_a_rule_that_objects_without_words() throws IOException {
    add("mute", "$run : Run()", "new Refusal( $run )");
    refuses(place("mute") + "a rule that objects needs a @code and a @message");
  }

  @Test
  void with_a_reason_that_is_no_fact() throws IOException {
    add("makes up", "Run( $name : name )", "new Refusal( $name )");
    Files.writeString(
        rules,
        Files.readString(rules)
            .replace("\"makes up\"\n", "\"makes up\"\n  @code( \"x\" )\n  @message( \"x\" )\n"));
    refuses(place("makes up") + "a reason must be a fact or a conclusion", "neither: sample");
  }

  @Test
  void with_a_value_that_no_document_can_hold() throws IOException {
    add("odd", "$run : Run()", "new Value( \"gpus\", $run )");
    refuses(place("odd") + "the rule throws: IllegalArgumentException: gpus cannot be run sample");
  }

  /** The other runs of a call go on, each with its own answer. */
  @Test
  void a_rule_that_throws_for_one_run_stops_no_other() {
    add("fails", "$w : IntegerField()", "new Value( \"gpus\", $w.value().divide( $w.value() ) )");
    for (String name : new String[] {"a", "b"}) {
      Sample.write(run.resolve(name).resolve("sample.json"), Sample.RESULT);
    }
    Sample.write(
        run.resolve("runs.jsonl"),
        BadCallTest.line("a", "a", Map.of("RESULT_FILENAME", "sample", "GPUS", "0"))
            + BadCallTest.line("b", "b", Map.of("RESULT_FILENAME", "sample", "GPUS", "8")));
    Program.Result result =
        new Program(run).run("process", "--manifest", "runs.jsonl", "--rules", pack.toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("1 accepted, 0 rejected, 1 not judged");
    assertThat(run.resolve("b").resolve(Sample.AGG)).exists();
  }

  /** Every pair of ten thousand numbers is looked at, and no pair fits. */
  @Test
  void a_rule_that_takes_too_long_for_one_run_stops_no_other() throws IOException {
    Path fields = pack.resolve("fields.yaml");
    String family = "families:\n  numbers: { group: all, keys: '^n', value: value }\n";
    Sample.write(fields, Files.readString(fields) + family);
    add(
        "looks at all pairs",
        "io.rungate.fact.Metric( $one : amount )\n"
            + "  $other : io.rungate.fact.Metric( amount > $one, amount < $one )",
        "new Refusal( $other )");
    String numbers =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "\"n" + i + "\":" + i)
            .collect(Collectors.joining(",", "{", "}"));
    Sample.write(run.resolve("a/sample.json"), numbers);
    Sample.write(run.resolve("b/sample.json"), Sample.RESULT);
    Map<String, String> environment = Map.of("RESULT_FILENAME", "sample", "GPUS", "8");
    Sample.write(
        run.resolve("runs.jsonl"),
        BadCallTest.line("a", "a", environment) + BadCallTest.line("b", "b", environment));
    Program.Result result =
        new Program(run)
            .run("process", "--manifest", "runs.jsonl", "--rules", pack.toString(), "--timeout=1");
    assertThat(result.err())
        .contains(
            place("looks at all pairs")
                + "the rules do not come to an end within 1 s: this one is still busy")
        .contains("1 accepted, 0 rejected, 1 not judged");
    assertThat(result.code()).isEqualTo(2);
    assertThat(run.resolve("b").resolve(Sample.AGG)).exists();
  }
}
