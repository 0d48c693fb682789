package io.rungate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.Search;
import io.rungate.cli.Program;
import io.rungate.engine.Evaluation;
import io.rungate.engine.JudgementException;
import io.rungate.gate.RowGate.Judged;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.RulePack;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 187 jobs of a real matrix and their 247 rows, held against each other by the rules of v3. */
class RealSweepTest {
  @TempDir static Path shared;
  private static RulePack pack;
  private static RowGate gate;
  private static Path matrix;

  /** A row as its own artifact has it. */
  private record Real(String file, Map<String, Object> members, Judged judged) {}

  private static final List<Real> ROWS = new ArrayList<>();

  private SweepJudge judge;

  @BeforeAll
  static void judgeRows() throws IOException, JsonProblem, JudgementException {
    pack = Program.pack("v3");
    gate = new RowGate(pack);
    matrix = Files.writeString(shared.resolve("matrix.json"), text("matrix.json.gz"));
    for (String line : text("rows.jsonl.gz").lines().toList()) {
      Map<String, Object> entry = members(PythonJsonReader.read(line));
      Map<String, Object> row = members(entry.get("row"));
      // Two jobs that differ in image alone give their artifacts one name.
      String file = ROWS.size() + "/" + entry.get("file");
      ROWS.add(new Real(file, row, gate.row(file, row)));
    }
  }

  private static String text(String name) throws IOException {
    try (InputStream file = RealSweepTest.class.getResourceAsStream("/sweeps/" + name)) {
      return new String(new GZIPInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @SuppressWarnings("unchecked") // as the reader of JSON makes it
  private static Map<String, Object> members(Object tree) {
    return (Map<String, Object>) tree;
  }

  @BeforeEach
  void expectTheMatrix() throws Exception {
    judge = new SweepJudge(pack);
    judge.expect(matrix, gate, new OrderedExecutor(2));
  }

  private void add(String file, int index, Judged row) {
    judge.add(file, index, row.accepted(), row.evaluation());
  }

  private SweepJudgement judged() throws JudgementException {
    return judge.judge();
  }

  private List<String> codes() throws JudgementException {
    return judged().findings().stream().map(SweepFinding::code).distinct().sorted().toList();
  }

  @Test
  void a_complete_sweep_that_arrives_twice_has_no_finding() throws Exception {
    for (Real row : ROWS) {
      assertThat(row.judged().accepted()).isTrue();
      add(row.file(), -1, row.judged());
    }
    for (int i = 0; i < ROWS.size(); i++) {
      add("results_bmk/agg_bmk.json", i, ROWS.get(i).judged());
    }
    SweepJudgement sweep = judged();
    assertThat(sweep.findings()).isEmpty();
    assertThat(sweep.points()).isEqualTo(247);
    assertThat(sweep.expected()).isEqualTo(247);
    assertThat(sweep.missing()).isZero();
    assertThat(sweep.curves()).hasSize(27).allMatch(SweepJudgement.Curve::isComplete);
  }

  /** Sessions are used again, so what one row leaves behind would count for another. */
  @Test
  void each_row_is_judged_as_if_it_were_the_only_one() throws Exception {
    for (int i = ROWS.size() - 1; i >= 0; i -= 3) {
      Map<String, Object> row = ROWS.get(i).members();
      List<String> keys = List.copyOf(row.keySet());
      Map<String, Object> damaged = new LinkedHashMap<>(row);
      damaged.remove(keys.get(i % keys.size()));
      damaged.put(keys.get(i * 7 % keys.size()), BigInteger.ZERO);
      for (Map<String, Object> one : List.of(damaged, row)) {
        assertThat(told(gate, one)).as(keys + " " + i).isEqualTo(told(new RowGate(pack), one));
      }
    }
  }

  private static String told(RowGate gate, Map<String, Object> row) throws JudgementException {
    Evaluation evaluation = gate.row("row", row).evaluation();
    return evaluation.verdict() + " " + evaluation.findings() + evaluation.justifications();
  }

  @Test
  @Tag(Search.LONG)
  void each_row_that_is_left_out_is_missed() throws Exception {
    int tries = Search.attempts(ROWS.size());
    for (int i = 0; i < tries; i++) {
      Real lost = ROWS.get(i * ROWS.size() / tries);
      expectTheMatrix();
      ROWS.stream().filter(row -> row != lost).forEach(row -> add(row.file(), -1, row.judged()));
      assertThat(judged().missing()).as(lost.file()).isEqualTo(1);
      assertThat(codes()).as(lost.file()).contains("point-missing");
    }
  }

  /** All rows, of which the first that has a key is changed. */
  private void changed(String key, String name, Object value) throws JudgementException {
    Real first =
        ROWS.stream().filter(row -> row.members().containsKey(key)).findFirst().orElseThrow();
    for (Real row : ROWS) {
      add(row.file(), -1, row == first ? changed(row, name, value) : row.judged());
    }
  }

  private static Judged changed(Real row, String name, Object value) throws JudgementException {
    Map<String, Object> members = new LinkedHashMap<>(row.members());
    members.put(name, value);
    return gate.row(row.file(), members);
  }

  @Test
  void a_row_under_a_wrong_label_is_missed_and_unexpected() throws Exception {
    changed("prefill_tp", "prefill_tp", BigInteger.valueOf(16));
    assertThat(codes()).contains("point-missing", "point-unexpected");
  }

  @Test
  void a_row_of_other_hardware_lies_in_another_partition_and_is_missed_in_its_own()
      throws Exception {
    changed("kv_offloading", "hw", "cluster:h200-dgxc");
    assertThat(codes()).contains("curve-incomplete", "point-missing", "point-unexpected");
  }

  @Test
  void a_second_attempt_with_other_numbers_is_one_too_many_and_collides() throws Exception {
    ROWS.forEach(row -> add(row.file(), -1, row.judged()));
    Real good = ROWS.get(0);
    add("again.json", -1, changed(good, "mean_ttft", 0.123));
    assertThat(codes()).containsExactly("point-duplicate", "rows-collide");
    assertThat(judged().findings())
        .allSatisfy(one -> assertThat(one.points()).containsExactly(good.file(), "again.json"));
  }
}
