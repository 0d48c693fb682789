package io.rungate.pack;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternDestinationDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * A rule cut into what checks look at.
 *
 * @param conditions everything between {@code when} and {@code then}
 * @param consequence everything between {@code then} and {@code end}
 * @param patterns the facts that the rule asks for, those under {@code not}, {@code exists} and
 *     {@code accumulate} included
 */
public record RuleText(
    DrlFile file,
    RuleDescr rule,
    List<Token> conditions,
    List<Token> consequence,
    List<Pattern> patterns) {

  private static final Set<String> OBJECTIONS = Set.of("Refusal", "Warning", "Note");

  /**
   * One fact that a rule asks for.
   *
   * @param type its type as written
   * @param constraints each of its constraints
   */
  public record Pattern(String type, int line, List<List<Token>> constraints) {}

  public static List<RuleText> of(DrlFile file) {
    return file.rules().stream().map(rule -> of(file, rule)).toList();
  }

  private static RuleText of(DrlFile file, RuleDescr rule) {
    List<String> lines = file.source().text().lines().toList();
    int end = Math.min(rule.getEndLine(), lines.size());
    String text = String.join("\n", lines.subList(Math.max(rule.getLine() - 1, 0), end));
    List<Token> all = Token.of(text, rule.getLine());
    int when = indexOf(all, "when", 0);
    int then = indexOf(all, "then", Math.max(when, 0));
    List<Token> conditions =
        when < 0 || then < 0 ? List.of() : List.copyOf(all.subList(when + 1, then));
    String consequence = rule.getConsequence() == null ? "" : rule.getConsequence().toString();
    return new RuleText(
        file,
        rule,
        conditions,
        Token.of(consequence, firstLine(rule, lines, consequence)),
        patterns(rule));
  }

  /**
   * The engine counts a consequence from the line of {@code then}, and drops the blank after it.
   */
  private static int firstLine(RuleDescr rule, List<String> lines, String consequence) {
    int line = Math.max(rule.getConsequenceLine(), rule.getLine());
    String first = consequence.lines().findFirst().orElse("").strip();
    while (line < lines.size() && !first.isEmpty() && !lines.get(line - 1).contains(first)) {
      line++;
    }
    return line;
  }

  private static int indexOf(List<Token> tokens, String word, int from) {
    for (int i = from; i < tokens.size(); i++) {
      if (tokens.get(i).is(word)) {
        return i;
      }
    }
    return -1;
  }

  /** The names that the conditions bind, with their {@code $}. */
  public Set<String> bound() {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i + 1 < conditions.size(); i++) {
      if (conditions.get(i).isName()
          && (conditions.get(i + 1).is(":") || conditions.get(i + 1).is(":="))) {
        names.add(conditions.get(i).text());
      }
    }
    return names;
  }

  /** What the rule concludes; several only in a rule that has not been checked yet. */
  public List<Conclusion> conclusions() {
    List<Conclusion> found = new ArrayList<>();
    for (int i = 0; i + 2 < consequence.size(); i++) {
      if (consequence.get(i).is("insertLogical") && consequence.get(i + 1).is("(")) {
        found.add(Conclusion.at(consequence, i + 2));
      }
    }
    return found;
  }

  /** True for a rule that objects to a run: it owes a code and a message. */
  public boolean objects() {
    return conclusions().stream()
        .anyMatch(one -> one.type() != null && OBJECTIONS.contains(one.type()));
  }

  public String name() {
    return rule.getName();
  }

  public String fileName() {
    return file.source().file();
  }

  /** Its words in one line, which is the same for texts that differ in white space only. */
  public static String normal(List<Token> tokens) {
    return tokens.stream()
        .map(token -> token.isText() ? '"' + token.text() + '"' : token.text())
        .collect(Collectors.joining(" "));
  }

  private static List<Pattern> patterns(RuleDescr rule) {
    Set<PatternDescr> found = new LinkedHashSet<>();
    collect(rule.getLhs(), found);
    List<Pattern> patterns = new ArrayList<>();
    for (PatternDescr pattern : found) {
      List<List<Token>> constraints = new ArrayList<>();
      for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
        int line = constraint.getLine() > 0 ? constraint.getLine() : pattern.getLine();
        constraints.add(Token.of(constraint.toString(), line));
      }
      patterns.add(new Pattern(pattern.getObjectType(), pattern.getLine(), constraints));
    }
    return patterns;
  }

  private static void collect(Object part, Set<PatternDescr> found) {
    if (part instanceof PatternDescr pattern) {
      if (pattern.getSource() == null) {
        found.add(pattern);
      }
      collect(pattern.getSource(), found);
    } else if (part instanceof ConditionalElementDescr group) {
      group.getDescrs().forEach(inner -> collect(inner, found));
    }
    if (part instanceof PatternDestinationDescr source && source.getInputPattern() != null) {
      collect(source.getInputPattern(), found);
    }
    if (part instanceof org.drools.drl.ast.descr.AccumulateDescr accumulate) {
      collect(accumulate.getInput(), found);
    }
  }
}
