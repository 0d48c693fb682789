package io.rungate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rungate.cli.Sample;
import io.rungate.engine.JudgementException;
import io.rungate.gate.SweepJudgement.Curve;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.PackException;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.RulePack;
import io.rungate.rules.PackLoader;
import io.rungate.run.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parcels of a town: a street is a partition, a house a curve, a door a label. */
class SweepJudgeTest {
  private static final String SWEEP =
      """
      signatures:
        row: { at-least: 2, keys: [street, house, door, weight] }
        result: { at-least: 1, keys: [scale] }
      rows:
        fields:
          street: { group: parcel, key: street, absent-when: [""] }
          house: { group: parcel, key: house, type: integer }
          door: { group: parcel, key: door, type: integer }
          weight: { group: parcel, key: weight, type: number }
          sealed: { group: parcel, key: sealed, type: boolean, yes: ["true"] }
          sent: { group: parcel, key: [stamp, at], type: time }
          sender: { group: parcel, key: sender, type: json }
      points:
        each: door
        fields:
          street: { group: address, key: street }
          house: { group: address, key: [at, house], type: integer }
          door: { group: address, key: door, type: integer, at-least: 1 }
      info:
        fields:
          opened: { group: town, key: opened, type: time }
          closed: { group: town, key: closed-streets, type: boolean, yes: ["true"] }
      partition: [street_key]
      groups:
        curve: [house]
        label: [house, door]
        identity: [door, sealed, sender]
      keep: [weight, sent, door]
      """;

  private static final String VERDICT =
      """
      package town.%s;

      import io.rungate.fact.Refusal;
      import io.rungate.fact.Run;
      import io.rungate.fact.Row;
      import io.rungate.fact.Verdict;

      rule "%s is accepted"
      when
        %s()
        not Refusal()
      then
        insertLogical( Verdict.accepted() );
      end

      rule "%s is rejected"
      when
        %s()
        exists Refusal()
      then
        insertLogical( Verdict.rejected() );
      end
      """;

  private static final String STREETS =
      """
      package town.rows.streets;

      import io.rungate.fact.AbsentField;
      import io.rungate.fact.Contract;
      import io.rungate.fact.ExpectedPoint;
      import io.rungate.fact.NumberField;
      import io.rungate.fact.Refusal;
      import io.rungate.fact.RequiredFieldMissing;
      import io.rungate.fact.TextField;
      import io.rungate.fact.Value;

      rule "an avenue is a street"
      when
        TextField( field == "street", value == "High Avenue" )
      then
        insertLogical( new Value( "street_key", "High Street" ) );
      end

      rule "any other street is what it is called"
      when
        TextField( field == "street", $name : value, value != "High Avenue" )
      then
        insertLogical( new Value( "street_key", $name ) );
      end

      rule "a parcel weighs something"
        @code( "weightless" )
        @message( "{w} is no weight" )
      when
        $weight : NumberField( field == "weight", $w : amount, amount <= 0 )
      then
        insertLogical( new Refusal( $weight ) );
      end

      rule "a parcel of the plan has a house"
      when
        ExpectedPoint()
      then
        insertLogical( Contract.strict( "address" ) );
      end

      rule "what a strict contract asks for is given"
      when
        Contract( strict, $group : group )
        $absent : AbsentField( group == $group )
      then
        insertLogical( new RequiredFieldMissing( $absent ) );
      end
      """;

