package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.fact.Source;
import io.rungate.fact.TextField;
import io.rungate.fact.toy.BooleanField;
import io.rungate.fact.toy.IntegerField;
import io.rungate.fact.toy.RealField;
import io.rungate.pack.PackException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the rule language makes of records; the packs rely on it. */
class RuleLanguageTest {
  private static final IntegerField NONE = new IntegerField("none", BigInteger.ZERO);
  private static final IntegerField MANY = new IntegerField("many", BigInteger.TWO.pow(70));

  private static List<String> conclude(String rules, Object... facts) throws PackException {
    return ToyPack.conclusions(ToyPack.compile(ToyPack.of(rules)), facts);
  }

  @Test
  void an_unlimited_integer_compares_with_a_small_one() throws PackException {
    String rules =
        """
        rule "above" when $w : IntegerField( value > 0 ) then
          insertLogical( new Word( "above " + $w.field() ) );
        end
        rule "equal" when $w : IntegerField( value == 0 ) then
          insertLogical( new Word( "equal " + $w.field() ) );
        end
        rule "below" when $w : IntegerField( value < 1 ) then
          insertLogical( new Word( "below " + $w.field() ) );
        end
        rule "named" when IntegerField( field == "many", value >= 3 ) then
          insertLogical( new Word( "named" ) );
        end
        """;
    assertThat(conclude(rules, NONE, MANY))
        .containsExactly("above many", "below none", "equal none", "named");
  }

  @Test
  void a_pattern_on_a_sealed_interface_sees_its_methods_as_fields() throws PackException {
    String rules =
        """
        rule "by name" when NumberField( field == "r" ) then
          insertLogical( new Word( "name" ) );
        end
        rule "as field" when $q : NumberField( zero == true ) then
          insertLogical( new Word( "zero " + $q.field() ) );
        end
        rule "as method" when $q : NumberField( isZero() ) then
          insertLogical( new Word( "isZero " + $q.field() ) );
        end
        """;
    assertThat(conclude(rules, NONE, MANY, new RealField("r", 2.5)))
        .containsExactly("isZero none", "name", "zero none");
  }

  /** So that it never matters which of two rules concludes first. */
  @Test
  void words_are_equal_when_all_their_keys_are_those_of_the_extended_word_too()
      throws PackException {
    String rules =
        """
        declare Pool name : String @key end
        declare SizedPool extends Pool size : String @key end
        rule "one" when NumberField() then insertLogical( new SizedPool( "a", "1" ) ); end
        rule "other" when NumberField() then insertLogical( new SizedPool( "b", "1" ) ); end
        rule "again" when NumberField() then insertLogical( new SizedPool( "a", "1" ) ); end
        rule "told" when SizedPool( $name : name ) then insertLogical( new Word( $name ) ); end
        """;
    assertThat(conclude(rules, MANY)).containsExactly("a", "b");
  }

  @Test
  void a_boolean_component_is_a_condition_by_itself() throws PackException {
    String rules =
        """
        rule "on" when $f : BooleanField( on ) then insertLogical( new Word( "on " + $f.name() ) ); end
        rule "off" when $f : BooleanField( !on ) then insertLogical( new Word( "off " + $f.name() ) ); end
        """;
    assertThat(conclude(rules, new BooleanField("a", true), new BooleanField("b", false)))
        .containsExactly("off b", "on a");
  }

  @Test
  void a_consequence_can_hand_its_rule_and_match_to_an_imported_function() throws PackException {
    String rules =
        """
        import function io.rungate.fact.toy.Notes.note;
        rule "noted" when IntegerField( $name : field, $v : value ) then
          insertLogical( new Word( note( drools.getRule(), drools.getMatch() ) ) );
        end
        """;
    assertThat(conclude(rules, NONE)).containsExactly("noted $name=none $v=0");
  }

  @Test
  void functions_are_imported_by_import_static_too() throws PackException {
    String rules =
        """
        import static io.rungate.fact.toy.Notes.note;
        rule "noted" when IntegerField() then
          insertLogical( new Word( note( drools.getRule(), drools.getMatch() ) ) );
        end
        """;
    assertThat(conclude(rules, NONE)).containsExactly("noted");
  }

  @Test
  void the_usual_operators_and_accumulations_may_be_used() throws PackException {
    String rules =
        """
        import io.rungate.fact.TextField;
        rule "in" when IntegerField( field in ( "none", "few" ), field not in ( "many" ) ) then
          insertLogical( new Word( "in" ) );
        end
        rule "starts" when IntegerField( field str[startsWith] "no" ) then
          insertLogical( new Word( "starts" ) );
        end
        rule "fits" when TextField( fits( "^v\\\\d+\\\\.[^-]*-rc" ) ) then
          insertLogical( new Word( "fits" ) );
        end
        rule "does not fit" when TextField( fits( "^\\\\d" ) ) then
          insertLogical( new Word( "does not fit" ) );
        end
        rule "counts" when accumulate( $v : RealField(); $n : count( $v ) ) then
          insertLogical( new Word( "counted " + $n ) );
        end
        rule "lists" when accumulate( $r : RealField(); $l : collectList( $r ) ) exists RealField() not BooleanField() then
          insertLogical( new Word( "listed " + $l.size() ) );
        end
        """;
    assertThat(
            conclude(
                rules,
                NONE,
                new RealField("r", 2.5),
                new RealField("s", 1),
                new TextField("image", "", "v1.2-rc1", Source.variable("IMAGE"))))
        .containsExactly("counted 2", "fits", "in", "listed 2", "starts");
  }
}
