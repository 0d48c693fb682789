package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.cli.OptionSpec.Kind;
import io.rungate.cli.OptionSpec.Use;
import io.rungate.report.ReportFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the words of a call mean, and which are refused in which words. */
class ArgumentParserTest {
  private static final OptionSpec PACK = OptionSpec.of(Kind.PACK, "--pack", "DIR").says("A pack.");
  private static final OptionSpec OUT =
      OptionSpec.of(Kind.FOLDER, "--out", "DIR").says("A folder.");
  private static final OptionSpec ENV = OptionSpec.of(Kind.FILE, "--env", "FILE").says("A file.");
  private static final OptionSpec ENV_ONLY = OptionSpec.flag("--env-only", "A flag.");
  private static final OptionSpec JOBS = OptionSpec.of(Kind.COUNT, "--jobs", "N").says("A count.");
  private static final OptionSpec LEAST =
      OptionSpec.of(Kind.NUMBER, "--least", "N").says("A number.");
  private static final OptionSpec FORMAT =
      OptionSpec.choice("--format", "FORM", List.of("text", "json")).says("A choice.");
  private static final OptionSpec FLIP =
      OptionSpec.choice("--flip", "WHAT", List.of("text", "json"))
          .says("May have no value.")
          .used(Use.VALUE_OPTIONAL);
  private static final OptionSpec SET =
      OptionSpec.of(Kind.TEXT, "--set", "NAME=VALUE").says("A text.").used(Use.REPEATED);
  private static final ParameterSpec FIRST = ParameterSpec.one("DIR", "The first.");
  private static final ParameterSpec SECOND = ParameterSpec.optional("CODE", "The second.");
  private static final ParameterSpec OTHERS = ParameterSpec.anyNumber("AUDIT", "The others.");

  private static Arguments parse(String... words) throws UsageException {
    CommandSpec spec =
        new CommandSpec(
            List.of("Tries."),
            List.of(FIRST, SECOND, OTHERS),
            List.of(PACK, OUT, ENV, ENV_ONLY, JOBS, LEAST, FORMAT, FLIP, SET),
            Map.of());
    return new ArgumentParser(spec).parse(List.of(words));
  }

  private static void refused(String sentence, String... words) {
    assertThatThrownBy(() -> parse(words)).isInstanceOf(UsageException.class).hasMessage(sentence);
  }

  @Test
  void a_value_follows_as_the_next_word_or_behind_an_equals_sign() throws UsageException {
    assertThat(parse("a", "--out", "docs").text(OUT)).isEqualTo("docs");
    assertThat(parse("--out=docs", "a").text(OUT)).isEqualTo("docs");
    assertThat(parse("a", "--jobs=3").count(JOBS, 1)).isEqualTo(3);
    assertThat(parse("a").count(JOBS, 1)).isEqualTo(1);
    assertThat(parse("a").text(OUT)).isNull();
  }

  @Test
  void a_value_is_kept_as_it_is() throws UsageException {
    assertThat(
            parse("a", "--set", "A=1,2=3", "--set=B=\"b\"", "--set", "\"c\"", "--set=").texts(SET))
        .containsExactly("A=1,2=3", "B=\"b\"", "\"c\"", "");
    assertThat(parse("a", "--set", "@file", "@file").texts(SET)).containsExactly("@file");
    assertThat(parse("a", "@file").parameter(SECOND)).isEqualTo("@file");
  }

