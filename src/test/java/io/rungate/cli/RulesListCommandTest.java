package io.rungate.cli;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesListCommandTest {

  @TempDir Path temp;

  @Test
  void a_line_shows_place_severity_code_and_sentence_of_a_rule() throws Exception {
    Shell.Answer answer = Shell.run("rules", "list", "rules/v2");

    assertThat(answer.code()).isZero();
    assertThat(answer.out().lines())
        .contains("contracts", "plausibility")
        .anyMatch(
            line ->
                line.matches(
                    "  rules/v2/contracts.drl:\\d+ +error +missing-variables +every variable of a"
                        + " strict contract is set"))
        .anyMatch(line -> line.matches(".* warning +claim-overruled +a run with a decode pool .*"));
    for (String line : answer.out().lines().filter(line -> line.contains(".drl:")).toList()) {
      assertThat(line).contains(sentenceAt(line.strip().split(" ")[0]));
    }
  }

  @Test
  void what_a_rule_concludes_is_its_severity() throws Exception {
    String json = Shell.run("rules", "list", "rules/v2", "--format", "json").out();

    assertThatJson(json).node("version").isEqualTo("\"2.0.2\"");
    assertThatJson(json)
        .inPath("$.rules[?(@.code=='claim-overruled')].severity")
        .isEqualTo("['warning']");
    assertThatJson(json).inPath("$.rules[?(@.code=='no-gpu')].severity").isEqualTo("['error']");
    assertThatJson(json).inPath("$.rules[0].severity").isNull();
  }

  @Test
  void rules_that_do_not_compile_are_listed_all_the_same() throws Exception {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));
    Path file = pack.resolve("measures.drl");
    Files.writeString(
        file, Files.readString(file).replace("NumberField( field", "NumberField( feild"));

    Shell.Answer answer = Shell.run("rules", "list", pack.toString());

    assertThat(answer.code()).isZero();
    assertThat(answer.out()).contains(file + ":7 ");
  }

  @Test
  void the_newest_shipped_pack_is_listed_when_none_is_named() {
    Program program = new Program(Program.HOME).without("RUNGATE_RULES");

    assertThat(program.run("rules", "list").out()).contains("pack inference-runs 3.0.0");
  }

  @Test
  void a_folder_without_a_pack_is_a_usage_fault() {
    Shell.Answer answer = Shell.run("rules", "list", temp.toString());

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains("this is no rule pack: it has no pack.yaml");
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void a_misspelt_command_is_answered_with_the_nearest() {
    assertThat(Shell.run("rules", "lst").err()).contains("did you mean list?");
    assertThat(Shell.run("rules", "tset").err()).contains("did you mean test?");
    assertThat(Shell.run("check", "--env-olny").err()).contains("did you mean --env-only?");
    assertThat(Shell.run("version").err()).doesNotContain("did you mean");
  }

  private static String sentenceAt(String place) throws Exception {
    int colon = place.lastIndexOf(':');
    List<String> lines = Files.readAllLines(Path.of(place.substring(0, colon)));
    String line = lines.get(Integer.parseInt(place.substring(colon + 1)) - 1);
    return line.substring("rule \"".length(), line.length() - 1);
  }
}
