package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields of two roles are written once, and one rule speaks of both. */
class FieldLoopsTest {
  private static final String SIZE = ", type: integer, default: \"1\", at-least: 1 }\n";

  private static final String LOOP =
      """
        for role in [prefill, decode]:
          "{role}_pp":       { group: role sizes, variable: "{ROLE}_PP_SIZE", type: integer, default: "1", at-least: 1 }
          "{role}_dcp_size": { group: role sizes, variable: "{ROLE}_DCP_SIZE", type: integer, default: "1", at-least: 1 }
          "{role}_pcp_size": { group: role sizes, variable: "{ROLE}_PCP_SIZE", type: integer, default: "1", at-least: 1 }

      """;

  @TempDir Path folder;
  private Path pack;
  private Path fields;

  @BeforeEach
  void writePack() throws IOException {
    pack = PackCopy.of("v2", folder.resolve("pack"));
    fields = pack.resolve("fields.yaml");
    String text = Files.readString(fields);
    int start = text.indexOf("  prefill_pp: ");
    int end = text.indexOf("  # optional: nobody");
    assertThat(text.substring(start, end)).contains("decode_pcp_size").hasLineCount(7);
    Files.writeString(fields, text.substring(0, start) + LOOP + text.substring(end));
  }

  private Result judge(SampleRun run) {
    return new Program(folder)
        .with(run.variables())
        .run("check", "--env-only", "--rules", pack.toString());
  }

  private void rule(String pattern, String then) throws IOException {
    Files.writeString(
        pack.resolve("sizes.drl"),
        """
        package rungate.sizes;

        import io.rungate.fact.*;

        rule "a pool has a size that is common"
          @code( "size-uncommon" )
          @message( "The {role} pool has {size}." )
          @advice( "Look at it." )
          @why( "Nobody has tried it." )
          @since( "2.0.0" )
        when
          %s
        then
          %s
        end
        """
            .formatted(pattern, then));
  }

  private void bigSize(String part) throws IOException {
    String pattern = "$bad : IntegerField( %s, moreThan( 4 ), $size : value )";
    rule(pattern.formatted(part), "insertLogical( new Refusal( $bad ) );");
  }

  @Test
  void they_are_the_fields_that_would_be_written_one_by_one() throws IOException {
    SampleRun run = SampleRun.withPool().with("DECODE_PCP_SIZE", "2");
    Path loop = run.record(folder.resolve("a"), pack.toString());
    Path single = run.record(folder.resolve("b"), "v2");
    assertThat(loop.resolveSibling("agg_pool.json"))
        .content()
        .contains("\"prefill_pp\": 1,", "\"decode_pcp_size\": 2,")
        .isEqualTo(Files.readString(single.resolveSibling("agg_pool.json")));
    assertThat(new Program(folder).run("explain", loop.toString(), "decode_pcp_size").out())
        .contains("given, as fields.yaml:67 says")
        .contains("decode_pcp_size = 2  from variable DECODE_PCP_SIZE=2");
    assertThat(new Program(folder).run("rules", "lint", pack.toString()).err())
        .startsWith("nothing to mend");
    assertThat(new Program(folder).run("rules", "test", pack.toString()).out())
        .contains(" 0 failed");
  }

  @Test
  void one_rule_speaks_of_both_and_says_of_which() throws IOException {
    bigSize("$role : part( \"role\" ), part( \"role\" ) != null");
    assertThat(judge(SampleRun.withPool().with("DECODE_PP_SIZE", "8")).out())
        .contains("The decode pool has 8.");
    assertThat(judge(SampleRun.withPool().with("PREFILL_PCP_SIZE", "8")).out())
        .contains("The prefill pool has 8.");
    bigSize("$role : part( \"role\" ), part( \"role\" ) == \"decode\"");
    assertThat(judge(SampleRun.withPool().with("PREFILL_PCP_SIZE", "8")).out())
        .doesNotContain("size-uncommon");
  }

