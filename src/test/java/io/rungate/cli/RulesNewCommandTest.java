package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesNewCommandTest {

  @TempDir Path temp;

  @Test
  void a_draft_compiles_is_in_form_and_its_cases_pass_before_a_word_is_changed() {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));

    Shell.Answer answer = Shell.run("rules", "new", "plausibility", "too-old", pack.toString());

    assertThat(answer.code()).isZero();
    assertThat(answer.out())
        .isEqualTo(
            """
            %1$s/plausibility.drl: rule added
            %1$s/cases/too-old.yaml: written
            next: fill both in, then run: rungate rules test %1$s
            """
                .formatted(pack));
    assertThat(Shell.run("rules", "fmt", "--check", pack.toString()).out()).isEmpty();
    assertThat(Shell.run("rules", "lint", pack.toString()).out()).isEmpty();
    Shell.Answer test =
        Shell.run("rules", "test", pack.toString(), "--cache-dir", Program.cache().toString());
    assertThat(test.out()).contains("cases/too-old.yaml  2 cases").contains(" 0 failed ");
    assertThat(test.code()).isZero();
  }

  @Test
  void a_concern_that_is_new_gets_a_file_of_its_own() throws Exception {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));

    Shell.run("rules", "new", "budget", "too-dear", pack.toString(), "--severity", "warning");

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

    assertThat(Shell.run("rules", "new", "budget", "too-dear", pack.toString()).err())
        .contains("inference-runs 2.0.2 is released");
  }

  @Test
  void names_that_cannot_be_are_refused_and_nothing_is_written() throws Exception {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));
    Files.createFile(pack.resolve("cases/kept.yaml"));

    assertRefused(
        pack, "denominators", "no-gpu", "the code no-gpu is taken by rule \"a multinode run has");
    assertRefused(pack, "denominator", "x", "no concern denominator; did you mean denominators?");
    assertRefused(pack, "Budget", "x", "a concern is one word in lower case, not Budget");
    assertRefused(
        pack, "budget", "X_1", "a code is words in lower case joined by hyphens, not X_1");
    assertRefused(pack, "budget", "kept", pack.resolve("cases/kept.yaml") + " is there already");
    assertThat(pack.resolve("budget.drl")).doesNotExist();
  }

  private static void assertRefused(Path pack, String concern, String code, String sentence) {
    Shell.Answer answer = Shell.run("rules", "new", concern, code, pack.toString());

    assertThat(answer.err()).contains(sentence);
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
  }
}