  @Test
  void two_hyphens_end_the_options() throws UsageException {
    Arguments arguments = parse("--env-only", "--", "a", "--out", "-rules");
    assertThat(arguments.has(ENV_ONLY)).isTrue();
    assertThat(arguments.has(OUT)).isFalse();
    assertThat(arguments.parameter(FIRST)).isEqualTo("a");
    assertThat(arguments.parameter(SECOND)).isEqualTo("--out");
    assertThat(arguments.parameters(OTHERS)).containsExactly("-rules");
    assertThat(ArgumentParser.asksForHelp(List.of("a", "--", "--help"))).isFalse();
    assertThat(ArgumentParser.asksForHelp(List.of("a", "--nope", "-h", "--", "b"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "--forma, Unknown option: '--forma'; did you mean --format?",
    "--form=json, Unknown option: '--form=json'; did you mean --format?",
    "-out, Unknown option: '-out'; did you mean --out?",
    "-outdocs, Unknown option: '-outdocs'",
    "-x, Unknown option: '-x'",
    "--OUT, Unknown option: '--OUT'; did you mean --out?",
    "--env-only=no, 'Option ''--env-only'' takes no value, but has one: ''--env-only=no'''",
  })
  void no_name_is_guessed(String word, String sentence) {
    refused(sentence, "a", word);
  }

  @ParameterizedTest
  @CsvSource({
    "--pack, the folder of a rule pack",
    "--out, a folder",
    "--env, a file",
  })
  void an_empty_value_never_means_the_working_folder(String option, String what) {
    String sentence = option + " is empty: name " + what + ", or leave it out";
    refused(sentence, "a", option, "");
    refused(sentence, "a", option + "=");
    refused("DIR is empty", "");
    refused("CODE is empty: name it, or leave it out", "a", "");
    refused("AUDIT is empty: name it, or leave it out", "a", "b", "c", "");
  }

  @Test
  void a_text_that_was_no_utf_8_is_refused() {
    refused("--set is not UTF-8: 'A=caf\uFFFD'", "a", "--set", "A=caf\uFFFD");
    refused("--out is not UTF-8: '\uFFFD'", "a", "--out=\uFFFD");
    refused("AUDIT is not UTF-8: 'caf\uFFFD'", "a", "b", "c", "caf\uFFFD");
  }

  @Test
  void a_value_that_is_missing() {
    String sentence = "Missing required parameter for option '--out' (DIR)";
    refused(sentence, "a", "--out");
    refused(sentence, "a", "--out", "--env", "x");
    refused(sentence, "--out", "--", "a");
  }

  @Test
  void one_value_is_not_overruled_by_another() {
    refused("Option '--out' should be given only once", "a", "--out", "b", "--out=c");
    refused("Option '--env-only' should be given only once", "a", "--env-only", "--env-only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two", "", "1.5", "9999999999", "\u0663"})
  void a_count_is_a_whole_number(String value) {
    refused(
        "Invalid value for option '--jobs': expected a whole number of up to 9 digits but was '"
            + value
            + "'",
        "a",
        "--jobs=" + value);
  }

  @Test
  void a_count_is_at_least_one() {
    refused("--jobs must be at least 1", "a", "--jobs", "0");
    refused("--jobs must be at least 1", "a", "--jobs", "-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "0x1p3", "1d", "", "ten"})
  void a_number_is_decimal_and_finite(String value) throws UsageException {
    refused(
        "Invalid value for option '--least': expected a number but was '" + value + "'",
        "a",
        "--least=" + value);
    assertThat(parse("a", "--least", "99.5").number(LEAST, 0)).isEqualTo(99.5);
  }

  @Test
  void a_choice_is_one_of_the_words_that_are_offered() throws UsageException {
    assertThat(parse("a", "--format", "json").choice(FORMAT, ReportFormat.TEXT))
        .isEqualTo(ReportFormat.JSON);
    assertThat(parse("a").choice(FORMAT, ReportFormat.TEXT)).isEqualTo(ReportFormat.TEXT);
    refused(
        "Invalid value for option '--format': expected one of [text, json] but was 'Text';"
            + " did you mean text?",
        "a",
        "--format=Text");
  }

  @Test
  void a_value_may_be_left_out_where_the_option_says_so() throws UsageException {
    assertThat(parse("a").has(FLIP)).isFalse();
    for (String[] bare : new String[][] {{"a", "--flip"}, {"--flip", "--env-only", "a"}}) {
      assertThat(parse(bare).has(FLIP)).isTrue();
      assertThat(parse(bare).choice(FLIP, ReportFormat.TEXT)).isEqualTo(ReportFormat.TEXT);
    }
    assertThat(parse("a", "--flip", "json").choice(FLIP, ReportFormat.TEXT))
        .isEqualTo(ReportFormat.JSON);
    refused(
        "Invalid value for option '--flip': expected one of [text, json] but was 'a'",
        "--flip",
        "a");
  }

  @Test
  void parameters_that_are_missing_or_too_many() throws UsageException {
    refused("Missing required parameter: 'DIR'");
    assertThat(parse("a", "b", "c", "d").parameters(OTHERS)).containsExactly("c", "d");
    CommandSpec two =
        new CommandSpec(
            List.of("Two."), List.of(FIRST, ParameterSpec.one("X", "")), List.of(), Map.of());
    assertThatThrownBy(() -> new ArgumentParser(two).parse(List.of()))
        .hasMessage("Missing required parameters: 'DIR', 'X'");
    assertThatThrownBy(() -> new ArgumentParser(two).parse(List.of("a", "b", "c")))
        .hasMessage("Unexpected argument: 'c'");
  }

  @Test
  void a_command_cannot_ask_for_what_its_table_does_not_have() throws UsageException {
    Arguments arguments = parse("a");
    assertThatThrownBy(() -> arguments.text(SharedOptions.RULES)).hasMessageContaining("--rules");
    assertThatThrownBy(() -> arguments.parameter(RunArguments.RESULTS))
        .hasMessageContaining("RESULT");
  }
}