  private static final String POST =
      """
      package town.sweep.post;

      import io.rungate.fact.BooleanField;
      import io.rungate.fact.Note;
      import io.rungate.fact.Refusal;
      import io.rungate.fact.SweepGroup;
      import io.rungate.fact.SweepRow;
      import io.rungate.fact.TimeField;
      import io.rungate.fact.Warning;

      rule "every door gets its parcel"
        @code( "missing" )
        @message( "{missing} of {expected} parcels are missing: {name}" )
        @advice( "Look in the van." )
      when
        $group : SweepGroup( of == "label", missing > 0, $missing : missing, $expected : expected, $name : name )
      then
        insertLogical( new Refusal( $group ) );
      end

      rule "nobody gets what nobody expects"
        @code( "surplus" )
        @message( "{surplus} of {observed} parcels too many: {name}" )
      when
        $group : SweepGroup( of == "label", surplus > 0, $surplus : surplus, $observed : observed, $name : name )
      then
        insertLogical( new Warning( $group ) );
      end

      rule "no two parcels are mistaken for each other"
        @code( "mistaken" )
        @message( "{observed} parcels are one: {name}" )
      when
        $group : SweepGroup( of == "identity", observed > 1, $observed : observed, $name : name )
      then
        insertLogical( new Warning( $group ) );
      end

      rule "a heavy parcel is worth a note"
        @code( "heavy" )
        @message( "{row} weighs {weight}" )
      when
        $row : SweepRow( has( "weight" ), number( "weight" ).moreThan( 30 ), $weight : number( "weight" ).real() )
      then
        insertLogical( new Note( $row ) );
      end

      rule "nothing is sent before the post opens"
        @code( "early" )
        @message( "{row} was sent before the post opened" )
      when
        $opened : TimeField( field == "opened" )
        $row : SweepRow( has( "sent" ), time( "sent" ).isBefore( $opened ) )
      then
        insertLogical( new Refusal( $row, $opened ) );
      end

      rule "a town with closed streets has no post"
        @code( "closed" )
        @message( "the streets are closed" )
      when
        $closed : BooleanField( field == "closed", value == true )
      then
        insertLogical( new Warning( $closed ) );
      end
      """;

  @TempDir static Path home;
  private static RulePack pack;
  private static RowGate rows;

  @TempDir Path folder;
  private SweepJudge judge;

  @BeforeAll
  static void compile() throws PackException {
    Path made = home.resolve("pack");
    Sample.smallPack(made, "name: { group: all, variable: RESULT_FILENAME }", "name");
    Sample.write(made.resolve("sweep.yaml"), SWEEP);
    Sample.write(made.resolve("verdict.drl"), verdict("verdict", "a run", "Run"));
    Sample.write(made.resolve("rows/decision.drl"), verdict("rows.decision", "a row", "Row"));
    Sample.write(made.resolve("rows/streets.drl"), STREETS);
    Sample.write(made.resolve("sweep/post.drl"), POST);
    pack = new PackLoader(home.resolve("cache")).load(made);
    rows = new RowGate(pack);
  }

  private static String verdict(String concern, String what, String fact) {
    return VERDICT.formatted(concern, what, fact, what, fact);
  }

  @BeforeEach
  void begin() {
    judge = new SweepJudge(pack);
  }

  @SuppressWarnings("unchecked")
  private void parcel(String id, String json) throws JudgementException, JsonProblem {
    RowGate.Judged row = rows.row(id, (Map<String, Object>) PythonJsonReader.read(json));
    judge.add(id, -1, row.accepted(), row.evaluation());
  }

  private void matrix(String json) throws InputException, JudgementException {
    Path file = folder.resolve("matrix.json");
    Sample.write(file, json);
    judge.expect(file, rows, new OrderedExecutor(2));
  }

  private List<String> info(String json) throws InputException {
    Path file = folder.resolve("info.json");
    Sample.write(file, json);
    return judge.know(file);
  }

  private SweepJudgement judged() throws JudgementException {
    return judge.judge();
  }

  private List<String> findings() throws JudgementException {
    return judged().findings().stream()
        .map(finding -> "%s: %s %s".formatted(finding.code(), finding.message(), finding.points()))
        .toList();
  }

  @Test
  void a_point_without_a_row_is_missing_and_its_curve_incomplete() throws Exception {
    matrix(
        """
        [{"street": "Low Street", "at": {"house": 1}, "door": [1, 2]},
         {"street": "Low Street", "at": {"house": 2}, "door": 1}]
        """);
    parcel("a", "{\"street\": \"Low Street\", \"house\": 1, \"door\": 2, \"weight\": 1}");
    parcel("b", "{\"street\": \"Low Street\", \"house\": 2, \"door\": 1, \"weight\": 2}");

    SweepJudgement judgement = judged();
    assertThat(judgement.expected()).isEqualTo(3);
    assertThat(judgement.points()).isEqualTo(2);
    assertThat(judgement.missing()).isEqualTo(1);
    assertThat(judgement.exitCode()).isEqualTo(ExitCode.REJECTED);
    assertThat(judgement.curves())
        .containsExactly(
            new Curve("Low Street, house 1", 2, 1, 1), new Curve("Low Street, house 2", 1, 1, 0));
    assertThat(findings())
        .containsExactly(
            "missing: 1 of 1 parcels are missing: Low Street, house 1, door 1 [job 0, door 1]");
  }

