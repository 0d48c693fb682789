package io.rungate.rules;

import io.rungate.fact.Fact;
import io.rungate.fact.TableRow;
import io.rungate.pack.DrlToken;
import io.rungate.pack.FactTypes;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.pack.Span;
import io.rungate.rules.Operands.Operand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds conditions that compile and can never hold: a name that nobody gives is to the engine a
 * text like any other. A rule that cannot fire is worse than none, since it looks like a check; so
 * a pack with such a rule is refused when it is compiled.
 */
final class NeverMatching {
  private static final Set<String> PLAIN =
      Set.of(FactTypes.TEXT, FactTypes.NUMBER, FactTypes.BOOLEAN);

  private static final Set<String> NUMBERS = Set.of("IntegerField", "RealField", "NumberField");

  private final PackSymbols terms;
  private final LintFindings findings;
  private final KnownNames names;

  private NeverMatching(PackSymbols terms, LintFindings findings) {
    this.terms = terms;
    this.findings = findings;
    this.names = new KnownNames(terms, findings);
  }

  static void check(PackSymbols terms, LintFindings findings) {
    NeverMatching checks = new NeverMatching(terms, findings);
    for (RuleText rule : terms.rules()) {
      Operands operands = new Operands(terms, rule);
      rule.patterns().forEach(pattern -> checks.pattern(rule, operands, pattern));
    }
  }

  private void pattern(RuleText rule, Operands operands, RuleText.Pattern pattern) {
    String type = Operands.simple(pattern.type());
    boolean known = FactTypes.javaType(type) != null || terms.types().declaration(type) != null;
    if (known && !terms.canBe(type)) {
      boolean fact = FactTypes.javaType(type) != null && terms.scope() != null;
      String what =
          fact && isGiven(FactTypes.javaType(type))
              ? "can never fire: " + terms.scope() + " has no " + type
              : "can never fire: no rule concludes " + type;
      findings.add(LintCode.NEVER_CONCLUDED, rule, pattern.line(), what);
    } else { // the compiler tells a type that is not known, with the one that was meant
      for (Span part : pattern.constraints()) {
        for (Comparison one : Comparison.in(rule.tokens(part))) {
          one.right().forEach(right -> compared(rule, operands, type, one, right));
        }
        patterns(rule, rule.tokens(part));
      }
      twoAtOnce(rule, operands, type, pattern);
    }
  }

  /** A fact says what is judged, and no rule concludes it. */
  private static boolean isGiven(Class<?> type) {
    return Fact.class.isAssignableFrom(type) && type != TableRow.class;
  }

  /** {@code fits( "..." )} with what no text has. */
  private void patterns(RuleText rule, List<DrlToken> words) {
    for (int i = 0; i + 2 < words.size(); i++) {
      DrlToken text = words.get(i + 2);
      if (words.get(i).is("fits") && words.get(i + 1).is("(") && text.isText()) {
        String pattern = text.value().translateEscapes();
        if (KeyShape.of(pattern).impossible()) {
          findings.add(LintCode.IDLE_PATTERN, rule, text.line(), "no text can match " + pattern);
        }
      }
    }
  }

  /** One field that is to be two texts: no fact has both. */
  private void twoAtOnce(RuleText rule, Operands operands, String type, RuleText.Pattern pattern) {
    Map<String, String> asked = new HashMap<>();
    for (Span part : pattern.constraints()) {
      List<DrlToken> words = rule.tokens(part);
      if (words.stream().anyMatch(one -> one.isOneOf(Set.of("||", "or", "!", "not")))) {
        continue; // one of them is enough
      }
      for (Comparison one : Comparison.in(words)) {
        String text = operands.of(type, one.right().get(0)).text();
        String field = shown(one.left());
        if (one.operator().is("==") && text != null) {
          String other = asked.putIfAbsent(field, text);
          if (other != null && !other.equals(text)) {
            String what = "%s cannot be \"%s\" and \"%s\"".formatted(field, other, text);
            findings.add(LintCode.TEXT_AND_NUMBER, rule, one.operator().line(), what);
          }
        }
      }
    }
  }

  private void compared(
      RuleText rule, Operands operands, String type, Comparison one, List<DrlToken> value) {
    Operand left = operands.of(type, one.left());
    Operand right = operands.of(type, value);
    boolean turned = left.field() == null && right.field() != null; // 3 < value
    Operand field = turned ? right : left;
    Operand other = turned ? left : right;
    int line = one.operator().line();
    String what =
        mixed(one, field, shown(turned ? value : one.left()), other, turned ? one.left() : value);
    if (what != null) {
      findings.add(LintCode.TEXT_AND_NUMBER, rule, line, what);
    }
    if (!one.orders() && field.field() != null && other.text() != null) {
      if (one.isPartial()) {
        names.checkPart(rule, line, field, one.operator().text(), other.text());
      } else {
        names.check(rule, line, field.owner(), field.field(), other.text());
      }
    }
  }

  private static String mixed(
      Comparison one, Operand left, String leftShown, Operand right, List<DrlToken> rightWords) {
    if (left.type() == null || right.type() == null || one.isPartial()) {
      return null;
    }
    if (right.type().equals(Operands.NULL)) {
      boolean maybe =
          left.field() == null
              || left.field().equals("fallback")
              || FactTypes.javaType(left.owner()) == null; // a cell of a table may be empty
      boolean asked = one.operator().is("==") || one.operator().is("in");
      return asked && !maybe ? "compares " + leftShown + " with null, which it never is" : null;
    }
    String leftNamed = named(left, leftShown);
    boolean literal = right.field() == null && !rightWords.get(0).text().startsWith("$");
    String rightNamed = literal ? shown(rightWords) : named(right, shown(rightWords));
    if (NUMBERS.contains(left.type()) && right.type().equals(FactTypes.NUMBER)) {
      return RuleFaults.ofItsOwn(leftShown, left.type());
    }
    if (one.orders()) {
      return isOrdered(left) && isOrdered(right)
          ? null
          : "orders " + leftNamed + " by " + rightNamed;
    }
    boolean plain = PLAIN.contains(left.type()) || PLAIN.contains(right.type());
    boolean any = (left.type() + right.type()).contains(FactTypes.ANY);
    return plain && !any && !left.type().equals(right.type())
        ? "compares " + leftNamed + " with " + rightNamed
        : null;
  }

  /** What has no order that a rule could mean: texts go by their letters, "10" before "9". */
  private static boolean isOrdered(Operand one) {
    return !Set.of(FactTypes.TEXT, FactTypes.BOOLEAN, FactTypes.ANY).contains(one.type());
  }

  private static String named(Operand one, String shown) {
    return switch (one.type()) {
      case FactTypes.TEXT -> "the text " + shown;
      case FactTypes.NUMBER -> "the number " + shown;
      case FactTypes.BOOLEAN -> "the boolean " + shown;
      case FactTypes.ANY -> shown + ", which may be a text,";
      default -> "the " + one.type() + " " + shown;
    };
  }

  static String shown(List<DrlToken> words) {
    return words.stream()
        .map(one -> one.isText() ? '"' + one.value() + '"' : one.text())
        .collect(Collectors.joining());
  }
}
