package io.rungate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.PythonJsonReader;
import io.rungate.rules.PackLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as not given can be said for a whole group, for keys by name and by pattern. */
class AbsentPolicyTest {
  private static final String FIELDS =
      """
      groups:
        scores:
          absent-when: ["", null]
      fields:
        task: { group: scores, variable: TASK }
        note: { group: scores, variable: NOTE, absent-when: [] }
        name: { group: base, variable: NAME }
        score: { group: scores, result: score, type: number }
      families:
        parts: { group: scores, keys: '^score_', value: value }
      run-name: NAME
      document:
        blocks:
          - keys: [task, score]
          - families: [parts]
      """;

  @TempDir Path temp;
  @TempDir Path cache;

  @Test
  void an_empty_text_counts_as_missing_where_the_group_says_so() throws Exception {
    assertThat(facts(Map.of("TASK", "", "NOTE", "", "NAME", ""), "{}"))
        .contains("TASK is not given", "note = \"\"", "name = \"\"");
  }

  @Test
  void a_result_key_follows_the_policy_of_its_group() throws Exception {
    assertThat(facts(Map.of(), "{\"score\": \"\"}")).contains("score is not given");
    assertThat(facts(Map.of(), "{\"score\": null}"))
        .contains("score is null, which counts as not given");
    assertThat(facts(Map.of(), "{\"score\": 0.5}")).contains("score = 0.5");
  }

  @Test
  void a_key_by_pattern_is_left_out_when_it_counts_as_not_given() throws Exception {
    assertThat(facts(Map.of(), "{\"score_a\": \"\", \"score_b\": null, \"score_c\": 0.25}"))
        .filteredOn(fact -> fact.startsWith("score_"))
        .containsExactly("score_b is null, which counts as not given", "score_c = 0.25");
  }

  @Test
  void a_policy_for_a_group_that_no_field_is_in_is_a_fault() {
    assertThatThrownBy(() -> mapping(FIELDS.replace("  scores:\n", "  scorse:\n")))
        .isInstanceOf(PackException.class)
        .hasMessage(
            temp.resolve("fields.yaml")
                + ":2: groups.scorse: no field is in this group; did you mean scores?");
  }

  private List<String> facts(Map<String, String> variables, String result) throws Exception {
    Map<String, Object> members = new LinkedHashMap<>();
    ((Map<?, ?>) PythonJsonReader.read(result))
        .forEach((key, value) -> members.put((String) key, value));
    RunInput input = new RunInput("r", null, variables, members, "r.json", "", "");
    return new FactReader(mapping(FIELDS)).read(input).stream().map(Object::toString).toList();
  }

  private Mapping mapping(String fields) throws Exception {
    Files.writeString(temp.resolve("fields.yaml"), fields);
    Files.writeString(
        temp.resolve("pack.yaml"), "name: p\nversion: 1.0.0\nstatus: draft\nsays: Nothing.\n");
    Files.writeString(
        temp.resolve("verdict.drl"),
        """
        package p.verdict;

        import io.rungate.fact.Run;
        import io.rungate.fact.Verdict;

        rule "every run is accepted"
          @why( "This pack is about its mapping only." )
        when
          Run()
        then
          insertLogical( Verdict.accepted() );
        end
        """);
    return new PackLoader(cache).load(temp).mapping();
  }
}