  @Test
  void points_that_nothing_tells_apart_are_counted() throws Exception {
    String job = "{\"street\": \"Low Street\", \"at\": {\"house\": 1}, \"door\": 7}";
    matrix("[" + job + ", " + job + ", " + job + "]");
    parcel("a", "{\"street\": \"Low Street\", \"house\": 1, \"door\": 7, \"sender\": {\"n\": 1}}");
    parcel("b", "{\"street\": \"Low Street\", \"house\": 1, \"door\": 7, \"sender\": {\"n\": 2}}");
    assertThat(findings())
        .containsExactly(
            "missing: 1 of 3 parcels are missing: Low Street, house 1, door 7"
                + " [job 0, door 7, job 1, door 7, job 2, door 7]");
  }

  @Test
  void a_row_that_no_point_expects_is_surplus_but_nothing_is_without_a_matrix() throws Exception {
    parcel("a", "{\"street\": \"Low Street\", \"house\": 1, \"door\": 2}");
    assertThat(findings()).isEmpty();
    assertThat(judged().isExpected()).isFalse();
    assertThat(judged().curves()).isEmpty();

    matrix("[{\"street\": \"High Street\", \"at\": {\"house\": 1}, \"door\": 2}]");
    assertThat(findings())
        .containsExactly(
            "missing: 1 of 1 parcels are missing: High Street, house 1, door 2 [job 0, door 2]",
            "surplus: 1 of 1 parcels too many: Low Street, house 1, door 2 [a]");
  }

  @Test
  void equal_copies_are_one_row_and_rejected_where_one_of_them_is() throws Exception {
    String parcel = "{\"street\": \"Low Street\", \"house\": 1, \"door\": 2, \"weight\": 31}";
    parcel("a", parcel);
    parcel("b#0", parcel);
    RowGate.Judged third = rows.row("c", Map.of("street", "Low Street", "weight", 31.0));
    judge.add("c", 5, false, third.evaluation());
    assertThat(judged().points()).isEqualTo(2);
    assertThat(findings())
        .containsExactly("heavy: row a weighs 31.0 [a]", "heavy: row c#5 weighs 31.0 [c#5]");
  }

  @Test
  void rows_that_differ_in_anything_that_is_read_are_no_copies() throws Exception {
    String one = "{\"street\": \"Low Street\", \"house\": 1, \"door\": 2, \"weight\": %s}";
    parcel("a", one.formatted("1"));
    parcel("b", one.formatted("1.0000000000000002"));
    assertThat(findings())
        .containsExactly("mistaken: 2 parcels are one: Low Street, door 2 [a, b]");
  }

  @Test
  void a_structure_and_a_truth_keep_rows_apart_and_what_is_absent_is_a_value() throws Exception {
    String one = "{\"street\": \"Low Street\", \"house\": %s, \"door\": 2%s}";
    parcel("a", one.formatted("1", ""));
    parcel("b", one.formatted("2", ", \"sealed\": true"));
    parcel("c", one.formatted("3", ", \"sender\": {\"name\": \"x\"}"));
    parcel("d", one.formatted("4", ", \"sender\": null, \"sealed\": true"));
    assertThat(findings())
        .containsExactly("mistaken: 2 parcels are one: Low Street, door 2, sealed true [b, d]");
  }

  @Test
  void what_a_rule_concludes_stands_for_what_was_read_of_rows_and_points_alike() throws Exception {
    matrix("[{\"street\": \"High Avenue\", \"at\": {\"house\": 1}, \"door\": 2}]");
    parcel("a", "{\"street\": \"High Street\", \"house\": 1, \"door\": 2}");
    assertThat(judged().missing()).isZero();
    assertThat(judged().curves()).containsExactly(new Curve("High Street, house 1", 1, 1, 0));
    assertThat(findings()).isEmpty();
  }

