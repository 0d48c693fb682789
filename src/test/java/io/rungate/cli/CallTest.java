package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.cli.Argument.Kind;
import io.rungate.gate.ExitCode;
import io.rungate.report.ReportFormat;
import io.rungate.run.InputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the words of a call mean, and which are refused in which words. */
class CallTest {
  private static final Argument PACK = new Argument("--pack=DIR", Kind.PACK, "A pack.");
  private static final Argument OUT = new Argument("--out=DIR", Kind.FOLDER, "A folder.");
  private static final Argument ENV = new Argument("--env=FILE", Kind.FILE, "A file.");
  private static final Argument ENV_ONLY = new Argument("--env-only", "A flag.");
  private static final Argument LEAST = new Argument("--least=N", Kind.NUMBER, "A number.");
  private static final Argument FLIP =
      new Argument("--flip[=WHAT]", List.of("text", "json"), "May have no value.");
  private static final Argument SET = new Argument("--set=NAME=VALUE...", "A text.");
  private static final Argument FIRST = new Argument("DIR", "The first.");
  private static final Argument SECOND = new Argument("[CODE]", "The second.");
  private static final Argument OTHERS = new Argument("[AUDIT...]", "The others.");

  private static final class Taking extends Command {
    Taking(Argument... arguments) {
      super("try", List.of("Tries."), Map.of(), List.of(arguments));
    }

    @Override
    ExitCode run(Call call) {
      return ExitCode.ACCEPTED;
    }
  }

  private static Call parse(String... words) throws InputException {
    Command command =
        new Taking(
            FIRST,
            SECOND,
            OTHERS,
            PACK,
            OUT,
            ENV,
            ENV_ONLY,
            Call.JOBS,
            LEAST,
            Call.FORMAT,
            FLIP,
            SET);
    return Call.of(null, command, List.of(words));
  }

  private static void refused(String sentence, String... words) {
    assertThatThrownBy(() -> parse(words)).isInstanceOf(InputException.class).hasMessage(sentence);
  }

  @Test
  void a_value_follows_as_the_next_word_or_behind_an_equals_sign() throws InputException {
    assertThat(parse("a", "--out", "docs").text(OUT)).isEqualTo("docs");
    assertThat(parse("--out=docs", "a").text(OUT)).isEqualTo("docs");
    assertThat(parse("a", "--jobs=3").jobs()).isEqualTo(3);
    assertThat(parse("a").jobs()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(parse("a").text(OUT)).isNull();
  }

  @Test
  void a_value_is_kept_as_it_is() throws InputException {
    assertThat(
            parse("a", "--set", "A=1,2=3", "--set=B=\"b\"", "--set", "\"c\"", "--set=").texts(SET))
        .containsExactly("A=1,2=3", "B=\"b\"", "\"c\"", "");
    assertThat(parse("a", "--set", "@file", "@file").texts(SET)).containsExactly("@file");
    assertThat(parse("a", "@file").text(SECOND)).isEqualTo("@file");
  }

  @Test
  void two_hyphens_end_the_options() throws InputException {
    Call call = parse("--env-only", "--", "a", "--out", "-rules");
    assertThat(call.has(ENV_ONLY)).isTrue();
    assertThat(call.has(OUT)).isFalse();
    assertThat(call.text(FIRST)).isEqualTo("a");
    assertThat(call.text(SECOND)).isEqualTo("--out");
    assertThat(call.texts(OTHERS)).containsExactly("-rules");
    assertThat(Call.asksForHelp(List.of("a", "--", "--help"))).isFalse();
    assertThat(Call.asksForHelp(List.of("a", "--nope", "-h", "--", "b"))).isTrue();
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
  void a_number_is_decimal_and_finite(String value) throws InputException {
    refused(
        "Invalid value for option '--least': expected a number but was '" + value + "'",
        "a",
        "--least=" + value);
    assertThat(parse("a", "--least", "99.5").number(LEAST, 0)).isEqualTo(99.5);
  }

  @Test
  void a_choice_is_one_of_the_words_that_are_offered() throws InputException {
    assertThat(parse("a", "--format", "json").choice(Call.FORMAT, ReportFormat.TEXT))
        .isEqualTo(ReportFormat.JSON);
    assertThat(parse("a").choice(Call.FORMAT, ReportFormat.TEXT)).isEqualTo(ReportFormat.TEXT);
    refused(
        "Invalid value for option '--format': expected one of [text, json] but was 'Text';"
            + " did you mean text?",
        "a",
        "--format=Text");
  }

  @Test
  void a_value_may_be_left_out_where_the_option_says_so() throws InputException {
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
  void parameters_that_are_missing_or_too_many() throws InputException {
    refused("Missing required parameter: 'DIR'");
    assertThat(parse("a", "b", "c", "d").texts(OTHERS)).containsExactly("c", "d");
    Command two = new Taking(FIRST, new Argument("X", ""));
    assertThatThrownBy(() -> Call.of(null, two, List.of()))
        .hasMessage("Missing required parameters: 'DIR', 'X'");
    assertThatThrownBy(() -> Call.of(null, two, List.of("a", "b", "c")))
        .hasMessage("Unexpected argument: 'c'");
  }

  @Test
  void a_command_cannot_ask_for_what_its_table_does_not_have() throws InputException {
    Call call = parse("a");
    assertThatThrownBy(() -> call.text(Packs.RULES)).hasMessageContaining("--rules");
    assertThatThrownBy(() -> call.text(RunArguments.RESULTS)).hasMessageContaining("RESULT");
  }
}
