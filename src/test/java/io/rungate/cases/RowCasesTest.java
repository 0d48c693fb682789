package io.rungate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.cases.CaseResult.Mismatch;
import io.rungate.cli.Sample;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.RulePack;
import io.rungate.rules.IncrementalPackLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases about rows, points and sweeps: crates, the berths that a plan has, and all of a ship. */
class RowCasesTest {
  private static final String RULES =
      """
      package small.rows.crates;

      import io.rungate.fact.ExpectedPoint;
      import io.rungate.fact.IntegerField;
      import io.rungate.fact.Refusal;
      import io.rungate.fact.Row;
      import io.rungate.fact.TextField;
      import io.rungate.fact.Value;
      import io.rungate.fact.Verdict;

      rule "a crate is accepted"
        @why( "Most are." )
      when
        Row()
        not Refusal()
      then
        insertLogical( Verdict.accepted() );
      end

      rule "a crate is not heavy"
        @code( "heavy" )
        @message( "{tons} tons are too many." )
        @why( "The crane bends." )
      when
        Row()
        $tons : IntegerField( field == "tons", value > 10, $value : value )
      then
        insertLogical( new Refusal( $tons ) );
      end

      rule "a crate has the deck of its berth"
        @why( "A berth is on one deck." )
      when
        TextField( field == "berth", $deck : value )
      then
        insertLogical( new Value( "deck", $deck ) );
      end
      """
          .replace("{tons}", "{value}");

  private static final String SWEEP_RULES =
      """
      package small.sweep.decks;

      import io.rungate.fact.Refusal;
      import io.rungate.fact.SweepGroup;

      rule "every berth of a deck is taken"
        @code( "berth-free" )
        @message( "{missing} of {expected} berths are free." )
        @why( "It rolls." )
      when
        $deck : SweepGroup( of == "deck", missing > 0, $missing : missing, $expected : expected )
      then
        insertLogical( new Refusal( $deck ) );
      end
      """;

  private static final String RUNS =
      """
      package small.runs;

      import io.rungate.fact.Refusal;
      import io.rungate.fact.Run;
      import io.rungate.fact.Verdict;

      rule "a run is accepted"
        @why( "There are none here." )
      when
        Run()
      then
        insertLogical( Verdict.accepted() );
      end

      rule "what is refused is rejected"
        @why( "As everywhere." )
      when
        exists Refusal()
      then
        insertLogical( Verdict.rejected() );
      end
      """;

