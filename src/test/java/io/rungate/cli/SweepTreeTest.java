package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep leaves behind, recognised by what it holds. */
class SweepTreeTest {
  @TempDir static Path shared;
  @TempDir Path folder;

  private static final String RIGHT = Parcels.row("Mill Lane", 2.5);
  private static final String WRONG = Parcels.row("Mill Lane", -1);

  @BeforeAll
  static void a_pack() {
    Parcels.pack(shared.resolve("pack"));
  }

  @BeforeEach
  void a_job() {
    write("tree/run.env", "STREET=Mill Lane\n");
  }

  private void write(String file, String text) {
    Sample.write(folder.resolve(file), text);
  }

  private Program.Result run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(1, List.of("--rules", shared.resolve("pack").toString()));
    return new Program(folder).run(all.toArray(String[]::new));
  }

  /** The first lines of all answers, without what is the same in each. */
  private static String headlines(Program.Result result) {
    return result
            .out()
            .lines()
            .filter(line -> line.matches("[A-Z]{5,}.*"))
            .map(line -> line.replace("  pack small 1.0.0", ""))
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  private static String totals(Program.Result result) {
    return result
        .out()
        .lines()
        .filter(line -> line.startsWith("{\"type\":\"totals\""))
        .findFirst()
        .orElse("");
  }

  @Test
  void every_kind_of_file_is_judged_as_what_it_holds() throws IOException {
    write("tree/a/result.json", "{\"mass\": 4.0}");
    write("tree/a/some.json", RIGHT);
    write("tree/b/agg_parcel.json", WRONG);
    write("tree/b/deep/all.json", "[" + RIGHT + ", " + WRONG + ",\n" + RIGHT + "]");
    write("tree/c/package.json", "{\"name\": \"tool\"}");
    write("tree/c/cut.json", RIGHT.substring(0, 20));
    write("tree/c/notes.txt", RIGHT);
    write("tree/c/.hidden.json", RIGHT);
    Program.Result result = run("gate", "tree");
    assertThat(result.err()).isEmpty();
    assertThat(headlines(result))
        .isEqualTo(
            """
            ACCEPTED  tree/a/result.json
            ACCEPTED  tree/a/some.json
            ACCEPTED  tree/b/deep/all.json#0
            REJECTED  tree/b/deep/all.json#1
            ACCEPTED  tree/b/deep/all.json#2
            REJECTED  tree/b/agg_parcel.json
            UNJUDGED  tree/c/cut.json
            IGNORED   tree/c/package.json  it is neither a row nor a result
            SWEEP     3 points
            """);
    assertThat(result.out())
        .contains("  problem  it is no JSON: line 1, column 21: Unexpected end of the text\n")
        .contains("4 accepted, 2 rejected, 1 not judged, 1 ignored\n");
    assertThat(result.code()).isEqualTo(2);
    assertThat(folder.resolve("tree/a/agg_result.json")).exists();
    assertThat(result.out().replace(shared.toString(), "SHARED"))
        .isEqualTo(Files.readString(Path.of("src/test/resources/golden/sweep.txt")));
    assertThat(totals(run("gate", "tree", "--format", "jsonl")))
        .isEqualTo(
            "{\"type\":\"totals\",\"rows\":7,\"accepted\":4,\"rejected\":2,\"unreadable\":1,"
                + "\"ignored\":1,\"waived\":0,\"points\":3,\"expected\":0,\"missing\":0,"
                + "\"complete\":true}");
  }

  @Test
  void what_a_call_wrote_is_no_input_of_the_next() {
    write("tree/a/result.json", "{\"mass\": 4.0}");
    write("tree/a/light.json", "{\"mass\": 0}");
    String first = run("gate", "tree").out();
    assertThat(first).contains("1 accepted, 1 rejected, 0 not judged\n");
    assertThat(run("gate", "tree").out()).isEqualTo(first);
    String elsewhere = run("gate", "tree", "--out", "tree/out").out();
    assertThat(elsewhere).contains("REJECTED  tree/a/light.json");
    assertThat(run("gate", "tree", "--skip", "a/*_result.json", "--out", "tree/out").out())
        .as("whatever was written, it is of a run that is judged again")
        .contains("1 accepted, 1 rejected, 0 not judged, 2 skipped\n");
  }

  @Test
  void an_element_is_recognised_by_itself_and_spoils_no_other() {
    String deep = "[".repeat(2_000) + "]".repeat(2_000);
    write(
        "tree/all.json",
        "["
            + RIGHT
            + ", {}, 7, {\"mass\": 1}, {\"street\": \"\\q\", \"weight\": 1},"
            + "{\"street\": 1, \"weight\": 1, \"more\": "
            + deep
            + "},"
            + "null, ["
            + RIGHT
            + "], {\"schema\": \"rungate-audit/1\"}, "
            + WRONG
            + "]");
    Program.Result result = run("gate", "tree");
    assertThat(headlines(result))
        .isEqualTo(
            """
            ACCEPTED  tree/all.json#0
            IGNORED   tree/all.json#1  it is neither a row nor a result
            UNJUDGED  tree/all.json#3
            UNJUDGED  tree/all.json#4
            UNJUDGED  tree/all.json#5
            IGNORED   tree/all.json#8  it is neither a row nor a result
            REJECTED  tree/all.json#9
            IGNORED   tree/all.json  3 of its values are neither a row nor a result
            SWEEP     2 points
            """);
    assertThat(result.out())
        .contains("this is the result of a run, and in an array it has neither a name nor an env")
        .contains("it is no JSON: line 1, column 14: Invalid \\escape")
        .contains("Nested deeper than 990 levels")
        .contains("1 accepted, 1 rejected, 3 not judged, 5 ignored\n");
  }

  @Test
  void the_rows_before_a_fault_are_answered_and_the_fault_is_told() {
    write("tree/cut.json", "[" + RIGHT + "," + RIGHT.substring(0, 9));
    write("tree/more.json", "[" + RIGHT + "] " + RIGHT);
    write("tree/none.json", " [ ] ");
    Program.Result result = run("gate", "tree");
    assertThat(headlines(result))
        .isEqualTo(
            """
            ACCEPTED  tree/cut.json#0
            UNJUDGED  tree/cut.json#1
            ACCEPTED  tree/more.json#0
            UNJUDGED  tree/more.json
            IGNORED   tree/none.json  it is neither a row nor a result
            SWEEP     1 point
            """);
    assertThat(result.code()).isEqualTo(2);
  }

  // Rows and their records.

  /** Publishes a run and takes its result away, so that its row and its record are left. */
  private void recorded(String name) throws IOException {
    write("tree/" + name + ".json", "{\"mass\": 3.0}");
    assertThat(run("process", "--env", "tree/run.env", "tree/" + name + ".json").code()).isZero();
    Files.delete(folder.resolve("tree/" + name + ".json"));
  }

  @Test
  void a_row_is_held_against_the_record_beside_it_as_check_does() throws IOException {
    recorded("one");
    recorded("two");
    Path two = folder.resolve("tree/agg_two.json");
    Files.writeString(two, Files.readString(two).replace("3.0", "6.0"));
    for (String command : List.of("gate tree", "check tree/agg_one.json tree/agg_two.json")) {
      Program.Result result = run(command.split(" "));
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out())
          .contains("ACCEPTED  tree/agg_one.json")
          .contains("REJECTED  tree/agg_two.json")
          .contains("  judged                the run that audit_two.json recorded, which small")
          .contains("  differs  weight is 6.0, and the rules give 3.0\n");
    }
    assertThat(run("gate", "tree", "--format", "jsonl").out())
        .contains("\"id\":\"tree/agg_one.json\",\"verdict\":\"accepted\",\"basis\":\"record\"")
        .contains("\"id\":\"tree/agg_two.json\",\"verdict\":\"rejected\",\"basis\":\"record\"");
  }

  @Test
  void a_damaged_row_is_no_other_json_while_its_record_says_what_it_was() throws IOException {
    recorded("one");
    write("tree/agg_one.json", "{\"street\": \"Mill Lane\"}");
    assertThat(run("gate", "tree").out())
        .contains("REJECTED  tree/agg_one.json")
        .contains("it has no weight, and the rules give 3.0");
  }

  @Test
  void a_collected_row_is_held_against_the_record_that_knows_its_bytes() throws IOException {
    recorded("one");
    Path one = folder.resolve("tree/agg_one.json");
    write("tree/all.json", "[" + Files.readString(one) + ", " + RIGHT + "]");
    Files.move(one, folder.resolve("tree/renamed.json"));
    for (String command : List.of("gate tree", "check tree/all.json tree/renamed.json")) {
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.addAll(List.of("--format", "jsonl"));
      assertThat(run(words.toArray(String[]::new)).out())
          .contains("\"id\":\"tree/all.json#0\",\"verdict\":\"accepted\",\"basis\":\"record\"")
          .contains("\"id\":\"tree/all.json#1\",\"verdict\":\"accepted\",\"basis\":\"row\"")
          .contains("\"id\":\"tree/renamed.json\",\"verdict\":\"accepted\",\"basis\":\"record\"");
    }
  }

  // What a call names.

  @Test
  void folders_and_files_may_be_named_together_but_no_file_twice() {
    write("tree/a/result.json", "{\"mass\": 4.0}");
    write("other/run.env", "STREET=Hill Road\n");
    write("other/one.json", "{\"mass\": 4.0}");
    write("other/two.json", "{\"mass\": 4.0}");
    write("alone/three.json", "{\"mass\": 4.0}");
    write("alone/row.json", RIGHT);
    assertThat(headlines(run("gate", "other/one.json", "tree", "alone/row.json")))
        .isEqualTo(
            """
            ACCEPTED  other/one.json
            ACCEPTED  tree/a/result.json
            ACCEPTED  alone/row.json
            SWEEP     3 points
            """);
    assertThat(run("gate", "alone/three.json").out())
        .contains("UNJUDGED  alone/three.json")
        .contains("there is no run.env or env.json in its folder: put the variables");
    assertThat(run("gate", "other/../tree/a", "tree").err())
        .contains("other/../tree/a and tree have files in common, which would be judged twice");
    assertThat(run("gate", "tree/run.env").err()).contains("its name does not end in .json");
  }

  @Test
  void an_environment_is_no_row_but_a_row_may_have_its_name() {
    write("tree/a/env.json", "{\"STREET\": \"Hill Road\"}");
    write("tree/a/result.json", "{\"mass\": 4.0}");
    write("tree/b/env.json", RIGHT);
    assertThat(headlines(run("gate", "tree")))
        .isEqualTo(
            """
            ACCEPTED  tree/a/result.json
            ACCEPTED  tree/b/env.json
            SWEEP     2 points
            """);
    assertThat(folder.resolve("tree/a/agg_result.json")).content().contains("Hill Road");
  }

  @Test
  void a_sweep_of_nothing_is_no_success() {
    write("tree/package.json", "{\"name\": \"tool\"}");
    Program.Result result = run("gate", "tree");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).startsWith("IGNORED   tree/package.json");
    assertThat(result.err()).endsWith("nothing to judge: no row and no result below tree\n");
  }

  @Test
  void check_judges_bare_rows_and_takes_what_is_none_for_a_run() {
    write("row.json", WRONG);
    write("agg_all.json", "[" + RIGHT + ", {}]");
    write("other.json", "{\"mass\": 1.5}");
    Program.Result result =
        run("check", "--env", "tree/run.env", "row.json", "agg_all.json", "other.json");
    assertThat(headlines(result))
        .isEqualTo(
            """
            REJECTED  row.json
            ACCEPTED  agg_all.json#0
            IGNORED   agg_all.json#1  it is neither a row nor a result
            ACCEPTED  other.json
            """);
    assertThat(result.code()).isEqualTo(1);
    assertThat(run("check", "row.json").out()).contains("weightless", "-1.0 is no weight");
  }
}
