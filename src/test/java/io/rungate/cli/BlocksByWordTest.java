package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run is, is said once, by a word; the document follows the word. */
class BlocksByWordTest {
  @TempDir Path folder;

  private Path fields;

  @BeforeEach
  void a_pack_with_two_words() {
    Path pack = folder.resolve("pack");
    fields = pack.resolve("fields.yaml");
    Sample.write(folder.resolve("sample.json"), "{}");
    Sample.write(
        pack.resolve("pack.yaml"),
        "name: words\nversion: 1.0.0\nstatus: draft\nengine: \"0.1\"\nsays: A pool is a word.\n");
    Sample.write(
        fields,
        """
        fields:
          name: { group: all, variable: RESULT_FILENAME }
          gpus: { group: all, variable: GPUS, type: integer }
          pools: { group: all, variable: POOLS, type: integer }
        run-name: RESULT_FILENAME
        document:
          file: agg_{name}.json
          blocks:
            - keys: [name]
            - when: Pooled
              keys: [pools, gpus]
            - when: Shared
              keys: [gpus]
        """);
    Sample.write(
        pack.resolve("words.drl"),
        """
        package rungate.words;

        import io.rungate.fact.Contract;
        import io.rungate.fact.IntegerField;
        import io.rungate.fact.Run;
        import io.rungate.fact.Verdict;

        declare Pooled
        end

        declare Shared
        end

        rule "every run is accepted"
        when Run() then insertLogical( Verdict.accepted() ); end

        rule "nobody owes anything"
        when Run() then insertLogical( Contract.tolerant( "all" ) ); end

        rule "a run with pools is pooled"
        when IntegerField( field == "pools", positive ) then insertLogical( new Pooled() ); end

        rule "a run with less than two pools is shared"
        when IntegerField( field == "pools", lessThan( 2 ) ) then insertLogical( new Shared() ); end
        """);
  }

  private Program.Result process(String pools) {
    return new Program(folder)
        .with(Map.of("RESULT_FILENAME", "sample", "GPUS", "8", "POOLS", pools))
        .run("process", "--rules", "pack");
  }

  private void edit(String from, String to) throws IOException {
    String text = Files.readString(fields);
    assertThat(text).contains(from);
    Sample.write(fields, text.replace(from, to));
  }

  @Test
  void a_run_has_the_blocks_of_its_words() {
    assertThat(process("3").out())
        .isEqualTo("{\n  \"name\": \"sample\",\n  \"pools\": 3,\n  \"gpus\": 8\n}\n");
    assertThat(process("0").out()).isEqualTo("{\n  \"name\": \"sample\",\n  \"gpus\": 8\n}\n");
  }

  @Test
  void two_words_of_one_run_do_not_show_a_key_twice() {
    Program.Result call = process("1");
    assertThat(call.err())
        .contains("pack/fields.yaml:13: the document has two blocks with the key gpus");
    assertThat(call.code()).isEqualTo(2);
  }

  @Test
  void a_word_that_no_rule_concludes_is_told_with_the_nearest() throws IOException {
    edit("when: Shared", "when: Share");
    assertThat(process("3").err())
        .contains("pack/fields.yaml:12: no rule concludes the word Share; did you mean Shared?");
  }

  @Test
  void a_block_is_of_words_or_of_topologies() throws IOException {
    edit("when: Shared", "when: Shared\n      topology: [shared]");
    assertThat(process("3").err()).contains("when and topology exclude each other");
  }

  @Test
  void a_key_of_all_runs_is_none_of_a_word() throws IOException {
    edit("keys: [name]", "keys: [name, pools]");
    assertThat(process("3").err()).contains("the key pools stands in the document twice");
  }
}
