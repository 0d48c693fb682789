package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured as nothing is left out of the document, and the record says why. */
class LeftOutTest {
  @TempDir Path folder;

  private Path fields;

  @BeforeEach
  void a_pack_that_leaves_out() {
    Path pack = folder.resolve("pack");
    fields = pack.resolve("fields.yaml");
    Sample.write(
        pack.resolve("pack.yaml"),
        "name: lenient\nversion: 1.0.0\nstatus: draft\nengine: \"0.1\"\nsays: NaN is nothing.\n");
    Sample.write(
        fields,
        """
        fields:
          name: { group: all, variable: RESULT_FILENAME }
          rate: { group: all, result: rate, type: number, absent-when: [null, .nan, "n/a"] }
          limit: { group: all, variable: LIMIT, type: number, absent-when: [.inf] }
          total: { group: all, result: total, type: number }
        families:
          times: { group: times, keys: '_ms$', remove: _ms, value: value / 1000, absent-when: [.nan, .inf] }
        run-name: RESULT_FILENAME
        document:
          file: agg_{name}.json
          blocks:
            - keys: [name]
              when-given: [rate, limit]
            - keys: [total, twice]
              when-not-finite: omit
            - families: [times]
        """);
    Sample.write(
        pack.resolve("lenient.drl"),
        """
        package rungate.lenient;

        import io.rungate.fact.Contract;
        import io.rungate.fact.NumberField;
        import io.rungate.fact.Run;
        import io.rungate.fact.Value;
        import io.rungate.fact.Verdict;

        rule "every run is accepted"
        when Run() then insertLogical( Verdict.accepted() ); end

        rule "nobody owes anything"
        when Run() then insertLogical( Contract.tolerant( "all" ) ); end

        rule "nobody owes a time"
        when Run() then insertLogical( Contract.tolerant( "times" ) ); end

        rule "twice is the total and the total"
        when $total : NumberField( field == "total" )
        then insertLogical( new Value( "twice", $total.plus( $total ) ) ); end
        """);
  }

  private String process(String limit, String result) {
    Sample.write(folder.resolve("sample.json"), result);
    Program.Result call =
        new Program(folder)
            .with(Map.of("RESULT_FILENAME", "sample", "LIMIT", limit))
            .run("process", "--rules", "pack");
    assertThat(call.code()).as(call.err()).isZero();
    Program.Result replay =
        new Program(folder).run("replay", "audit_sample.json", "--rules", "pack");
    assertThat(replay.code()).as(replay.out()).isZero();
    return call.out().replaceAll("\\s+", "");
  }

  private String explain(String key) {
    return new Program(folder).run("explain", "audit_sample.json", key).out();
  }

  @Test
  void what_is_given_is_shown() throws IOException {
    assertThat(process("2.5", "{\"rate\": 1, \"total\": 3, \"a_ms\": 500}"))
        .isEqualTo(
            "{\"name\":\"sample\",\"rate\":1.0,\"limit\":2.5,\"total\":3.0,\"twice\":6.0,\"a\":0.5}");
    assertThat(Files.readString(folder.resolve("audit_sample.json"))).doesNotContain("left_out");
  }

  @Test
  void what_counts_as_not_given_is_left_out_with_its_reason() {
    assertThat(process("Infinity", "{\"rate\": NaN, \"total\": 3, \"a_ms\": -Infinity}"))
        .isEqualTo("{\"name\":\"sample\",\"total\":3.0,\"twice\":6.0}");
    assertThat(explain("rate"))
        .contains("rate is left out of the document", "rate is NaN, which counts as not given");
    assertThat(explain("limit")).contains("LIMIT is Infinity, which counts as not given");
    assertThat(explain("a")).contains("a_ms is -Infinity, which counts as not given");
  }

  @Test
  void null_is_no_text_and_no_text_is_null() {
    process("1", "{\"rate\": null, \"total\": 3}");
    assertThat(explain("rate")).contains("rate is null, which counts as not given");
    Sample.write(folder.resolve("sample.json"), "{\"rate\": \"null\", \"total\": 3}");
    assertThat(
            new Program(folder)
                .with(Map.of("RESULT_FILENAME", "sample", "LIMIT", "1"))
                .run("check", "--rules", "pack")
                .out())
        .contains("ACCEPTED");
  }

  @Test
  void what_is_not_finite_is_left_out_where_the_block_says_so() {
    assertThat(process("1", "{\"rate\": 1, \"total\": Infinity}"))
        .isEqualTo("{\"name\":\"sample\",\"rate\":1.0,\"limit\":1.0}");
    assertThat(explain("twice"))
        .contains("twice is left out", "rule \"twice is the total and the total\"");
  }
}
