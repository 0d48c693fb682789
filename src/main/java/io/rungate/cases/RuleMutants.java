package io.rungate.cases;

import static java.util.stream.Collectors.joining;

import io.rungate.pack.DrlToken;
import io.rungate.pack.RuleText;
import io.rungate.pack.RuleText.Condition;
import io.rungate.pack.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mistakes that people make in rules, each made once in every place where it fits. */
final class RuleMutants {
  private static final Pattern BINDING = Pattern.compile("\\$\\w+\\s*:\\s*[\\w.()]+");
  private static final Pattern WORD = Pattern.compile("[a-z]\\w*(?:\\.\\w+)*");
  private static final Pattern SIGN =
      Pattern.compile("((?:\\w+\\.)*)(zero|positive|negative)(\\s*==\\s*false)?");

  private static final Map<String, List<String>> OTHER_OPERATORS =
      Map.of(
          "==", List.of("!="),
          "!=", List.of("=="),
          "<", List.of("<=", ">"),
          "<=", List.of("<", ">"),
          ">", List.of(">=", "<"),
          ">=", List.of(">", "<"),
          "&&", List.of("||"),
          "||", List.of("&&"));

  private final MutationDictionary pools;
  private final List<Mutant> mutants = new ArrayList<>();
  private final Set<String> texts = new LinkedHashSet<>();

  private RuleMutants(MutationDictionary pools) {
    this.pools = pools;
  }

  /** The mutants of all rules, rule by rule; none twice. */
  static List<Mutant> of(List<RuleText> rules, MutationDictionary pools) {
    RuleMutants all = new RuleMutants(pools);
    rules.forEach(all::mutate);
    return all.mutants;
  }

  private void mutate(RuleText rule) {
    add(rule, rule.span().start(), "the rule is dropped", rule.with(rule.span(), ""));
    for (Condition condition : rule.parts()) {
      Span span = condition.span();
      replace(rule, span, "", "condition is dropped: " + rule.text(span));
      List<DrlToken> tokens = rule.tokens(span);
      DrlToken first = tokens.get(0);
      if (first.is("not") || first.is("exists")) {
        String other = first.is("not") ? "exists" : "not";
        replace(rule, first.span(), other, first.text() + " becomes " + other);
      }
      for (RuleText.Pattern pattern : condition.patterns()) {
        pattern.constraints().forEach(one -> constraint(rule, pattern.constraints(), one));
      }
      literals(rule, span, tokens);
    }
    consequence(rule);
    roles(rule);
  }

