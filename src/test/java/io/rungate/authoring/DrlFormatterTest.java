package io.rungate.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.Search;
import io.rungate.pack.DrlToken;
import io.rungate.pack.PackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag(Search.LONG)
class DrlFormatterTest {

  static Stream<Path> shippedRules() {
    try (Stream<Path> files = Files.walk(Path.of("rules"))) {
      return files.filter(file -> file.toString().endsWith(".drl")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("shippedRules")
  void the_shipped_rules_are_in_form(Path file) throws Exception {
    String drl = Files.readString(file);

    assertThat(DrlFormatter.of("", drl)).isEqualTo(drl);
  }

  @ParameterizedTest
  @MethodSource("shippedRules")
  void white_space_that_says_nothing_makes_no_difference(Path file) throws Exception {
    String drl = Files.readString(file);
    for (long seed = 0; seed < Search.attempts(100); seed++) {
      assertThat(DrlFormatter.of("", disturbed(drl, new Random(seed))))
          .as("seed %d", seed)
          .isEqualTo(drl);
    }
  }

  @ParameterizedTest
  @MethodSource("shippedRules")
  void lines_broken_anywhere_are_in_form_after_one_call(Path file) throws Exception {
    String drl = Files.readString(file);
    for (long seed = 0; seed < Search.attempts(100); seed++) {
      Random random = new Random(seed);
      StringBuilder broken = new StringBuilder();
      boolean comment = false;
      for (DrlToken token : DrlToken.of(drl)) {
        boolean newLine = comment || token.breaks() > 0 || random.nextInt(8) == 0;
        broken.append(newLine ? "\n" : token.spaced() ? "\t " : "").append(token.text());
        comment = token.isComment();
      }
      String once = DrlFormatter.of("", broken.toString());
      assertThat(DrlFormatter.of("", once)).as("seed %d", seed).isEqualTo(once);
    }
  }

  @Test
  void a_rule_on_one_line_is_laid_out() throws Exception {
    assertThat(
            DrlFormatter.of(
                "",
                "package p; import b.B; import a.A;declare W number:IntegerField @key end rule \"r\""
                    + " @why(\"w\") @code(\"c\") when $a:A(x==1,y in(1,2),z>-1,!w) not B()"
                    + " then insertLogical(new W($a.y(),1)); insertLogical(new B()); end"))
        .isEqualTo(
            """
            package p;

            import a.A;
            import b.B;

            declare W
              number : IntegerField @key
            end

            rule "r"
              @code( "c" )
              @why( "w" )
            when
              $a : A( x == 1, y in ( 1, 2 ), z > -1, !w ) not B()
            then
              insertLogical( new W( $a.y(), 1 ) );
              insertLogical( new B() );
            end
            """);
  }

  @Test
  void comments_stay_with_what_they_are_about() throws Exception {
    assertThat(
            DrlFormatter.of(
                "",
                """
                // the whole file
                package p;
                import b.B; // for b

                // about a
                import a.A;


                // nobody in particular

                // about r
                rule "r" // r
                    // about the reason
                    @why( "w" )
                    @code( "c" ) // the code
                when // now
                  // first
                  A( x == 1, // one
                     y == 2 )
                /* several
                     lines */
                then
                  insertLogical( new B() ); // done
                end // of r
                """))
        .isEqualTo(
            """
            // the whole file
            package p;

            // about a
            import a.A;
            import b.B; // for b

            // nobody in particular

            // about r
            rule "r" // r
              @code( "c" ) // the code
              // about the reason
              @why( "w" )
            when // now
              // first
              A( x == 1, // one
                  y == 2 )
              /* several
                 lines */
            then
              insertLogical( new B() ); // done
            end // of r
            """);
  }

  @Test
  void texts_are_not_touched() throws Exception {
    String drl =
        "package p;\n\nrule \"a  (b) // c\"\n  @why( \"x ,y; end\\\"  then\" )\nwhen\n"
            + "  A( b == \"when  \" )\nthen\nend\n";

    assertThat(DrlFormatter.of("", drl)).isEqualTo(drl);
  }

  @Test
  void what_has_no_form_is_refused_with_its_line() {
    for (String drl :
        List.of(
            "package p;\n\nfunction int f() { return 1; }\n",
            "package p;\n\nrule \"r\n",
            "package p;\n\n/* open\n",
            "package p;\n\nrule \"r\" when A()\n")) {
      assertThatThrownBy(() -> DrlFormatter.of("", drl))
          .isInstanceOfSatisfying(
              PackException.class,
              fault -> assertThat(fault.problems().get(0).line()).isEqualTo(3));
    }
  }

  /** Adds and takes white space where it says nothing: around signs, in indents and blank lines. */
  private static String disturbed(String drl, Random random) {
    StringBuilder out = new StringBuilder();
    DrlToken left = null;
    for (DrlToken token : DrlToken.of(drl)) {
      boolean names = left != null && isName(left) && isName(token);
      String space = List.of("", " ", "   ", "\t", " \t ").get(random.nextInt(5));
      if (token.breaks() > 0) {
        boolean elsewhere = !token.isComment() && !left.isComment() && !token.is("rule");
        out.append(" ".repeat(random.nextInt(3)));
        out.append("\n".repeat(elsewhere ? 1 + random.nextInt(2) : token.breaks())).append(space);
      } else if (keepsItsSpace(left, token)) {
        out.append(token.spaced() ? " " : "");
      } else {
        out.append(names && space.isEmpty() ? " " : space);
      }
      out.append(token.text());
      left = token;
    }
    return out.append("\n".repeat(random.nextInt(3))).toString();
  }

  /** Where white space is the author's choice. */
  private static boolean keepsItsSpace(DrlToken left, DrlToken token) {
    return left == null || left.is("/") || left.is("-") || token.is("/") || token.is("-");
  }

  private static boolean isName(DrlToken token) {
    return token.kind() == DrlToken.Kind.NAME || token.kind() == DrlToken.Kind.TEXT;
  }
}
