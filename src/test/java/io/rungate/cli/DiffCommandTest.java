package io.rungate.cli;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

  private static final String V1 = Program.HOME.resolve("rules/v1").toString();
  private static final String V2 = Program.HOME.resolve("rules/v2").toString();
  private static final String SAMPLE =
      Program.HOME.resolve("rules/samples/recorded.jsonl.gz").toString();

  @TempDir Path folder;
  private Path copy;

  @BeforeEach
  void copyPack() throws IOException {
    copy = PackCopy.of("v2", folder.resolve("pack"));
  }

  private Program.Result diff(String... args) {
    List<String> all = new ArrayList<>(List.of("diff"));
    all.addAll(List.of(args));
    return new Program(folder).run(all.toArray(String[]::new));
  }

  private Program.Result diffToCopy() {
    return diff(V2, copy.toString());
  }

  @Test
  void white_space_comments_and_places_mean_nothing() throws IOException {
    PackCopy.edit(copy.resolve("topology.drl"), "when\n", "// why not\n\n  when   \n");
    PackCopy.edit(
        copy.resolve("topology.drl"),
        "field == \"is_multinode\", value",
        "field==\"is_multinode\" ,value");
    PackCopy.edit(copy.resolve("fields.yaml"), "\n  osl:", "\n  # a comment\n\n  osl:   ");
    Path contracts = copy.resolve("contracts.drl");
    String text = Files.readString(contracts);
    int moved = text.lastIndexOf("rule \"the result of a run can be read\"");
    Files.writeString(contracts, text.substring(0, moved));
    int header = text.indexOf("rule \"");
    Files.writeString(copy.resolve("more.drl"), text.substring(0, header) + text.substring(moved));
    Program.Result result = diffToCopy();
    assertThat(result.out())
        .isEqualTo("inference-runs 2.0.2 -> inference-runs 2.0.2\n  they mean the same\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void a_changed_condition_or_annotation_is_shown_with_its_words() throws IOException {
    PackCopy.edit(
        copy.resolve("topology.drl"),
        "  IntegerField( field == \"num_decode_gpu\", zero )",
        "  IntegerField( field == \"num_decode_gpu\", positive == false )");
    PackCopy.edit(copy.resolve("topology.drl"), "has no say.\"", "is ignored.\"");
    Program.Result result = diffToCopy();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("changed  rule \"a multinode run without decode GPUs is aggregated\"")
        .contains("when\n               - ... field == \"num_decode_gpu\" , zero )\n")
        .contains("               + ... field == \"num_decode_gpu\" , positive == false )\n")
        .contains("@why");
  }

  @Test
  void rules_are_added_removed_and_renamed() throws IOException {
    PackCopy.edit(
        copy.resolve("verdict.drl"), "a run that no rule refuses is accepted", "all else is fine");
    Path measures = copy.resolve("measures.drl");
    String text = Files.readString(measures);
    int last = text.lastIndexOf("rule \"");
    Files.writeString(
        measures,
        text.substring(0, last)
            + """
            rule "a run has a name"
              @why( "For the test." )
            when
              Topology()
            then
              insertLogical( new Value( "disagg", true ) );
            end
            """);
    assertThat(diffToCopy().out())
        .contains("renamed  rule \"all else is fine\"  verdict.drl:7")
        .contains("  - a run that no rule refuses is accepted")
        .contains("removed  rule \"the input throughput per GPU is the rest")
        .contains("added    rule \"a run has a name\"  measures.drl:25");
  }

  @Test
  void mapping_entries_are_compared_property_by_property() throws IOException {
    Path fields = copy.resolve("fields.yaml");
    PackCopy.edit(
        fields,
        "variable: PP_SIZE, type: integer, default: \"1\"",
        "variable: PP_SIZE, type: integer, default: \"2\"");
    PackCopy.edit(fields, "  hw:             { group: base, variable: RUNNER_TYPE }\n", "");
    PackCopy.edit(fields, "keys: [hw, conc,", "keys: [conc,");
    PackCopy.edit(fields, "    remove: _ms\n    value: value / 1000", "    value: value / 1000");
    PackCopy.edit(
        fields,
        "  image:          { group: base",
        "  runner:         { group: base, variable: RUNNER_TYPE }\n  image:          { group: base");
    PackCopy.edit(fields, "{num_prefill_gpu} prefill +", "{num_prefill_gpu} and");
    assertThat(diffToCopy().out())
        .contains("changed  mapping field pp\n             default\n               - \"1\"\n")
        .contains("removed  mapping field hw\n")
        .contains("added    mapping field runner\n             group\n               + base\n")
        .contains("changed  mapping family seconds\n             remove\n               - _ms\n")
        .contains(
            "changed  mapping document\n             keys of aggregated\n               - hw conc")
        .contains("changed  mapping summary\n             GPU split\n")
        .contains("changed  mapping fields\n             order\n");
  }

  @Test
  void declared_words_are_compared_too() throws IOException {
    PackCopy.edit(
        copy.resolve("vocabulary.drl"),
        "declare RoleGpus\n",
        "declare RoleGpus\n  more : String @key\n");
    assertThat(diffToCopy().out())
        .contains("changed  word RoleGpus\n             more\n               + String");
  }

  @Test
  void shows_which_recorded_runs_the_shipped_packs_judge_otherwise() {
    Program.Result result = diff(V1, V2, SAMPLE);
    assertThat(result.code()).isEqualTo(1);
    String effect = result.out().substring(result.out().indexOf("48 runs"));
    assertThat(effect)
        .startsWith(
            "48 runs judged again, 22 change\n  verdict   rejected -> accepted          3 runs\n")
        .contains("topology  disaggregated -> aggregated   20 runs\n")
        .containsPattern("field +disagg true -> false +16 runs")
        .containsPattern("gained +claim-overruled +2 runs");
    assertThat(effect.lines().filter(line -> line.startsWith("      "))).hasSize(23);
    assertThat(effect.lines().filter(line -> line.startsWith("      ")))
        .noneMatch(line -> line.contains("_conc4_unflagged"));
  }

  @Test
  void gives_one_json_document() {
    String out = diff(V1, V2, SAMPLE, "--format", "json").out();
    assertThatJson(out).node("runs.runs").isEqualTo(48);
    assertThatJson(out).node("runs.changes").isArray().isNotEmpty();
    assertThatJson(out).inPath("$.rules[*].change").isArray().contains("added", "removed");
    assertThatJson(diff(V1, V2, "--format", "json").out()).node("rules").isArray().isNotEmpty();
  }

  @Test
  void a_pack_that_cannot_be_read_is_named() throws IOException {
    Files.delete(copy.resolve("fields.yaml"));
    Program.Result result = diffToCopy();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(copy.toString()).contains("fields.yaml");
  }
}
