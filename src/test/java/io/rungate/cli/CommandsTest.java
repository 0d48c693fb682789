package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree of commands: each is found, explains itself, and has a table that can be relied on. */
class CommandsTest {

  private static Stream<Arguments> entries() {
    return entries("", Main.COMMANDS);
  }

  private static Stream<Arguments> entries(String path, Entry entry) {
    Stream<Arguments> members =
        entry instanceof Entry.Group group
            ? group.members.stream().flatMap(member -> entries(path + member.name + " ", member))
            : Stream.of();
    return Stream.concat(Stream.of(Arguments.of(path, entry)), members);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void every_command_explains_itself(String path, Entry entry) {
    Shell.Answer answer = Shell.run((path + "--help").split(" "));
    assertThat(answer.code()).isZero();
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out())
        .startsWith(("Usage: rungate " + path).strip() + " [-h")
        .contains(entry.description.get(0).substring(0, 20), "  -h, --help")
        .doesNotContain("  \n");
    assertThat(answer.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(Shell.run((path + "-h").split(" "))).isEqualTo(answer);
    assertThat(Shell.run(("help " + path).strip().split(" "))).isEqualTo(answer);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void every_table_can_be_relied_on(String path, Entry entry) {
    assertThat(entry.options()).extracting(Argument::name).doesNotHaveDuplicates();
    assertThat(entry.parameters()).doesNotHaveDuplicates();
    for (Argument option : entry.options()) {
      assertThat(option.name()).matches("--[a-z]+(-[a-z]+)*");
      assertThat(option.form())
          .matches("(-[a-zA-Z], )?" + option.name() + "(=[A-Z|=]+(\\.{3})?|\\[=[A-Z|]+])?");
      assertThat(option.description()).endsWith(".");
      if (option.isFlag()) {
        assertThat(option.kind()).isEqualTo(Argument.Kind.TEXT);
        assertThat(option.choices()).isEmpty();
      } else {
        assertThat(option.label()).matches("[A-Z|=]+");
      }
    }
    List<Argument> parameters = entry.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      assertThat(parameters.get(i).form()).matches("[A-Z|]+(\\.{3})?|\\[[A-Z|]+(\\.{3})?]");
      assertThat(parameters.get(i).isRepeated() && i + 1 < parameters.size()).isFalse();
    }
  }

  /** Such as --out "$DOCS" in a job where DOCS is not set: that must not be the working folder. */
  @Test
  void an_empty_path_is_no_path_whatever_the_command() {
    Set<String> tried = new TreeSet<>();
    entries()
        .forEach(
            one -> {
              String path = (String) one.get()[0];
              for (Argument option : ((Entry) one.get()[1]).options()) {
                if (!option.isFlag() && Set.of("DIR", "FILE", "AUDIT").contains(option.label())) {
                  refusesNothing(path + option.name(), "");
                  refusesNothing(path + option.name() + "=");
                  tried.add(option.name());
                }
              }
            });
    assertThat(tried)
        .containsExactly(
            "--audit",
            "--baseline",
            "--cache-dir",
            "--env",
            "--expect",
            "--log",
            "--manifest",
            "--matrix",
            "--out",
            "--rules",
            "--sweep-info",
            "--waivers",
            "--write-expect");
  }

  private static void refusesNothing(String call, String... value) {
    List<String> words = new ArrayList<>(List.of(call.split(" ")));
    String option = words.get(words.size() - 1).replace("=", "");
    words.addAll(List.of(value));
    Shell.Answer answer = Shell.run(words.toArray(String[]::new));
    assertThat(answer.err()).as(call).startsWith("rungate: " + option + " is empty: name ");
    assertThat(answer.err()).as(call).contains(", or leave it out\nTry: rungate ");
    assertThat(answer.code()).as(call).isEqualTo(2);
    assertThat(answer.out()).as(call).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rules", "cache"})
  void a_group_alone_is_no_call(String group) {
    Shell.Answer answer = group.isEmpty() ? Shell.run() : Shell.run(group);
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err())
        .startsWith(("Usage: rungate " + group).strip() + " [-h")
        .contains("Commands:\n");
  }

  @Test
  void a_word_that_stands_for_nothing() {
    assertThat(Shell.run("rules", "lnt", "x").err())
        .isEqualTo(
            "rungate: Unknown command: 'lnt'; did you mean lint?\nTry: rungate rules --help\n");
    assertThat(Shell.run("--versoin").err())
        .isEqualTo(
            "rungate: Unknown option: '--versoin'; did you mean --version?\nTry: rungate --help\n");
    assertThat(Shell.run("rules", "--version").code()).isEqualTo(2);
    assertThat(Shell.run("help", "nope").err())
        .isEqualTo("rungate: Unknown command: 'nope'\nTry: rungate --help\n");
  }

  @Test
  void a_call_that_is_not_understood_says_where_to_look() {
    assertThat(Shell.run("rules", "coverage", "--fail-under", "lots").err())
        .isEqualTo(
            "rungate: Invalid value for option '--fail-under': expected a number but was 'lots'\n"
                + "Try: rungate rules coverage --help\n");
  }
}