  @Test
  void rules_never_see_two_partitions_and_a_row_without_a_key_is_in_one_of_its_own()
      throws Exception {
    parcel("a", "{\"street\": \"Low Street\", \"house\": 1, \"door\": 2}");
    parcel("b", "{\"street\": \"High Street\", \"house\": 1, \"door\": 2}");
    parcel("c", "{\"street\": \"\", \"house\": 1, \"door\": 2}");
    assertThat(findings()).isEmpty();
    parcel("d", "{\"house\": 1, \"door\": 2, \"weight\": 1}");
    assertThat(findings()).containsExactly("mistaken: 2 parcels are one: -, door 2 [c, d]");
  }

  @Test
  void what_is_known_of_the_sweep_is_told_in_every_partition_and_found_once() throws Exception {
    parcel("a", "{\"street\": \"Low Street\", \"stamp\": {\"at\": \"2026-07-10T08:59:00Z\"}}");
    parcel("b", "{\"street\": \"High Street\", \"stamp\": {\"at\": \"2026-07-10T09:01:00Z\"}}");
    assertThat(findings()).isEmpty();
    assertThat(
            info("{\"opened\": \"2026-07-10T09:00:00Z\", \"closed-streets\": true, \"mayor\": 1}"))
        .containsExactly("mayor");
    assertThat(findings())
        .containsExactly(
            "early: row a was sent before the post opened [a]",
            "closed: the streets are closed []");
  }

  private String refused(String matrix) {
    return catchThrowableOfType(InputException.class, () -> matrix(matrix))
        .getMessage()
        .replace(folder + "/", "");
  }

  @Test
  void a_matrix_that_says_no_points_is_refused_with_its_place() {
    assertThat(refused("[{]")).startsWith("matrix.json cannot be read: line 1, column 3: ");
    assertThat(refused("{}")).isEqualTo("matrix.json is no matrix: it must be an array of jobs");
    assertThat(refused("[]")).isEqualTo("matrix.json is no matrix: it has no job");
    assertThat(refused("[{\"door\": 1}, 5]")).isEqualTo("matrix.json: job 1 must be an object");
    assertThat(refused("[{\"house\": 1}]"))
        .isEqualTo("matrix.json: job 0 has no door, so it is no point");
    assertThat(refused("[{\"door\": []}]"))
        .isEqualTo("matrix.json: job 0 has no door, so it is no point");
    assertThat(refused("[{\"door\": [1, null]}]"))
        .isEqualTo("matrix.json: the door of job 0 must be a number or several");
  }

  @Test
  void a_point_that_nobody_can_tell_is_refused_with_its_job_and_many_are_counted() {
    String job = "{\"street\": \"Low Street\", %s, \"door\": %s}";
    assertThat(refused("[" + job.formatted("\"at\": {\"house\": 1}", "[1, 0, \"x\"]") + "]"))
        .isEqualTo(
            """
            matrix.json: job 0, door 0: door = 0, not at least 1
            matrix.json: job 0, door x: door must be an integer, not "x"\
            """);
    assertThat(refused("[" + job.formatted("\"at\": {}", "1") + "]"))
        .isEqualTo("matrix.json: job 0, door 1: at.house is not given");
    String many = job.formatted("\"at\": {\"house\": 1}", "[0, 0, 0, 0, 0, 0, 0]");
    assertThat(refused("[" + many + "]")).endsWith("\nand 2 more");
  }

  private String unknown(String info) {
    return catchThrowableOfType(InputException.class, () -> info(info))
        .getMessage()
        .replace(folder + "/", "");
  }

  @Test
  void what_is_known_of_the_sweep_is_read_strictly() {
    assertThat(unknown("[]"))
        .isEqualTo("info.json must be an object that says what is known of the sweep");
    assertThat(unknown("{\"closed_streets\": true}"))
        .isEqualTo("info.json: closed_streets says nothing; did you mean closed-streets?");
    assertThat(unknown("{\"opened\": \"at noon\"}")).startsWith("info.json: opened must be a time");
    Path none = folder.resolve("none.json");
    assertThat(catchThrowableOfType(InputException.class, () -> judge.know(none)))
        .hasMessage(none + " cannot be read: there is no such file");
  }
}
