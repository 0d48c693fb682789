package io.rungate.rules;

import io.rungate.pack.DrlToken;
import io.rungate.pack.FactTypes;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the words of one rule stand for: fields of the facts that it asks for, and what it binds.
 */
final class Operands {
  private static final Set<String> COUNTING = Set.of("count", "sum", "average", "min", "max");
  private static final Set<String> COLLECTING = Set.of("collectList", "collectSet");
  private static final Set<String> PLAIN =
      Set.of(FactTypes.TEXT, FactTypes.NUMBER, FactTypes.BOOLEAN);
  private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%");

  /** The type of what was collected or counted of what is no fact. */
  static final String NO_FACTS = "List";

  private static final String TALLY = "Tally";

  /** The type of what is not there. */
  static final String NULL = "null";

  private final PackSymbols terms;
  private final Map<String, Operand> bound = new HashMap<>();

  /**
   * What a part of a condition gives.
   *
   * @param owner the type that has the field, or null for what is no field
   * @param type of the value, as {@link PackSymbols#typeOf} names types; null where not known
   * @param text in quotes, where it is a literal text, else null
   */
  record Operand(String owner, String field, String type, String text) {
    private static final Operand UNKNOWN = new Operand(null, null, null, null);

    static Operand of(String type) {
      return new Operand(null, null, type, null);
    }
  }

  Operands(PackSymbols terms, RuleText rule) {
    this.terms = terms;
    bind(null, rule.conditions());
    for (RuleText.Pattern pattern : rule.patterns()) {
      pattern.constraints().forEach(one -> bind(simple(pattern.type()), rule.tokens(one)));
    }
    collected(rule.conditions());
  }

  /** A type without its package. */
  static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /**
   * The names that words bind; those outside of all facts are bound to facts and to what counts.
   */
  private void bind(String type, List<DrlToken> words) {
    for (int i = 0; i + 2 < words.size(); i++) {
      if (words.get(i).isName() && words.get(i + 1).isOneOf(Set.of(":", ":="))) {
        List<DrlToken> value = Comparison.operand(words, i + 2);
        Operand operand = type == null ? source(value) : of(type, value);
        if (type != null || operand.type() != null) {
          bound.put(words.get(i).text(), operand);
        }
      }
    }
  }

  /** {@code $all : collectList( $value )}: what holds facts is as good as the facts. */
  private void collected(List<DrlToken> words) {
    for (int i = 0; i + 5 < words.size(); i++) {
      if (words.get(i).isName()
          && words.get(i + 1).is(":")
          && (words.get(i + 2).isOneOf(COLLECTING) || words.get(i + 2).isOneOf(COUNTING))
          && words.get(i + 3).is("(")) {
        Operand one = of(null, Comparison.operand(words, i + 4));
        boolean plain = one.type() != null && PLAIN.contains(one.type());
        if (plain) {
          bound.put(words.get(i).text(), Operand.of(NO_FACTS));
        }
      }
    }
  }

  /** {@code $x : Type( ... )} and {@code $n : count( $x )}. */
  private static Operand source(List<DrlToken> words) {
    List<DrlToken> names = words.stream().takeWhile(one -> one.isName() || one.is(".")).toList();
    DrlToken last = names.isEmpty() ? null : names.get(names.size() - 1);
    if (last == null) {
      return Operand.UNKNOWN;
    }
    return last.isTypeName()
        ? Operand.of(last.text())
        : last.isOneOf(COUNTING) ? Operand.of(TALLY) : Operand.UNKNOWN;
  }

  /** What words inside the brackets of a type stand for. */
  Operand of(String type, List<DrlToken> words) {
    if (words.isEmpty()) {
      return Operand.UNKNOWN;
    }
    DrlToken first = words.get(0);
    if (first.is("(") && words.get(words.size() - 1).is(")")) {
      return of(type, words.subList(1, words.size() - 1));
    }
    if (words.size() == 1 && first.isText()) {
      return new Operand(null, null, FactTypes.TEXT, first.value());
    }
    boolean number = words.get(words.size() - 1).kind() == DrlToken.Kind.NUMBER;
    if (number && (words.size() == 1 || words.size() == 2 && first.is("-"))) {
      return Operand.of(FactTypes.NUMBER);
    }
    if (words.size() == 1 && first.isOneOf(Set.of("true", "false"))) {
      return Operand.of(FactTypes.BOOLEAN);
    }
    if (words.size() == 1 && first.is("null")) {
      return Operand.of(NULL);
    }
    if (words.size() > 1 && words.stream().anyMatch(one -> one.isOneOf(ARITHMETIC))) {
      return Operand.of(FactTypes.NUMBER);
    }
    return path(type, words);
  }

  /** {@code name}, {@code $fact.name}, {@code number.value()}. */
  private Operand path(String type, List<DrlToken> words) {
    String shape = words.stream().map(DrlToken::text).collect(Collectors.joining());
    List<String> names = new ArrayList<>(List.of(shape.replace("()", "").split("\\.")));
    if (!names.stream().allMatch(one -> one.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*"))) {
      return Operand.UNKNOWN;
    }
    Operand at = Operand.of(type);
    if (bound.containsKey(names.get(0)) || names.get(0).startsWith("$")) {
      at = bound.getOrDefault(names.remove(0), Operand.UNKNOWN);
    } else if (names.get(0).equals("this")) {
      names.remove(0);
    }
    for (String name : names) {
      if (at.type() == null) {
        return Operand.UNKNOWN;
      }
      at = new Operand(at.type(), name, terms.types().typeOf(at.type(), name), null);
    }
    return at;
  }
}