  private void constraint(RuleText rule, List<Span> all, Span one) {
    String text = rule.text(one);
    if (!BINDING.matcher(text).matches()) {
      without(rule, all, one, "constraint is dropped: " + text);
    }
    if (WORD.matcher(text).matches()) {
      becomes(rule, one, text + " == false");
    }
    Matcher sign = SIGN.matcher(text);
    if (sign.matches()) {
      boolean negated = sign.group(3) != null;
      String near = sign.group(2).equals("positive") ? "zero" : "positive";
      becomes(rule, one, sign.group(1) + near + (negated ? "" : " == false"));
      if (negated) {
        becomes(rule, one, sign.group(1) + sign.group(2));
      }
    }
    List<DrlToken> tokens = rule.tokens(one);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is("in") && tokens.get(i + 1).is("(")) {
        int word = tokens.get(i).start();
        replace(rule, new Span(word, word), "not ", "in becomes not in");
        List<Span> items = RuleText.items(tokens, i + 1);
        for (Span item : items.size() > 1 ? items : List.<Span>of()) {
          without(rule, items, item, "is not in the list any more: " + rule.text(item));
        }
        return;
      }
    }
  }

  /** A list without one of its parts. */
  private void without(RuleText rule, List<Span> all, Span one, String change) {
    Span whole = new Span(all.get(0).start(), all.get(all.size() - 1).end());
    String rest = all.stream().filter(other -> other != one).map(rule::text).collect(joining(", "));
    add(rule, one.start(), change, rule.with(whole, rest));
  }

  /** Operators, numbers and texts of a condition. */
  private void literals(RuleText rule, Span condition, List<DrlToken> tokens) {
    for (DrlToken token : tokens) {
      for (String other : OTHER_OPERATORS.getOrDefault(token.text(), List.of())) {
        becomes(rule, condition, token.span(), other);
      }
    }
    numbers(rule, condition, tokens);
    for (int i = 0; i < tokens.size(); i++) {
      if (MutationDictionary.isCompared(tokens, i)) {
        Span span = tokens.get(i).span();
        pools
            .other(tokens.get(i - 2).text(), tokens.get(i).value())
            .ifPresent(other -> becomes(rule, condition, span, '"' + other + '"'));
      }
    }
  }

  private void numbers(RuleText rule, Span around, List<DrlToken> tokens) {
    for (DrlToken token : tokens) {
      if (token.kind() == DrlToken.Kind.NUMBER && token.text().matches("\\d+")) {
        long number = Long.parseLong(token.text());
        becomes(rule, around, token.span(), Long.toString(number + 1));
        if (number > 0) {
          becomes(rule, around, token.span(), Long.toString(number - 1));
        }
      }
    }
  }

  private void consequence(RuleText rule) {
    List<DrlToken> tokens = rule.consequence();
    numbers(rule, rule.then(), tokens);
    for (DrlToken token : tokens) {
      String other = otherConclusion(token.text());
      if (other != null) {
        becomes(rule, rule.then(), token.span(), other);
      }
    }
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).isText()) {
        Span span = tokens.get(i).span();
        pools
            .otherConcluded(MutationDictionary.place(tokens, i), tokens.get(i).value())
            .ifPresent(other -> becomes(rule, rule.then(), span, '"' + other + '"'));
      }
    }
    for (int i = 0; i + 5 < tokens.size(); i++) {
      DrlToken left = tokens.get(i);
      DrlToken call = tokens.get(i + 2);
      DrlToken right = tokens.get(i + 4);
      boolean operands = left.text().startsWith("$") && right.text().startsWith("$");
      if (operands && call.isOneOf(Set.of("minus", "over")) && tokens.get(i + 5).is(")")) {
        Span span = new Span(left.start(), tokens.get(i + 5).end());
        String other = right.text() + "." + call.text() + "( " + left.text() + " )";
        becomes(rule, rule.then(), span, other);
      }
    }
  }

  /** The next wrong thing to conclude; types with their package, since they may not be imported. */
  private static String otherConclusion(String word) {
    return switch (word) {
      case "Refusal", "Note" -> "io.rungate.fact.Warning";
      case "Warning" -> "io.rungate.fact.Refusal";
      case "strict" -> "tolerant";
      case "tolerant" -> "strict";
      case "accepted" -> "rejected";
      case "rejected" -> "accepted";
      case "plus" -> "times";
      case "times" -> "plus";
      case "true" -> "false";
      case "false" -> "true";
      default -> null;
    };
  }

  /** The rule about one role becomes the rule about the other. */
  private void roles(RuleText rule) {
    if (rule.conditions().isEmpty() || pools.roles().isEmpty()) {
      return;
    }
    String one = pools.roles().get(0);
    String other = pools.roles().get(1);
    Pattern word = Pattern.compile("(?<![A-Za-z])(" + one + "|" + other + ")(?![A-Za-z])");
    Span body = new Span(rule.conditions().get(0).start(), rule.span().end());
    StringBuilder text = new StringBuilder();
    int copied = 0;
    for (DrlToken token : DrlToken.of(rule.text(body))) {
      if (token.isText()) {
        text.append(rule.text(body), copied, token.start());
        text.append(
            word.matcher(token.text())
                .replaceAll(found -> found.group().equals(one) ? other : one));
        copied = token.end();
      }
    }
    text.append(rule.text(body).substring(copied));
    String change = String.join(" and ", pools.roles()) + " are swapped";
    add(rule, rule.span().start(), change, rule.with(body, text.toString()));
  }

  private void becomes(RuleText rule, Span span, String text) {
    replace(rule, span, text, rule.text(span) + " becomes " + text);
  }

  /** A part of a condition is told together with its surroundings, which say what it means. */
  private void becomes(RuleText rule, Span around, Span part, String text) {
    String before = rule.text(new Span(around.start(), part.start()));
    String after = rule.text(new Span(part.end(), around.end()));
    String context = (before + "[" + rule.text(part) + "]" + after).replaceAll("\\s+", " ").strip();
    replace(rule, part, text, context + " becomes " + text);
  }

  private void replace(RuleText rule, Span span, String text, String change) {
    add(rule, span.start(), change, rule.with(span, text));
  }

  private void add(RuleText rule, int place, String change, String text) {
    if (!text.equals(rule.source().text()) && texts.add(text)) {
      String what = change.replaceAll("\\s+", " ");
      mutants.add(new Mutant(rule.fileName(), rule.lineOf(place), rule.name(), what, text));
    }
  }
}
