package io.rungate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cli.Program;
import io.rungate.cli.Sample;
import io.rungate.gate.ExitCode;
import io.rungate.gate.Gate;
import io.rungate.gate.Outcome;
import io.rungate.pack.PythonJsonReader;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that were collected in one file: each is judged by the record that knows its bytes. */
class CollectedRowsTest {
  private static final String FILE = "rows.json";

  @TempDir Path folder;

  private final Gate gate = new Gate(Program.pack("v2"));

  /** Publishes a run under a name, and gives its document. */
  private String published(String pack, String name, Map<String, String> variables)
      throws Exception {
    variables.put("RESULT_FILENAME", name);
    Sample.write(folder.resolve(name + ".json"), Sample.RESULT);
    RunRequest request = new RunRequest(name, folder, variables, null);
    Outcome outcome = new Gate(Program.pack(pack)).prepare(request, Optional.empty()).call();
    return Files.readString(((Outcome.Published) outcome).agg());
  }

  private List<Outcome> check(String content) throws Exception {
    Path file = Files.writeString(folder.resolve(FILE), content);
    assertThat(CollectedRows.areIn(file)).isTrue();
    CollectedRows rows = new CollectedRows(gate, RunRequest.ofResult(FILE, file, Map.of()));
    List<Outcome> outcomes = new ArrayList<>();
    while (rows.hasNext()) {
      outcomes.add(rows.next().call());
    }
    return outcomes;
  }

  private static String problem(Outcome outcome) {
    return ((Outcome.NotJudged) outcome).problem();
  }

  @Test
  void a_file_of_rows_is_known_by_how_it_begins() throws IOException {
    Path file = folder.resolve(FILE);
    assertThat(CollectedRows.areIn(file)).isFalse();
    assertThat(CollectedRows.areIn(folder)).isFalse();
    assertThat(CollectedRows.areIn(Files.writeString(file, ""))).isFalse();
    assertThat(CollectedRows.areIn(Files.writeString(file, "{}"))).isFalse();
    assertThat(CollectedRows.areIn(Files.writeString(file, " \r\n\t[]"))).isTrue();
  }

  @Test
  void each_row_is_judged_by_its_own_record_however_it_is_laid_out() throws Exception {
    String one = published("v2", "one", Sample.aggregated());
    String two = published("v2", "two", Sample.disaggregated());
    String compact = PythonJsonWriter.compact(PythonJsonReader.read(one));
    List<Outcome> outcomes =
        check("[\n  " + one.replace("\n", "\n    ") + "," + two + "," + compact + "]\n");
    assertThat(outcomes)
        .extracting(outcome -> outcome.request().id())
        .containsExactly("rows.json#0", "rows.json#1", "rows.json#2");
    assertThat(outcomes).extracting(Outcome::exitCode).containsOnly(ExitCode.ACCEPTED);
    assertThat(outcomes)
        .extracting(outcome -> ((Outcome.Checked) outcome).judged().orElseThrow())
        .containsExactly(
            "the run that audit_one.json recorded, which inference-runs 2.0.2 accepted",
            "the run that audit_two.json recorded, which inference-runs 2.0.2 accepted",
            "the run that audit_one.json recorded, which inference-runs 2.0.2 accepted");
  }

  @Test
  void a_row_of_another_pack_is_held_against_the_rules_of_now() throws Exception {
    Map<String, String> variables = Sample.disaggregated();
    variables.put("DISAGG", "false");
    Outcome outcome = check("[" + published("v1", "then", variables) + "]").get(0);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.REJECTED);
    assertThat(((Outcome.Checked) outcome).differences())
        .containsExactly("disagg is false, and the rules give true");
  }

  @Test
  void a_row_that_was_changed_has_no_record() throws Exception {
    String row = published("v2", "one", Sample.aggregated());
    Outcome outcome = check("[" + row.replace("562.5", "1125.0") + "]").get(0);
    assertThat(problem(outcome))
        .isEqualTo(
            "none of the 1 audit records beside it says that this row was written: its record is"
                + " elsewhere, or the row was changed");
  }

  @Test
  void rows_without_any_record_beside_them() throws Exception {
    assertThat(problem(check("[{}]").get(0)))
        .isEqualTo(
            "there is no audit record beside it, and a row alone does not show what it was made"
                + " of: put the records there");
    Files.writeString(folder.resolve("audit_x.json"), "{}");
    assertThat(problem(check("[{}]").get(0)))
        .contains("none of the 1 audit records", "; audit_x.json: this is no audit record");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "null", "\"text\"", "[{}]", "NaN"})
  void what_is_no_object_is_no_row(String json) throws Exception {
    String row = published("v2", "one", Sample.aggregated());
    List<Outcome> outcomes = check("[" + json + ", " + row + "]");
    assertThat(outcomes).hasSize(2);
    assertThat(outcomes.get(0).request().id()).isEqualTo("rows.json#0");
    assertThat(problem(outcomes.get(0))).isEqualTo("this is no row: a row is a JSON object");
    assertThat(outcomes.get(1).exitCode()).isEqualTo(ExitCode.ACCEPTED);
  }

  @Test
  void an_array_without_rows_is_no_success() throws Exception {
    List<Outcome> outcomes = check("[ ]");
    assertThat(outcomes)
        .singleElement()
        .extracting(Outcome::exitCode)
        .isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(problem(outcomes.get(0))).isEqualTo("it holds no row");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`, {\"hw\": `, rows.json#1, it is no JSON: line",
        "`, oops]`, rows.json#1, it is no JSON: line",
        "`` , rows.json#1, it is no JSON: line",
        "`] {}`, rows.json, there is something behind its rows",
      })
  void the_rows_before_a_fault_are_answered(String rest, String id, String problem)
      throws Exception {
    List<Outcome> outcomes = check("[" + published("v2", "one", Sample.aggregated()) + rest);
    assertThat(outcomes).hasSize(2);
    assertThat(outcomes.get(0).exitCode()).isEqualTo(ExitCode.ACCEPTED);
    assertThat(outcomes.get(1).request().id()).isEqualTo(id);
    assertThat(problem(outcomes.get(1))).startsWith(problem);
  }

  @Test
  void check_answers_every_row_and_counts_them() throws Exception {
    String one = published("v2", "one", Sample.aggregated());
    Files.writeString(folder.resolve("agg_all.json"), "[" + one + ", {}]");
    Program.Result all = new Program(folder).run("check", "agg_all.json");
    assertThat(all.code()).isEqualTo(2);
    assertThat(all.out())
        .startsWith("ACCEPTED  agg_all.json#0  pack inference-runs 2.0.2\nUNJUDGED  agg_all.json#1")
        .endsWith("1 accepted, 0 rejected, 1 not judged\n");
    Files.writeString(folder.resolve("one_row.json"), "[" + one + "]");
    Program.Result lines =
        new Program(folder).run("check", "--format", "jsonl", "one_row.json", "agg_one.json");
    assertThat(lines.code()).isZero();
    assertThat(lines.out().lines())
        .hasSize(3)
        .filteredOn(line -> line.contains("\"basis\":\"record\""))
        .hasSize(2);
  }
}
