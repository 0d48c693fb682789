package io.rungate.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.fact.toy.Flag;
import io.rungate.fact.toy.Real;
import io.rungate.fact.toy.Whole;
import io.rungate.pack.PackException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the rule language makes of records; the packs rely on it. */
class RuleLanguageTest {
  private static final Whole NONE = new Whole("none", BigInteger.ZERO);
  private static final Whole MANY = new Whole("many", BigInteger.TWO.pow(70));

  private static List<String> conclude(String rules, Object... facts) throws PackException {
    return ToyPack.conclusions(RuleCompiler.compile(ToyPack.of(rules)), facts);
  }

  @Test
  void an_unlimited_integer_compares_with_a_small_one() throws PackException {
    String rules =
        """
        rule "above" when $w : Whole( value > 0 ) then
          insertLogical( new Word( "above " + $w.field() ) );
        end
        rule "equal" when $w : Whole( value == 0 ) then
          insertLogical( new Word( "equal " + $w.field() ) );
        end
        rule "below" when $w : Whole( value < 1 ) then
          insertLogical( new Word( "below " + $w.field() ) );
        end
        rule "named" when Whole( field == "many", value >= 3 ) then
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
        rule "by name" when Quantity( field == "r" ) then
          insertLogical( new Word( "name" ) );
        end
        rule "as field" when $q : Quantity( zero == true ) then
          insertLogical( new Word( "zero " + $q.field() ) );
        end
        rule "as method" when $q : Quantity( isZero() ) then
          insertLogical( new Word( "isZero " + $q.field() ) );
        end
        """;
    assertThat(conclude(rules, NONE, MANY, new Real("r", 2.5)))
        .containsExactly("isZero none", "name", "zero none");
  }

  @Test
  void a_boolean_component_is_a_condition_by_itself() throws PackException {
    String rules =
        """
        rule "on" when $f : Flag( on ) then insertLogical( new Word( "on " + $f.name() ) ); end
        rule "off" when $f : Flag( !on ) then insertLogical( new Word( "off " + $f.name() ) ); end
        """;
    assertThat(conclude(rules, new Flag("a", true), new Flag("b", false)))
        .containsExactly("off b", "on a");
  }

  @Test
  void a_consequence_can_hand_its_rule_and_match_to_an_imported_function() throws PackException {
    String rules =
        """
        import function io.rungate.fact.toy.Notes.note;
        rule "noted" when Whole( $name : field, $v : value ) then
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
        rule "noted" when Whole() then
          insertLogical( new Word( note( drools.getRule(), drools.getMatch() ) ) );
        end
        """;
    assertThat(conclude(rules, NONE)).containsExactly("noted");
  }

  @Test
  void the_usual_operators_and_accumulations_may_be_used() throws PackException {
    String rules =
        """
        rule "in" when Whole( field in ( "none", "few" ), field not in ( "many" ) ) then
          insertLogical( new Word( "in" ) );
        end
        rule "matches" when Whole( field matches "n.*", field str[startsWith] "no" ) then
          insertLogical( new Word( "matches" ) );
        end
        rule "sums" when accumulate( Real( $v : value ); $n : count( $v ), $s : sum( $v ), $m : max( $v ) ) then
          insertLogical( new Word( $n + " " + $s + " " + $m ) );
        end
        rule "lists" when accumulate( $r : Real(); $l : collectList( $r ) ) exists Real() not Flag() then
          insertLogical( new Word( "listed " + $l.size() ) );
        end
        """;
    assertThat(conclude(rules, NONE, new Real("r", 2.5), new Real("s", 1)))
        .containsExactly("2 3.5 2.5", "in", "listed 2", "matches");
  }
}
