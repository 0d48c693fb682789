package io.rungate.pack;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternDestinationDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * A rule as it is written, cut into its parts. Nobody else does: reports, checks, mutants and the
 * comparison of packs all ask here.
 *
 * @param source its file
 * @param rule what the parser made of it
 * @param card what it says about itself
 * @param span from the word {@code rule} to behind the word {@code end}
 * @param when what stands between {@code when} and {@code then}
 * @param then what stands between {@code then} and {@code end}
 * @param conditions the words of {@code when}, without comments
 * @param consequence the words of {@code then}, without comments, as the engine takes them
 * @param patterns the facts that the rule asks for, those under {@code not}, {@code exists} and
 *     {@code accumulate} included
 */
public record RuleText(
    RuleSource source,
    RuleDescr rule,
    RuleCard card,
    Span span,
    Span when,
    Span then,
    List<DrlToken> conditions,
    List<DrlToken> consequence,
    List<Pattern> patterns) {

  /** What joins a condition to the one before it. */
  private static final Set<String> JOINTS = Set.of("&&", "||", "and", "or", "from", "over");

  /** One fact that a rule asks for, with each of its constraints; its type is as written. */
  public record Pattern(String type, int line, int start, List<Span> constraints) {}

  /** A pattern, or what is under {@code not}, {@code exists} or {@code accumulate}. */
  public record Condition(Span span, List<Pattern> patterns) {}

  static RuleText of(RuleSource source, String packageName, RuleDescr rule) {
    int start = rule.getStartCharacter();
    Span all = new Span(start, Math.min(rule.getEndCharacter() + 1, source.text().length()));
    List<DrlToken> tokens =
        code(DrlToken.of(source.text().substring(start, all.end()), start, rule.getLine()));
    int when = indexOf(tokens, "when", 0);
    int then = indexOf(tokens, "then", Math.max(when, 0));
    int end = then;
    for (int i = then + 1; i < tokens.size(); i++) {
      end = tokens.get(i).is("end") ? i : end;
    }
    boolean whole = when >= 0 && then >= 0;
    Span conditions = whole ? between(tokens, when, then) : new Span(start, start);
    Span consequence =
        then >= 0 && end > then ? between(tokens, then, end) : new Span(start, start);
    List<DrlToken> concludes = consequence(source, rule, consequence);
    return new RuleText(
        source,
        rule,
        card(source, packageName, rule, concludes),
        end > then ? new Span(start, tokens.get(tokens.size() - 1).end()) : all,
        conditions,
        consequence,
        whole ? List.copyOf(tokens.subList(when + 1, then)) : List.of(),
        concludes,
        patterns(source, rule));
  }

  private static List<DrlToken> code(List<DrlToken> tokens) {
    return tokens.stream().filter(token -> !token.isComment()).toList();
  }

  /** The words that the engine will run, at their place in the file. */
  private static List<DrlToken> consequence(RuleSource source, RuleDescr rule, Span then) {
    String text = Objects.toString(rule.getConsequence(), "");
    int at = Math.max(source.text().indexOf(text, then.start()), then.start());
    return code(DrlToken.of(text, at, source.lineOf(at)));
  }

  private static Span between(List<DrlToken> tokens, int before, int behind) {
    return new Span(tokens.get(before).end(), tokens.get(behind).start());
  }

  /** A word outside all brackets: annotations may hold it too. */
  private static int indexOf(List<DrlToken> tokens, String word, int from) {
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      depth += depth(tokens.get(i));
      if (depth == 0 && tokens.get(i).is(word)) {
        return i;
      }
    }
    return -1;
  }

  private static int depth(DrlToken token) {
    return token.nests() + (token.is("[") ? 1 : token.is("]") ? -1 : 0);
  }

  private static RuleCard card(
      RuleSource source, String packageName, RuleDescr rule, List<DrlToken> consequence) {
    Map<String, String> tags = new TreeMap<>();
    for (AnnotationDescr annotation : rule.getAnnotations()) {
      String value = Objects.toString(annotation.getSingleValue(), "");
      tags.put(annotation.getName(), unquoted(value.strip()));
    }
    Conclusion.all(consequence).stream()
        .map(Conclusion::severity)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(severity -> tags.putIfAbsent("severity", severity));
    String concern = packageName.substring(packageName.lastIndexOf('.') + 1);
    return new RuleCard(
        rule.getName(), concern, source.file(), rule.getLine(), rule.getEndLine(), tags);
  }

  /**
   * The only place where the quotes of annotations are taken off: the engine keeps them, people do
   * not want them.
   */
  private static String unquoted(String value) {
    if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
      return value;
    }
    return value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
  }

  private static List<Pattern> patterns(RuleSource source, RuleDescr rule) {
    Set<PatternDescr> found = new LinkedHashSet<>();
    collect(rule.getLhs(), found);
    List<Pattern> patterns = new ArrayList<>();
    for (PatternDescr pattern : found) {
      List<Span> constraints =
          pattern.getConstraint().getDescrs().stream()
              .map(one -> new Span(one.getStartCharacter(), one.getEndCharacter() + 1))
              .toList();
      int start = pattern.getStartCharacter();
      patterns.add(new Pattern(pattern.getObjectType(), source.lineOf(start), start, constraints));
    }
    return patterns;
  }

  private static void collect(Object part, Set<PatternDescr> found) {
    if (part instanceof PatternDescr pattern) {
      found.add(pattern);
      collect(pattern.getSource(), found);
    } else if (part instanceof ConditionalElementDescr group) {
      group.getDescrs().forEach(inner -> collect(inner, found));
    }
    if (part instanceof PatternDestinationDescr source && source.getInputPattern() != null) {
      collect(source.getInputPattern(), found);
    }
    if (part instanceof AccumulateDescr accumulate) {
      collect(accumulate.getInput(), found);
    }
  }

  /** The conditions in order: each ends with its brackets, unless a word joins the next to it. */
  public List<Condition> parts() {
    List<Condition> parts = new ArrayList<>();
    int depth = 0;
    int start = -1;
    for (int i = 0; i < conditions.size(); i++) {
      DrlToken token = conditions.get(i);
      start = start < 0 ? token.start() : start;
      depth += depth(token);
      boolean joined = i + 1 < conditions.size() && conditions.get(i + 1).isOneOf(JOINTS);
      if (token.is(")") && depth == 0 && !joined) {
        Span span = new Span(start, token.end());
        parts.add(
            new Condition(span, patterns.stream().filter(one -> span.holds(one.start())).toList()));
        start = -1;
      }
    }
    return parts;
  }

  /** The stretches between the commas of a list whose bracket is the token at {@code open}. */
  public static List<Span> items(List<DrlToken> tokens, int open) {
    List<Span> items = new ArrayList<>();
    int depth = 1;
    int first = open + 1;
    for (int i = open + 1; i < tokens.size() && depth > 0; i++) {
      depth += depth(tokens.get(i));
      if (depth == 0 || depth == 1 && tokens.get(i).is(",")) {
        if (i > first) {
          items.add(new Span(tokens.get(first).start(), tokens.get(i - 1).end()));
        }
        first = i + 1;
      }
    }
    return items;
  }

  /** The words of the conditions or the consequence that stand in a part of them. */
  public List<DrlToken> tokens(Span part) {
    List<DrlToken> all = then.holds(part) ? consequence : conditions;
    return all.stream().filter(token -> part.holds(token.span())).toList();
  }

  public String text(Span part) {
    return source.text().substring(part.start(), part.end());
  }

  /** A part as written, without the indent that all its lines share. */
  public String shown(Span part) {
    return text(part)
        .lines()
        .dropWhile(String::isBlank)
        .collect(Collectors.joining("\n"))
        .stripIndent()
        .strip();
  }

  /** The file with other text in one place. */
  public String with(Span part, String text) {
    return source.text().substring(0, part.start()) + text + source.text().substring(part.end());
  }

  /** The line of a place, from 1. */
  public int lineOf(int place) {
    return source.lineOf(place);
  }

  /** The line of an annotation: the parser forgets where they stand. */
  public int lineOf(String annotation) {
    return lineWith("@" + annotation);
  }

  /** The first line of the rule that holds a text, else the one on which it starts. */
  public int lineWith(String text) {
    int at = source.text().indexOf(text, span.start());
    return at >= 0 && span.holds(at) ? lineOf(at) : rule.getLine();
  }

  /** The names that the conditions bind, with their {@code $}. */
  public Set<String> bound() {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i + 1 < conditions.size(); i++) {
      if (conditions.get(i).isName() && conditions.get(i + 1).isOneOf(Set.of(":", ":="))) {
        names.add(conditions.get(i).text());
      }
    }
    return names;
  }

  /** What the rule concludes; several only in a rule that has not been checked yet. */
  public List<Conclusion> conclusions() {
    return Conclusion.all(consequence);
  }

  /** True for a rule that objects to a run: it owes a code and a message. */
  public boolean objects() {
    return conclusions().stream().anyMatch(one -> one.severity() != null);
  }

  public String name() {
    return rule.getName();
  }

  public String fileName() {
    return source.file();
  }
}
