package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesNewCommandTest {

  @TempDir Path temp;

  @Test
  void a_draft_compiles_is_in_form_and_its_cases_pass_before_a_word_is_changed() {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));

    Shell.Answer answer = draft(pack, "rule", "too-old", "--concern=plausibility");

    assertThat(answer.code()).isZero();
    assertThat(answer.out())
        .isEqualTo(
            """
            %1$s/plausibility.drl: added to
            %1$s/cases/too-old.yaml: written
            next: fill both in, then run: rungate rules test %1$s
            """
                .formatted(pack));
    assertThat(Shell.run("rules", "fmt", "--check", pack.toString()).out()).isEmpty();
    assertThat(Shell.run("rules", "lint", pack.toString()).out()).isEmpty();
    Shell.Answer test = cases(pack);
    assertThat(test.out()).contains("cases/too-old.yaml  2 cases").contains(" 0 failed ");
    assertThat(test.code()).isZero();
  }

  @Test
  void a_field_a_table_and_a_word_are_whole_too() throws Exception {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));

    assertThat(draft(pack, "field", "node_count", "--group=optional").out())
        .isEqualTo(
            """
            %1$s/fields.yaml: added to
            %1$s/cases/node-count.yaml: written
            next: fill both in, then run: rungate rules test %1$s
            """
                .formatted(pack));
    assertThat(draft(pack, "table", "gpu-model", "--of=hw").out())
        .contains("gpumodel.drl: written", "data/gpu-model.yaml: written");
    assertThat(draft(pack, "word", "SharedPool").out())
        .contains("vocabulary.drl: added to", "sharedpool.drl: written");

    assertThat(pack.resolve("fields.yaml"))
        .content()
        .contains(
            """
              output_throughput: { group: result, result: output_throughput, type: number, above: 0 }
              node_count: { group: optional, variable: NODE_COUNT }

            # Result keys by pattern""")
        .contains("    - when-given: [node_count]\n");
    assertThat(Shell.run("rules", "fmt", "--check", pack.toString()).out()).isEmpty();
    assertThat(Shell.run("rules", "lint", pack.toString()).out()).isEmpty();
    assertThat(cases(pack).out())
        .contains("cases/node-count.yaml  2 cases")
        .contains("cases/gpu-model.yaml  2 cases")
        .contains("cases/shared-pool.yaml  2 cases")
        .contains(" 0 failed ");
  }

  @Test
  void a_topology_has_a_case_that_waits_for_the_rules_of_the_others() {
    Path pack = Shell.copyOf("v3", temp.resolve("pack"));

    assertThat(draft(pack, "topology", "three-pools").out())
        .contains("topology.drl: added to", "let the rules of the other topologies leave");

    assertThat(Shell.run("rules", "lint", pack.toString()).out()).isEmpty();
    assertThat(cases(pack).out())
        .contains("cases/three-pools.yaml  1 of 2 cases failed")
        .contains("the topology has two answers");
  }

  @Test
  void a_concern_that_is_new_gets_a_file_of_its_own() throws Exception {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));

    draft(pack, "rule", "too-dear", "--concern=budget", "--severity=warning");

    assertThat(Files.readString(pack.resolve("budget.drl")))
        .startsWith(
            """
            package rungate.budget;

            import io.rungate.fact.Run;
            import io.rungate.fact.Warning;

            rule "write here what is true of every good run (too-dear)"
              @code( "too-dear" )
              @message( "Write here what is wrong; {name} shows what the rule binds to $name." )
            """)
        .endsWith(
            """
              @since( "2.0.2" )
            when
              $run : Run( name == "too-dear", $name : name )
            then
              insertLogical( new Warning( $run ) );
            end
            """);
    assertThat(pack.resolve("cases/too-dear.yaml"))
        .content()
        .contains("code: too-dear\nbase: colocated\n")
        .contains("verdict: accepted\n      findings: [too-dear]\n");
  }

  @Test
  void a_released_pack_is_changed_with_a_warning() {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));

    assertThat(draft(pack, "rule", "too-dear", "--concern=budget").err())
        .contains("inference-runs 2.0.2 is released");
  }

  @Test
  void the_next_version_is_a_draft_beside_the_pack_with_all_that_decides() throws Exception {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));
    Path next = temp.resolve("v2.1");

    Shell.Answer answer = draft(pack, "version", "2.1.0");

    assertThat(answer.out())
        .isEqualTo(
            """
            %1$s: written
            next: change it; then run: rungate rules test %1$s
            """
                .formatted(next));
    assertThat(answer.err()).isEmpty();
    assertThat(Files.readString(next.resolve("pack.yaml")))
        .isEqualTo(
            """
            # yaml-language-server: $schema=../schema/pack.schema.json
            name: inference-runs
            version: 2.1.0
            status: draft
            engine: "0.1"
            replaces: 2.0.2
            says: Write here in one sentence what changes.
            """);
    assertThat(next.resolve("CHANGELOG.md"))
        .content()
        .startsWith("# Pack v2.1\n\n## 2.1.0\n\nWrite here");
    // The catalogue would tell of the version before.
    assertThat(pack.resolve("RULES.md")).exists();
    assertThat(next.resolve("RULES.md")).doesNotExist();
    assertThat(Shell.run("rules", "lint", next.toString()).out()).isEmpty();
    assertThat(cases(next).out()).contains(" 0 failed  pack inference-runs 2.1.0");
    assertThat(Files.readString(pack.resolve("pack.yaml"))).contains("version: 2.0.2");
  }

  @Test
  void a_version_is_three_numbers_later_than_those_of_the_pack_and_new() {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));

    assertRefused(
        "a version is three numbers and later than 2.0.2, not 2.0.1",
        draft(pack, "version", "2.0.1"));
    assertRefused(
        "a version is three numbers and later than 2.0.2, not v3", draft(pack, "version", "v3"));
    assertThat(draft(pack, "version", "3.0.0").code()).isZero();
    assertRefused(temp.resolve("v3") + " is there already", draft(pack, "version", "3.0.0"));
  }

  @Test
  void names_that_cannot_be_are_refused_and_nothing_is_written() throws Exception {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));
    Files.createFile(pack.resolve("cases/kept.yaml"));

    String plausibility = "--concern=plausibility";
    assertRefused(
        "the code no-gpu is taken by rule \"a multinode run has",
        draft(pack, "rule", "no-gpu", plausibility));
    assertRefused(
        "no concern denominator; did you mean denominators?",
        draft(pack, "rule", "x", "--concern=denominator"));
    assertRefused(
        "a concern is one word in lower case, not Budget",
        draft(pack, "rule", "x", "--concern=Budget"));
    assertRefused(
        "a code is words in lower case joined by hyphens, not X_1",
        draft(pack, "rule", "X_1", plausibility));
    assertRefused(
        pack.resolve("cases/kept.yaml") + " is there already",
        draft(pack, "rule", "kept", plausibility));
    assertRefused("a rule needs --concern=NAME", draft(pack, "rule", "x"));
    assertRefused("ruel cannot be started; did you mean rule?", draft(pack, "ruel", "x"));
    assertRefused("a field needs --group=NAME", draft(pack, "field", "x"));
    assertRefused(
        "no group optinal; did you mean optional?", draft(pack, "field", "x", "--group=optinal"));
    assertRefused("the field hw is there already", draft(pack, "field", "hw", "--group=optional"));
    assertRefused(
        "no text field framewrk; did you mean framework?",
        draft(pack, "table", "x", "--of=framewrk"));
    assertRefused(
        "a word is one name such as SharedPool, not shared", draft(pack, "word", "shared"));
    assertThat(pack.resolve("budget.drl")).doesNotExist();
    assertThat(pack.resolve("data")).doesNotExist();
  }

  private static Shell.Answer draft(Path pack, String kind, String name, String... options) {
    List<String> words = new ArrayList<>(List.of("rules", "new", kind, name, pack.toString()));
    words.addAll(List.of(options));
    return Shell.run(words.toArray(String[]::new));
  }

  private static Shell.Answer cases(Path pack) {
    return Shell.run("rules", "test", pack.toString(), "--cache-dir", Program.cache().toString());
  }

  private static void assertRefused(String sentence, Shell.Answer answer) {
    assertThat(answer.err()).contains(sentence);
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
  }
}