  private static final String CASES =
      """
      about: crates
      base: crate
      cases:
        - { name: a heavy one, row: { tons: 11 }, expect: { verdict: rejected, findings: [heavy: 11 tons are too many.] } }
        - { name: just not, row: { tons: 10, berth: b }, expect: { verdict: accepted, values: { deck: b } } }
        - { name: without a berth, drop: [berth], expect: { verdict: accepted, absent: [deck] } }
        - { name: a berth of a plan, base: berth, point: { berth: c }, expect: { values: { deck: c } } }
        - name: a deck of two berths with one crate
          sweep:
            one: {}
          points:
            first: { base: berth }
            second: { base: berth }
          expect: { findings: [berth-free: [first, second]] }
        - name: a deck of two berths with two crates
          sweep:
            one: {}
            two: { row: { tons: 2 } }
          points:
            first: { base: berth }
            second: { base: berth }
          expect: {}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writePack() {
    Sample.smallPack(folder, "dock: { group: base, variable: DOCK }", "dock");
    Sample.write(folder.resolve("runs.drl"), RUNS);
    Sample.write(folder.resolve("rows/crates.drl"), RULES);
    Sample.write(folder.resolve("sweep/decks.drl"), SWEEP_RULES);
    Sample.write(
        folder.resolve("sweep.yaml"),
        """
        signatures:
          row: { at-least: 1, keys: [tons] }
          result: { at-least: 1, keys: [speed] }
        rows:
          fields:
            tons: { group: row, key: tons, type: integer }
            berth: { group: row, key: berth }
        points:
          each: berth
          fields:
            berth: { group: point, key: berth }
        groups: { deck: [deck] }
        """);
    Sample.write(
        folder.resolve("cases/base/crate.yaml"), "says: a crate\nrow: { tons: 1, berth: a }\n");
    Sample.write(folder.resolve("cases/base/berth.yaml"), "says: a berth\npoint: { berth: a }\n");
    Sample.write(folder.resolve("cases/crates.yaml"), CASES);
  }

  private CaseSuiteResult trial() throws PackException {
    RulePack pack = new IncrementalPackLoader().load(PackReader.files(folder));
    return CaseSuiteResult.of(pack, CaseReader.read(pack, CaseFolder.read(folder)));
  }

  /** What differs where one text of the cases is another. */
  private List<Mismatch> differences(String from, String to) throws PackException {
    assertThat(CASES).contains(from);
    Sample.write(folder.resolve("cases/crates.yaml"), CASES.replace(from, to));
    return trial().all().stream().flatMap(one -> one.differences().stream()).toList();
  }

  private void assertTold(String from, String to, String fault) {
    assertThatThrownBy(() -> differences(from, to)).hasMessageContaining(fault);
  }

  @Test
  void cases_are_about_rows_points_and_sweeps() throws Exception {
    assertThat(trial().all()).hasSize(8).allMatch(CaseResult::passed);
  }

  @Test
  void what_comes_out_otherwise_is_told() throws Exception {
    assertThat(differences("deck: b", "deck: d"))
        .containsExactly(
            new Mismatch(
                "deck",
                "\"d\"",
                "\"b\"",
                List.of(
                    "rule \"a crate has the deck of its berth\" "
                        + folder.resolve("rows/crates.drl")
                        + ":31",
                    "because berth = \"b\"")));
    assertThat(differences("verdict: rejected", "verdict: accepted"))
        .extracting(Mismatch::what)
        .containsExactly("verdict");
    assertThat(differences("absent: [deck]", "values: { deck: a }"))
        .extracting(Mismatch::actual)
        .containsExactly("absent");
  }

  @Test
  void a_finding_of_a_sweep_names_its_rows_and_points() throws Exception {
    assertThat(differences("[first, second]", "[first]"))
        .containsExactly(
            new Mismatch(
                "findings",
                "berth-free",
                "berth-free",
                List.of(
                    "missing: berth-free [first]",
                    "found: berth-free: 1 of 2 berths are free. [first, second]")));
  }

  @Test
  void a_case_says_what_its_keys_are_taken_for() throws Exception {
    String whole = "drop: [berth], expect: { verdict: accepted, absent: [deck] }";
    assertThat(differences(whole, "drop: [tons], expect: { verdict: accepted }"))
        .containsExactly(new Mismatch("recognised", "row", "nothing", List.of()));
    String said = "drop: [tons], expect: { verdict: accepted, recognised: nothing }";
    assertThat(differences(whole, said)).isEmpty();
  }

  @Test
  void a_case_says_which_findings_refuse_a_sweep() throws Exception {
    String findings = "findings: [berth-free: [first, second]]";
    assertThat(differences(findings, findings + ", refused-by: [berth-free]")).isEmpty();
    assertThat(differences(findings, findings + ", refused-by: []"))
        .containsExactly(new Mismatch("refused by", "none", "berth-free", List.of()));
  }

  @Test
  void what_a_case_misspells_is_told() {
    assertTold(
        "verdict: accepted, absent", "verdict: accepted, recognised: rows, absent", "mean row?");
    assertTold("[first, second]]", "[first, second]], refused-by: [berth-fre]", "mean berth-free?");
    assertTold("[first, second]]", "[first, second]], recognised: row", "no key");
    assertTold("tons: 11", "ton: 11", "the mapping reads no such key; did you mean tons?");
    assertTold("drop: [berth]", "drop: [bert]", "has no bert; did you mean berth?");
    assertTold("row: { tons: 11 }", "rows: { tons: 11 }", "no key cases[0].rows");
    assertTold("points:\n      first", "pints:\n      first", "no key cases[4].pints");
    assertTold("first: { base: berth }", "first: { base: crate }", "must begin with a point");
    assertTold("one: {}", "one: { base: berth }", "must begin with a row");
    assertTold("base: crate", "base: crates", "there is no base run crates");
  }
}
