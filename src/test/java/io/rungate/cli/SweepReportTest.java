package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and programs are told of a sweep as a whole. */
class SweepReportTest {
  private static final String POINTS =
      """
      points:
        each: doors
        fields:
          street: { group: plan, key: street }
          door: { group: plan, key: doors, type: integer }
      info:
        fields:
          strike: { group: post, key: strike, type: boolean, yes: ["true"] }
      """;

  private static final String RULES =
      """
      package parcels.sweep.plan;

      import io.rungate.fact.BooleanField;
      import io.rungate.fact.Refusal;
      import io.rungate.fact.SweepGroup;
      import io.rungate.fact.Warning;

      rule "every door gets its parcel"
        @code( "undelivered" )
        @message( "{missing} of {expected} parcels are missing: {name}" )
        @advice( "Look in the van." )
      when
        $door : SweepGroup( of == "label", missing > 0, $missing : missing, $expected : expected, $name : name )
      then
        insertLogical( new Refusal( $door ) );
      end

      rule "parcels come late while the post is on strike"
        @code( "strike" )
        @message( "the post is on strike" )
      when
        $strike : BooleanField( field == "strike", value == true )
      then
        insertLogical( new Warning( $strike ) );
      end
      """;

  @TempDir static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void a_pack() throws IOException {
    Path pack = shared.resolve("pack");
    Parcels.pack(pack);
    Path sweep = pack.resolve("sweep.yaml");
    Sample.write(sweep, Files.readString(sweep) + POINTS);
    Sample.write(pack.resolve("sweep/plan.drl"), RULES);
  }

  @BeforeEach
  void a_sweep() {
    Sample.write(
        folder.resolve("tree/all.json"),
        """
        [{"street": "Mill Lane", "door": 1, "weight": 1.5},
         {"street": "Mill Lane", "door": 2, "weight": 1.5},
         {"street": "High Street", "door": 1, "weight": 1.5}]
        """);
  }

  private Program.Result gate(String matrix, String... more) {
    Sample.write(folder.resolve("matrix.json"), matrix);
    List<String> words = new ArrayList<>(List.of("gate", "tree", "--matrix", "matrix.json"));
    words.addAll(List.of("--rules", shared.resolve("pack").toString()));
    words.addAll(List.of(more));
    return new Program(folder).run(words.toArray(String[]::new));
  }

  @Test
  void a_complete_sweep_is_told_in_two_lines() {
    Program.Result result =
        gate(
            """
            [{"street": "Mill Lane", "doors": [1, 2]}, {"street": "High Street", "doors": 1}]
            """);
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .endsWith(
            """
            SWEEP     3 points of 3 expected, 0 missing
              2 curves are complete
            3 accepted, 0 rejected, 0 not judged
            """);
  }

  @Test
  void an_incomplete_sweep_names_its_points_and_its_curves() {
    Program.Result result =
        gate(
            """
            [{"street": "Mill Lane", "doors": [1, 2, 3, 4, 4, 4, 4, 4, 4]}, {"street": "High Street", "doors": 1}]
            """);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out().replace(shared + "/", ""))
        .endsWith(
            """
            SWEEP     3 points of 10 expected, 7 missing
              error    undelivered  1 of 1 parcels are missing: Mill Lane, door 3
                       Look in the van.
                       about job 0, doors 3
                       rule "every door gets its parcel" pack/sweep/plan.drl:8
              error    undelivered  6 of 6 parcels are missing: Mill Lane, door 4
                       Look in the van.
                       about job 0, doors 4
                       rule "every door gets its parcel" pack/sweep/plan.drl:8
              curve      expected  rows  missing
              Mill Lane  9         2     7
              1 curve is complete
            3 accepted, 0 rejected, 0 not judged
            """);
  }

  @Test
  void programs_are_told_the_points_of_each_finding() {
    Sample.write(folder.resolve("info.json"), "{\"strike\": true}");
    Program.Result result =
        gate(
            "[{\"street\": \"Mill Lane\", \"doors\": [3, 1]}]",
            "--sweep-info",
            "info.json",
            "--format",
            "jsonl");
    assertThat(result.out())
        .contains(
            """
            {"type":"sweep","findings":[{"code":"undelivered","severity":"error","message":"1 of 1 parcels are missing: Mill Lane, door 3","points":["job 0, doors 3"],"waived":false,"file":"%1$s","line":8},{"code":"strike","severity":"warning","message":"the post is on strike","points":[],"waived":false,"file":"%1$s","line":18}]}
            """
                .formatted(shared.resolve("pack/sweep/plan.drl")))
        .contains("\"points\":3,\"expected\":2,\"missing\":1,\"complete\":true}");
  }

  @Test
  void a_matrix_or_an_info_that_cannot_be_read_is_told_before_any_row() {
    Program.Result matrix = gate("[{\"street\": \"Mill Lane\"}]");
    assertThat(matrix.code()).isEqualTo(2);
    assertThat(matrix.out()).doesNotContain("ACCEPTED");
    assertThat(matrix.err()).contains("matrix.json: job 0 has no doors, so it is no point");

    Sample.write(folder.resolve("info.json"), "{\"strikes\": true}");
    Program.Result info = gate("[]", "--sweep-info", "info.json");
    assertThat(info.code()).isEqualTo(2);
    assertThat(info.err()).contains("info.json: strikes says nothing; did you mean strike?");
  }

  @Test
  void what_the_pack_does_not_read_of_the_info_is_told() {
    Sample.write(folder.resolve("info.json"), "{\"weather\": \"fine\"}");
    Program.Result result =
        gate("[{\"street\": \"Mill Lane\", \"doors\": 1}]", "--sweep-info", "info.json");
    assertThat(result.err()).contains("info.json: the pack reads nothing of weather");
  }
}