  /** What became of a field, whatever it is, is of its role. */
  @ParameterizedTest
  @CsvSource({
    "OutOfBounds, DECODE_PP_SIZE, 0",
    "MalformedField, DECODE_PP_SIZE, abc",
    "IntegerField, DECODE_PP_SIZE, 2",
    "AbsentField, PREFILL_PP_SIZE, 1",
  })
  void every_fact_of_such_a_field_has_the_part(String fact, String variable, String value)
      throws IOException {
    String pattern = "$bad : %s( field == \"decode_pp\", $role : part( \"role\" ), $size : field )";
    rule(pattern.formatted(fact), "insertLogical( new Refusal( $bad ) );");
    assertThat(judge(SampleRun.withPool().without("DECODE_PP_SIZE").with(variable, value)).out())
        .contains("The decode pool has decode_pp.");
  }

  @Test
  void a_missing_field_knows_its_role_and_comes_in_the_order_of_the_file() throws IOException {
    PackCopy.edit(
        fields,
        LOOP,
        LOOP.stripTrailing() + "\n    \"{role}_x\": { group: base, variable: \"{ROLE}_X\" }\n\n");
    rule(
        "$bad : RequiredFieldMissing( part( \"role\" ) == \"decode\", $role : name, $size : name )",
        "insertLogical( new Refusal( $bad ) );");
    assertThat(judge(SampleRun.withPool()).out())
        .contains("Missing required environment variables: PREFILL_X, DECODE_X")
        .contains("The DECODE_X pool has DECODE_X.")
        .doesNotContain("The PREFILL_X pool");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "part( \"rol\" ) == \"decode\" | no IntegerField has a part rol; did you mean role?",
        "part( \"role\" ) == \"decod\" | the part role is never \"decod\"; did you mean decode?",
        "field == \"tp\", part( \"role\" ) == \"decode\" | the field tp has no part role",
        "part( \"role\" ) == 3 | compares the text part( \"role\" ) with 3",
        "parts.get( \"role\" ) == \"decode\" | asks for all parts; ask for one: part( \"name\" )",
      })
  void a_part_that_no_field_has_is_refused(String asked, String says) throws IOException {
    bigSize("$role : field, " + asked);
    assertThat(judge(SampleRun.withPool()).err())
        .contains("sizes.drl:12: rule \"a pool has a size that is common\"")
        .contains(says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"{role}_pp\": | pp: | 65: fields.pp: there is a field of this name on line 27",
        "\"{role}_pp\": | decode_tp: | 65: fields.decode_tp: there is a field of this name on line 60",
        "{ROLE}_PP_SIZE | {ROL}_PP_SIZE | 65: fields.for role in [prefill, decode]: the loop has no {ROL}; did you mean ROLE?",
        "\"{role}_pp\": | \"{rle}_pp\": | 65: fields.for role in [prefill, decode]: the loop has no {rle}; did you mean role?",
        "\"{role}_pp\": | \"{roLe}_pp\": | 65: fields.for role in [prefill, decode]: the loop has no {roLe}; did you mean ROLE or role?",
        "\"{role}_pp\": | ppp: | 65: fields.ppp: there is a field of this name for another value of the loop",
        "[prefill, decode]: | [prefill, prefill]: | 64: fields.for role in [prefill, prefill]: the loop has the value prefill twice",
        "\"{role}_pp\": | for x in [a, b]: | 65: fields.for role in [prefill, decode].for x in [a, b]: a loop does not hold another one",
        "{ROLE}_PP_SIZE | PP_SIZE | 65: fields.prefill_pp: the variable PP_SIZE already gives pp",
        "variable: \"{ROLE}_PP_SIZE\" | varable: X | 65: no key fields.decode_pp.varable; did you mean variable?",
      })
  void a_mistake_is_told_where_it_is_written(String from, String to, String says)
      throws IOException {
    PackCopy.edit(fields, from, to);
    assertThat(judge(SampleRun.withPool()).err()).contains("fields.yaml:" + says);
  }

  @Test
  void a_loop_whose_value_nothing_names_is_refused() throws IOException {
    PackCopy.edit(fields, LOOP, "  for role in [decode]:\n    x: { group: base, variable: X }\n\n");
    assertThat(judge(SampleRun.withPool()).err())
        .contains("fields.for role in [decode]: nothing in the loop names {role}");
  }

  @Test
  void its_form_stays_as_it_is_written() throws IOException {
    String before = Files.readString(fields);
    new Program(folder).run("rules", "fmt", pack.toString());
    assertThat(fields).content().isEqualTo(before).contains(LOOP).doesNotContain(SIZE + SIZE);
  }
}
