package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RuleSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleCompilerTest {
  private static String problem(String rules) {
    List<String> problems = ToyPack.problems(rules);
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  @Test
  void cards_tell_what_rules_say_about_themselves() throws PackException {
    CompiledRules rules =
        ToyPack.compile(
            ToyPack.of(
                """
                rule "a number is never negative"
                  @code( negative-number )
                  @severity( ERROR )
                  @message( "the number is \\"below\\" zero" )
                  @since( 1.2.0 )
                when
                  IntegerField( value < 0 )
                then
                  insertLogical( new Word( "negative" ) );
                end
                """));
    assertThat(rules.cards())
        .containsExactly(
            new RuleCard(
                "a number is never negative",
                "first",
                "rules/toy/first.drl",
                ToyPack.FIRST_LINE,
                ToyPack.FIRST_LINE + 9,
                Map.of(
                    "code", "negative-number",
                    "severity", "ERROR",
                    "message", "the number is \"below\" zero",
                    "since", "1.2.0")));
  }

  @Test
  void a_quoted_code_and_a_bare_one_are_the_same() throws PackException {
    CompiledRules rules =
        ToyPack.compile(
            ToyPack.of(
                """
                rule "a" @code( "some-code" ) when IntegerField() then insertLogical( new Word( "a" ) ); end
                rule "b" @code( some-code ) when IntegerField() then insertLogical( new Word( "b" ) ); end
                """));
    assertThat(rules.cards()).extracting(RuleCard::code).containsOnly("some-code");
  }

  @Test
  void an_unknown_field_is_told_with_its_line_and_the_field_that_was_meant() {
    assertThat(
            problem(
                """
                rule "r"
                when
                  IntegerField( feild == "x" )
                then
                  insertLogical( new Word( "a" ) );
                end
                """))
        .isEqualTo(
            "rules/toy/first.drl:6: rule \"r\": IntegerField has no field feild; did you mean field?");
  }

  @Test
  void an_unknown_type_is_told_with_the_type_that_was_meant() {
    assertThat(
            problem(
                """
                rule "r" when NumberFeild() then
                  insertLogical( new Word( "a" ) );
                end
                """))
        .isEqualTo(
            "rules/toy/first.drl:4: rule \"r\": no type NumberFeild; did you mean NumberField?");
  }

  @Test
  void a_type_of_another_file_has_to_be_imported() throws PackException {
    List<RuleSource> sources =
        List.of(
            new RuleSource("vocabulary.drl", ToyPack.VOCABULARY),
            new RuleSource("other.drl", "package toy.other;\nrule \"r\" when Word() then\nend\n"));
    assertThat(problemsOf(sources))
        .containsExactly(
            "other.drl:2: rule \"r\": Word is not imported; add: import toy.vocabulary.Word;");
  }

  @Test
  void a_number_compared_with_a_text_is_a_fault_of_the_rule_and_no_exception() {
    for (String type : List.of("IntegerField", "RealField")) {
      assertThat(problem("rule \"r\" when\n  %s( value == \"abc\" )\nthen\nend\n".formatted(type)))
          .isEqualTo(
              "rules/toy/first.drl:5: rule \"r\": compares a number with \"abc\": value == \"abc\"");
    }
  }

  @Test
  void a_field_named_like_a_word_of_the_language_is_told_as_such() {
    assertThat(problem("rule \"r\" when RealField( unit == \"s\" ) then\nend\n"))
        .contains(":4: rule \"r\": cannot read unit == \"s\"")
        .contains("cannot name a field");
  }

  @Test
  void mistakes_in_consequences_are_told_at_their_line() {
    assertThat(
            ToyPack.problems(
                """
                rule "a" when IntegerField() then
                  insertLogical( new Word( $text ) );
                end
                rule "b" when $w : IntegerField() then
                  insertLogical( new Word( $w.feild() ) );
                end
                rule "c" when $w : IntegerField() then
                  insertLogical( new Word( $w ) );
                end
                rule "d" when IntegerField() then
                  insertLogical( new Word( nothing() ) );
                end
                rule "e" when IntegerField() then
                  insertLogical( new Word( "e" ) )
                end
                """))
        .containsExactly(
            "rules/toy/first.drl:5: rule \"a\": nothing is called $text",
            "rules/toy/first.drl:8: rule \"b\": IntegerField has no method feild; did you mean field?",
            "rules/toy/first.drl:11: rule \"c\": cannot make Word of (IntegerField); it takes (String text)",
            "rules/toy/first.drl:14: rule \"d\": no function nothing; is its import missing?",
            "rules/toy/first.drl:17: rule \"e\": cannot read the consequence; is a semicolon or a"
                + " bracket missing?");
  }

  @Test
  void a_name_is_given_once_in_the_whole_pack() {
    assertThat(
            problem(
                """
                rule "r" when IntegerField() then end
                rule "r" when RealField() then end
                """))
        .isEqualTo(
            "rules/toy/first.drl:5: rule \"r\": a rule of this name is at rules/toy/first.drl:4");
  }

  @Test
  void a_rule_without_end_is_told_where_it_starts() {
    assertThat(
            problem("rule \"r\" when IntegerField() then\n  insertLogical( new Word( \"\" ) );\n"))
        .isEqualTo("rules/toy/first.drl:4: rule \"r\": has no end");
    assertThat(
            problem(
                """
                rule "r" when IntegerField() then
                rule "s" when IntegerField() then end
                """))
        .isEqualTo("rules/toy/first.drl:4: rule \"r\": has no end before the next rule");
  }

  @Test
  void broken_imports_and_declarations_are_told_instead_of_all_that_follows_from_them() {
    assertThat(
            ToyPack.problems(
                """
                import io.rungate.fact.toy.RealFeld;
                declare Box
                  size : Strin
                end
                rule "r" when Box() then end
                """))
        .containsExactly(
            "rules/toy/first.drl:4: no type io.rungate.fact.toy.RealFeld to import; did you mean RealField?",
            "rules/toy/first.drl:6: no type Strin");
  }

  @Test
  void no_message_speaks_of_generated_code() {
    assertThat(
            ToyPack.problems(
                """
                rule "a" when IntegerField( value > value.size ) then end
                rule "b" when IntegerField( field + "a" ) then end
                rule "c" when IntegerField() then int i = "a"; end
                rule "d" when IntegerField() then throw new Exception( "d" ); end
                rule "e" when IntegerField( $v : field ) RealField( value > $w ) then end
                """))
        .hasSizeGreaterThanOrEqualTo(4)
        .allSatisfy(
            text ->
                assertThat(text)
                    .startsWith("rules/toy/first.drl:")
                    .doesNotContain("Lambda", ".java", "-1", "\tat ", " class "));
  }

  private static List<String> problemsOf(List<RuleSource> sources) {
    try {
      ToyPack.compile(sources);
      return List.of();
    } catch (PackException e) {
      return e.problems().stream().map(PackProblem::toString).toList();
    }
  }
}
