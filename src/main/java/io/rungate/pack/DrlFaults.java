package io.rungate.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;

/**
 * What is wrong with a file that the parser does not understand, in the words of the file. The
 * parser often complains far behind the mistake, so this looks for the mistake line by line: a
 * bracket or quote that is left open makes every cut into tokens unsure.
 */
final class DrlFaults {
  private static final Pattern PLACE = Pattern.compile("Line (\\d+):\\d+ (.*)", Pattern.DOTALL);
  private static final Pattern MISMATCH =
      Pattern.compile(
          "(?:mismatched input|no viable alternative at input) '(.*?)'(?: in (\\w+) \"?([^\"]*)\"?)?");
  private static final List<String> KEYWORDS =
      List.of("rule", "declare", "import", "package", "when", "then", "end");
  private static final String OPEN_QUOTE = "a text in quotes has no end";
  private static final Pattern DECLARE = Pattern.compile("\\s*declare\\s+(?:enum\\s+)?(\\w+)");
  private static final Pattern RULE = Pattern.compile("\\s*rule\\s+\"?([^\"]+)\"?");
  private static final Pattern END = Pattern.compile("\\bend\\b\\s*(?:$|//|/\\*)");

  private DrlFaults() {}

  /** The faults of a file; {@code tree} is what the parser made of it, or null after errors. */
  static List<PackProblem> of(RuleSource source, DrlParser parser, PackageDescr tree) {
    int comment = openComment(source);
    if (comment > 0) {
      return List.of(
          new PackProblem(source.file(), comment, "a comment that opens here has no end"));
    }
    PackProblem swallowed = tree != null && consequencesAreWhole(tree) ? null : missingEnd(source);
    if (swallowed != null) {
      return List.of(swallowed); // whatever else the parser says follows from it
    }
    int annotation = parser.hasErrors() ? openAnnotation(source) : 0;
    if (annotation > 0) {
      String what = "an annotation has no closing bracket";
      return List.of(new PackProblem(source.file(), annotation, what));
    }
    List<PackProblem> problems = new ArrayList<>();
    parser.getErrors().forEach(error -> problems.add(syntaxProblem(source, error)));
    problems.removeIf(Objects::isNull);
    if (problems.stream().anyMatch(problem -> problem.message().equals(OPEN_QUOTE))) {
      problems.removeIf(problem -> !problem.message().equals(OPEN_QUOTE)); // they follow from it
    }
    if (parser.hasErrors() && problems.isEmpty()) {
      problems.add(new PackProblem(source.file(), 0, OPEN_QUOTE));
    }
    return problems;
  }

  private static boolean consequencesAreWhole(PackageDescr tree) {
    return tree.getRules().stream()
        .flatMap(rule -> String.valueOf(rule.getConsequence()).lines())
        .noneMatch(line -> RULE.matcher(line).lookingAt());
  }

  private static PackProblem syntaxProblem(RuleSource source, DroolsError error) {
    String text = error.getMessage().replaceFirst("^\\[ERR \\d+] ", "");
    Matcher place = PLACE.matcher(text);
    if (!place.matches() || text.contains("unexpected exception")) {
      return null; // the parser stumbled over its own first error, which is in the list as well
    }
    int line = Integer.parseInt(place.group(1));
    String said = place.group(2).lines().findFirst().orElse("");
    Matcher mismatch = MISMATCH.matcher(said);
    if (!mismatch.find()) {
      return new PackProblem(source.file(), line, said);
    }
    String found = mismatch.group(1);
    String rule = "rule".equals(mismatch.group(2)) ? mismatch.group(3) : null;
    if (found.equals("<eof>") && rule != null) {
      int starts = source.lineWhere(one -> one.strip().startsWith("rule") && one.contains(rule));
      return new PackProblem(source.file(), starts > 0 ? starts : line, rule, "has no end");
    }
    if (found.isEmpty()) {
      int open = source.lineWhere(one -> hasOpenQuote(one.replace("\\\"", "")));
      return new PackProblem(source.file(), open > 0 ? open : line, rule, OPEN_QUOTE);
    }
    String hint = hint(found);
    return new PackProblem(source.file(), line, rule, "did not expect '" + found + "' here" + hint);
  }

  static boolean hasOpenQuote(String line) {
    return line.chars().filter(c -> c == '"').count() % 2 == 1;
  }

  private static String hint(String found) {
    return switch (found) {
      case "=", "equals", "is" -> "; did you mean ==, <= or >=?";
      case "end" -> "; is its then missing, or a bracket left open before it?";
      case "then" -> "; is its when missing, or a bracket left open before it?";
      default ->
          KEYWORDS.contains(found)
              ? "; is a bracket left open before it?"
              : Spelling.hint(found, KEYWORDS);
    };
  }

  /** The rest of the file would be a comment, with all its rules. */
  private static int openComment(RuleSource source) {
    List<DrlToken> tokens = DrlToken.of(source.text());
    for (int i = 0; i + 1 < tokens.size(); i++) {
      DrlToken next = tokens.get(i + 1);
      if (tokens.get(i).is("/") && !next.spaced() && next.breaks() == 0 && next.is("*")) {
        return next.line();
      }
    }
    return 0;
  }

  /** An annotation without its bracket swallows the rest of the file. */
  private static int openAnnotation(RuleSource source) {
    List<String> lines = source.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("@") && line.contains("(")) {
        int open = DrlToken.of(line).stream().mapToInt(DrlToken::nests).sum();
        String next = i + 1 < lines.size() ? lines.get(i + 1).strip() : "";
        if (open > 0 && (next.startsWith("@") || next.equals("when"))) {
          return i + 1;
        }
      }
    }
    return 0;
  }

  /**
   * A rule without an end swallows the next one into its consequence, which then makes no sense, or
   * fails at a word that is quite right.
   */
  private static PackProblem missingEnd(RuleSource source) {
    PackProblem open = null; // what is to be told if the next thing starts before an end
    int line = 0;
    for (String text : source.text().lines().toList()) {
      line++;
      Matcher rule = RULE.matcher(text);
      Matcher declared = DECLARE.matcher(text);
      boolean declares = declared.lookingAt();
      if (declares || rule.lookingAt()) {
        if (open != null) {
          return open;
        }
        open =
            declares
                ? new PackProblem(
                    source.file(), line, "the declaration of " + declared.group(1) + " has no end")
                : new PackProblem(
                    source.file(), line, rule.group(1), "has no end before the next rule");
      }
      open = END.matcher(text).find() ? null : open;
    }
    return null;
  }
}
