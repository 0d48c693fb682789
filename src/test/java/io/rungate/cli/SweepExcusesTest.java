package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.pack.Sha256Hex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Waivers, baselines and logs of rows, and of what rules across rows find. */
class SweepExcusesTest {
  @TempDir static Path shared;
  @TempDir Path folder;

  private static final String CROWDED =
      """
      package parcels.sweep.crowds;

      import io.rungate.fact.Refusal;
      import io.rungate.fact.SweepGroup;

      rule "at most two parcels are sent to a street"
        @code( "crowded" )
        @message( "{g} has {n} parcels" )
      when
        $g : SweepGroup( of == "curve", $n : observed, observed > 2 )
      then
        insertLogical( new Refusal( $g ) );
      end
      """;

  @BeforeAll
  static void a_pack() {
    Parcels.pack(shared.resolve("pack"));
    Sample.write(shared.resolve("pack/sweep/crowds.drl"), CROWDED);
  }

  /** A row that is refused, and a street with more rows than it may have. */
  @BeforeEach
  void a_sweep() {
    String mill = Parcels.row("Mill Lane", 1) + "," + Parcels.row("Mill Lane", 2);
    Sample.write(
        folder.resolve("tree/all.json"),
        "["
            + mill
            + ","
            + Parcels.row("Mill Lane", 3)
            + ","
            + Parcels.row("High Street", -1)
            + "]");
  }

  private void waivers(String... entries) {
    Sample.write(folder.resolve("waivers.yaml"), "waivers:\n" + String.join("", entries));
  }

  private static String waiver(String code, String selector) {
    return "- { code: %s, selector: %s, reason: r, owner: o, expires: 2999-12-31 }%n"
        .formatted(code, selector);
  }

  private Program.Result gate(String... more) {
    List<String> words = new ArrayList<>(List.of("gate", "tree", "--rules"));
    words.add(shared.resolve("pack").toString());
    words.addAll(List.of(more));
    return new Program(folder).run(words.toArray(String[]::new));
  }

  @Test
  void without_them_both_count() throws IOException {
    Program.Result result = gate("--format", "jsonl");
    assertThat(result.code()).isEqualTo(1);
    List<String> lines = LinesSchemaTest.lines(result);
    assertThat(lines).hasSize(6);
    assertThat(lines.get(4))
        .startsWith(
            "{\"type\":\"sweep\",\"findings\":[{\"code\":\"crowded\",\"severity\":\"error\",")
        .contains("\"points\":[\"tree/all.json#0\",\"tree/all.json#1\",\"tree/all.json#2\"],")
        .contains("\"waived\":false,");
  }

  @Test
  void a_row_and_a_sweep_are_waived_alike_and_told() throws IOException {
    waivers(
        waiver("weightless", "{ id: '*/all.json#3', fields: { street: High* } }"),
        waiver("crowded", "{ id: tree/* }"));
    Program.Result result = gate("--waivers", "waivers.yaml", "--format", "jsonl");
    assertThat(result.code()).isZero();
    List<String> lines = LinesSchemaTest.lines(result);
    assertThat(lines.get(3)).contains("\"verdict\":\"rejected\"", "\"waived\":true");
    assertThat(lines.get(4)).contains("\"code\":\"crowded\"", "\"waived\":true");
    assertThat(lines.get(5)).contains("\"rejected\":1,", "\"waived\":2,");
    assertThat(gate("--waivers", "waivers.yaml").out())
        .contains("REJECTED  tree/all.json#3")
        .containsOnlyOnce("crowded")
        .contains("           waived until 2999-12-31 by o: r\n")
        .contains("3 accepted, 1 rejected, 0 not judged, 2 waived\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 0",
        "{ id: 'tree/all.json#?' } | 0",
        "{ id: 'tree/all.json#0' } | 1",
        "{ fields: { street: Mill Lane } } | 1",
      })
  void a_sweep_is_waived_where_all_that_it_speaks_of_is_meant(String selector, int code) {
    waivers(waiver("weightless", "{}"), waiver("crowded", selector));
    assertThat(gate("--waivers", "waivers.yaml").code()).isEqualTo(code);
  }

  @Test
  void there_is_one_line_for_the_whole_whatever_stands_in_it() throws IOException {
    waivers(waiver("weightless", "{ id: none }"), waiver("crowded", "{}"));
    List<String> lines =
        LinesSchemaTest.lines(gate("--waivers", "waivers.yaml", "--format", "jsonl"));
    assertThat(lines).hasSize(6);
    assertThat(lines.get(4)).contains("\"crowded\"", "\"waiver-unused\"");
  }

  @Test
  void rows_and_sweeps_of_a_baseline_are_known() throws IOException {
    Files.writeString(folder.resolve("before.jsonl"), gate("--format", "jsonl").out());
    Program.Result result = gate("--baseline", "before.jsonl", "--format", "jsonl");
    assertThat(result.code()).isZero();
    List<String> lines = LinesSchemaTest.lines(result);
    assertThat(lines.get(3)).contains("\"verdict\":\"rejected\"", "\"findings\":[]");
    assertThat(lines.get(4)).isEqualTo("{\"type\":\"sweep\",\"findings\":[]}");
    assertThat(lines.get(5)).endsWith("\"known\":2}");
    assertThat(gate("--baseline", "before.jsonl").out())
        .doesNotContain("crowded", "weightless")
        .contains("0 not judged, 2 as before\n");
  }

  @Test
  void the_log_has_every_row_and_then_the_sweep() throws IOException {
    String info = "{}";
    Sample.write(folder.resolve("info.json"), info);
    Sample.write(folder.resolve("tree/x.json"), "{\"other\": 1}");
    gate("--log", "log.jsonl", "--sweep-info", "info.json");
    List<String> lines = Files.readAllLines(folder.resolve("log.jsonl"));
    assertThat(lines).as("what is ignored is no judgement").hasSize(5);
    for (String line : lines) {
      assertThat(DecisionLogTest.faults(line)).as(line).isEmpty();
    }
    Map<?, ?> row = Vectors.object(lines.get(3));
    assertThat(row.get("id")).isEqualTo("tree/all.json#3");
    assertThat(row.get("basis")).isEqualTo("row");
    assertThat(row.get("findings")).isEqualTo(List.of("weightless"));
    assertThat(row.get("inputs"))
        .isEqualTo(Map.of("row", Sha256Hex.of(Parcels.row("High Street", -1))));
    Map<?, ?> sweep = Vectors.object(lines.get(4));
    assertThat(sweep.get("basis")).isEqualTo("sweep");
    assertThat(sweep.get("findings")).isEqualTo(List.of("crowded"));
    assertThat(sweep.get("inputs")).isEqualTo(Map.of("sweep-info", Sha256Hex.of(info)));
    assertThat(new Program(folder).run("log", "verify", "log.jsonl").code()).isZero();
  }
}
