package io.rungate.cases;

import io.rungate.cases.RuleParts.Condition;
import io.rungate.cases.RuleParts.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Mistakes that people make in rules, each made once in every place where it fits. */
final class RuleMutants {
  private static final Pattern BINDING = Pattern.compile("\\$\\w+\\s*:\\s*[\\w.()]+");
  private static final Pattern WORD =
      Pattern.compile("(?:\\$\\w+\\s*:\\s*)?([a-z]\\w*(?:\\.\\w+)*)");
  private static final Pattern SIGN =
      Pattern.compile("((?:\\w+\\.)*)(zero|positive|negative)(\\s*==\\s*false)?");
  private static final Pattern OPERATOR = Pattern.compile("==|!=|<=|>=|<|>|&&|\\|\\|");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.$])\\d+(?![\\w.])");
  private static final Pattern QUOTED = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"");
  private static final Pattern COMPARED = Pattern.compile("(\\w+)\\s*(?:==|!=)\\s*$");
  private static final Pattern KEYWORD = Pattern.compile("\\A(not|exists)\\b");
  private static final Pattern ELEMENTS = Pattern.compile("\\bin\\s*\\(");
  private static final Pattern OPERANDS =
      Pattern.compile("(\\$\\w+)\\.(minus|over)\\(\\s*(\\$\\w+)\\s*\\)");

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

  /** The next wrong thing to conclude; types with their package, since they may not be imported. */
  private static final Map<String, String> OTHER_CONCLUSIONS =
      Map.of(
          "Refusal", "io.rungate.fact.Warning",
          "Warning", "io.rungate.fact.Refusal",
          "Note", "io.rungate.fact.Warning",
          "strict", "tolerant",
          "tolerant", "strict",
          "accepted", "rejected",
          "rejected", "accepted",
          "plus", "times",
          "times", "plus");

  private final List<RuleParts> rules;
  private final MutationDictionary pools;
  private final List<Mutant> mutants = new ArrayList<>();
  private final Set<String> texts = new LinkedHashSet<>();

  private RuleMutants(List<RuleParts> rules, MutationDictionary pools) {
    this.rules = rules;
    this.pools = pools;
  }

  /** The mutants of all rules, rule by rule; none twice. */
  static List<Mutant> of(List<RuleParts> rules, MutationDictionary pools) {
    RuleMutants all = new RuleMutants(rules, pools);
    all.rules.forEach(all::mutate);
    return all.mutants;
  }

  private void mutate(RuleParts rule) {
    add(
        rule,
        rule.start(),
        "the rule is dropped",
        rule.with(new Span(rule.start(), rule.end()), ""));
    for (Condition condition : rule.conditions()) {
      replace(rule, condition.span(), "", "condition is dropped: " + rule.text(condition.span()));
      keyword(rule, condition.span());
      for (List<Span> constraints : condition.patterns()) {
        constraints.forEach(constraint -> constraint(rule, constraints, constraint));
      }
      literals(rule, condition.span());
    }
    consequence(rule);
    roles(rule);
  }

  private void keyword(RuleParts rule, Span condition) {
    Matcher word = KEYWORD.matcher(rule.text(condition));
    if (word.find()) {
      String other = word.group(1).equals("not") ? "exists" : "not";
      Span span = new Span(condition.start(), condition.start() + word.end());
      replace(rule, span, other, word.group(1) + " becomes " + other);
    }
  }

  private void constraint(RuleParts rule, List<Span> all, Span one) {
    String text = rule.text(one);
    if (!BINDING.matcher(text).matches() || WORD.matcher(text).matches() && !text.startsWith("$")) {
      String rest =
          all.stream()
              .filter(span -> span != one)
              .map(rule::text)
              .collect(Collectors.joining(", "));
      Span whole = new Span(all.get(0).start(), all.get(all.size() - 1).end());
      add(rule, one.start(), "constraint is dropped: " + text, rule.with(whole, rest));
    }
    Matcher word = WORD.matcher(text);
    if (word.matches() && !text.startsWith("$")) {
      becomes(rule, one, text + " == false");
    }
    Matcher sign = SIGN.matcher(text);
    if (sign.matches()) {
      boolean negated = sign.group(3) != null;
      String near =
          switch (sign.group(2)) {
            case "zero" -> negated ? "positive" : "positive == false";
            case "positive" -> negated ? "zero" : "zero == false";
            default -> negated ? "positive" : "positive == false";
          };
      becomes(rule, one, sign.group(1) + near);
      if (negated) {
        becomes(rule, one, sign.group(1) + sign.group(2));
      }
    }
    Matcher elements = ELEMENTS.matcher(rule.masked()).region(one.start(), one.end());
    if (elements.find()) {
      elements(rule, elements.start(), elements.end());
    }
  }

  private void elements(RuleParts rule, int word, int open) {
    replace(rule, new Span(word, word), "not ", "in becomes not in");
    List<Span> parts =
        RuleParts.split(rule.file(), rule.masked(), open, RuleParts.closing(rule.masked(), open));
    Span whole = new Span(parts.get(0).start(), parts.get(parts.size() - 1).end());
    for (Span part : parts) {
      String rest =
          parts.stream()
              .filter(other -> other != part)
              .map(rule::text)
              .collect(Collectors.joining(", "));
      if (!rest.isEmpty()) {
        add(
            rule,
            part.start(),
            "is not in the list any more: " + rule.text(part),
            rule.with(whole, rest));
      }
    }
  }

  /** Operators, numbers and texts of a condition. */
  private void literals(RuleParts rule, Span condition) {
    each(OPERATOR, rule.masked(), condition)
        .forEach(
            found ->
                OTHER_OPERATORS
                    .get(found.group())
                    .forEach(other -> becomes(rule, condition, found, other)));
    numbers(rule, condition);
    for (MatchResult found : each(QUOTED, rule.file(), condition)) {
      Matcher left = COMPARED.matcher(rule.file().substring(condition.start(), found.start()));
      if (left.find()) {
        pools
            .other(left.group(1), found.group(1))
            .ifPresent(other -> becomes(rule, condition, found, '"' + other + '"'));
      }
    }
  }

  private void numbers(RuleParts rule, Span span) {
    for (MatchResult found : each(NUMBER, rule.masked(), span)) {
      long number = Long.parseLong(found.group());
      becomes(rule, span, found, Long.toString(number + 1));
      if (number > 0) {
        becomes(rule, span, found, Long.toString(number - 1));
      }
    }
  }

  private void consequence(RuleParts rule) {
    Span span = rule.consequence();
    numbers(rule, span);
    for (MatchResult found : each(Pattern.compile("\\b\\w+\\b"), rule.masked(), span)) {
      String other = found.group().equals("true") ? "false" : OTHER_CONCLUSIONS.get(found.group());
      other = found.group().equals("false") ? "true" : other;
      if (other != null) {
        becomes(rule, span, found, other);
      }
    }
    for (MatchResult found : each(QUOTED, rule.file(), span)) {
      pools
          .otherConcluded(MutationDictionary.place(rule, found.start()), found.group(1))
          .ifPresent(other -> becomes(rule, span, found, '"' + other + '"'));
    }
    for (MatchResult found : each(OPERANDS, rule.masked(), span)) {
      becomes(
          rule, span, found, found.group(3) + "." + found.group(2) + "( " + found.group(1) + " )");
    }
  }

  /** The rule about one role becomes the rule about the other. */
  private void roles(RuleParts rule) {
    if (rule.conditions().isEmpty() || pools.roles().isEmpty()) {
      return;
    }
    Map<String, String> swap = new LinkedHashMap<>();
    swap.put(pools.roles().get(0), pools.roles().get(1));
    swap.put(pools.roles().get(1), pools.roles().get(0));
    Span body = new Span(rule.conditions().get(0).span().start(), rule.end());
    Pattern word =
        Pattern.compile("(?<![A-Za-z])(" + String.join("|", pools.roles()) + ")(?![A-Za-z])");
    Function<MatchResult, String> swapped =
        quoted ->
            Matcher.quoteReplacement(
                word.matcher(quoted.group()).replaceAll(found -> swap.get(found.group())));
    String text = QUOTED.matcher(rule.text(body)).replaceAll(swapped);
    add(
        rule,
        rule.start(),
        String.join(" and ", pools.roles()) + " are swapped",
        rule.with(body, text));
  }

  private static List<MatchResult> each(Pattern what, String text, Span span) {
    return what.matcher(text).region(span.start(), span.end()).results().toList();
  }

  private void becomes(RuleParts rule, Span span, String text) {
    replace(rule, span, text, rule.text(span) + " becomes " + text);
  }

  /** A part of a condition is told together with its surroundings, which say what it means. */
  private void becomes(RuleParts rule, Span around, MatchResult found, String text) {
    String before = rule.file().substring(around.start(), found.start());
    String after = rule.file().substring(found.end(), around.end());
    String context = (before + "[" + found.group() + "]" + after).replaceAll("\\s+", " ").strip();
    replace(rule, new Span(found.start(), found.end()), text, context + " becomes " + text);
  }

  private void replace(RuleParts rule, Span span, String text, String change) {
    add(rule, span.start(), change, rule.with(span, text));
  }

  private void add(RuleParts rule, int place, String change, String text) {
    if (!text.equals(rule.file()) && texts.add(text)) {
      mutants.add(
          new Mutant(
              rule.card().file(),
              rule.lineOf(place),
              rule.card().name(),
              change.replaceAll("\\s+", " "),
              text));
    }
  }
}
