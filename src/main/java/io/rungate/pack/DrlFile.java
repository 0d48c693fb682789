package io.rungate.pack;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.kie.api.io.Resource;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * A rule file as the parser sees it; nothing is compiled for it.
 *
 * @param source the text
 * @param tree what the parser made of it
 */
public record DrlFile(RuleSource source, PackageDescr tree) {
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
  private static final Map<String, String> SEVERITIES =
      Map.of("Refusal", "error", "Warning", "warning", "Note", "note");
  private static final Pattern OBJECTION = Pattern.compile("\\bnew\\s+(Refusal|Warning|Note)\\b");
  private static final Pattern NEXT_RULE = Pattern.compile("(?m)^[ \\t]*rule[ \\t]+[\"\\w]");

  /**
   * Reads all files.
   *
   * @throws PackException with the syntax errors of all files, and rules that cannot be told apart
   *     by name
   */
  public static List<DrlFile> parseAll(List<RuleSource> sources) throws PackException {
    List<DrlFile> files = new ArrayList<>();
    List<PackProblem> problems = new ArrayList<>();
    for (RuleSource source :
        sources.stream().sorted(Comparator.comparing(RuleSource::file)).toList()) {
      files.add(parse(source, problems));
    }
    if (problems.isEmpty()) {
      reportDoubleNames(files, problems);
    }
    if (!problems.isEmpty()) {
      throw new PackException(problems);
    }
    return files;
  }

  /**
   * The annotations, and the severity that the consequence gives a finding; what they must be is
   * the lint's business.
   */
  public List<RuleCard> cards() {
    return rules().stream().map(this::card).toList();
  }

  public List<RuleDescr> rules() {
    return tree.getRules().stream().sorted(Comparator.comparingInt(RuleDescr::getLine)).toList();
  }

  /** The same file, line by line, with all rules but some left blank. */
  public DrlFile keeping(Collection<RuleDescr> some) {
    StringBuilder text = new StringBuilder(source.text());
    for (RuleDescr rule : tree.getRules()) {
      if (!some.contains(rule)) {
        int end = Math.min(rule.getEndCharacter() + 1, text.length());
        for (int i = rule.getStartCharacter(); i < end; i++) {
          if (text.charAt(i) != '\n') {
            text.setCharAt(i, ' ');
          }
        }
      }
    }
    return new DrlFile(new RuleSource(source.file(), text.toString()), tree);
  }

  private RuleCard card(RuleDescr rule) {
    Map<String, String> tags = new TreeMap<>();
    for (AnnotationDescr annotation : rule.getAnnotations()) {
      Object value = annotation.getSingleValue();
      tags.put(annotation.getName(), value == null ? "" : unquoted(value.toString().strip()));
    }
    Matcher objection = OBJECTION.matcher(String.valueOf(rule.getConsequence()));
    if (objection.find()) {
      tags.putIfAbsent("severity", SEVERITIES.get(objection.group(1)));
    }
    String path = tree.getName();
    String concern = path.substring(path.lastIndexOf('.') + 1);
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

  private static DrlFile parse(RuleSource source, List<PackProblem> problems) {
    DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
    PackageDescr tree = null;
    try {
      tree = parser.parse((Resource) null, new StringReader(source.text()));
    } catch (DroolsParserException | RuntimeException e) {
      problems.add(new PackProblem(source.file(), 0, null, "cannot be read as rules"));
    }
    boolean legible = tree != null && !parser.hasErrors();
    PackProblem swallowed = legible && consequencesAreWhole(tree) ? null : missingEnd(source);
    if (swallowed != null) {
      problems.add(swallowed); // whatever else the parser says follows from it
      return new DrlFile(source, tree);
    }
    int annotation = parser.hasErrors() ? openAnnotation(source) : 0;
    if (annotation > 0) {
      problems.add(
          new PackProblem(source.file(), annotation, null, "an annotation has no closing bracket"));
      return new DrlFile(source, tree);
    }
    int before = problems.size();
    for (DroolsError error : parser.getErrors()) {
      PackProblem problem = syntaxProblem(source, error);
      if (problem != null) {
        problems.add(problem);
      }
    }
    List<PackProblem> own = problems.subList(before, problems.size());
    if (own.stream().anyMatch(problem -> problem.message().equals(OPEN_QUOTE))) {
      own.removeIf(problem -> !problem.message().equals(OPEN_QUOTE)); // they follow from it
    }
    if (parser.hasErrors() && problems.size() == before) {
      problems.add(new PackProblem(source.file(), 0, null, OPEN_QUOTE));
    }
    if (legible && (tree.getName() == null || tree.getName().isEmpty())) {
      problems.add(new PackProblem(source.file(), 1, null, "does not start with a package"));
    }
    return new DrlFile(source, tree);
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
    Matcher mismatch = MISMATCH.matcher(place.group(2).lines().findFirst().orElse(""));
    if (!mismatch.find()) {
      return new PackProblem(
          source.file(), line, null, place.group(2).lines().findFirst().orElse(""));
    }
    String found = mismatch.group(1);
    String rule = "rule".equals(mismatch.group(2)) ? mismatch.group(3) : null;
    if (found.equals("<eof>") && rule != null) {
      return new PackProblem(source.file(), lineOf(source, rule, line), rule, "has no end");
    }
    if (found.isEmpty()) {
      return new PackProblem(source.file(), openQuote(source, line), rule, OPEN_QUOTE);
    }
    String hint = hint(found);
    return new PackProblem(source.file(), line, rule, "did not expect '" + found + "' here" + hint);
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

  /** An annotation without its bracket swallows the rest of the file. */
  private static int openAnnotation(RuleSource source) {
    List<String> lines = source.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("@") && line.contains("(")) {
        int open = 0;
        for (Token token : Token.of(line, i + 1)) {
          open += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
        String next = i + 1 < lines.size() ? lines.get(i + 1).strip() : "";
        if (open > 0 && (next.startsWith("@") || next.equals("when"))) {
          return i + 1;
        }
      }
    }
    return 0;
  }

  private static int lineOf(RuleSource source, String rule, int otherwise) {
    List<String> lines = source.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().startsWith("rule") && lines.get(i).contains(rule)) {
        return i + 1;
      }
    }
    return otherwise;
  }

  private static int openQuote(RuleSource source, int otherwise) {
    List<String> lines = source.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).replace("\\\"", "").chars().filter(c -> c == '"').count() % 2 == 1) {
        return i + 1;
      }
    }
    return otherwise;
  }

  /**
   * A rule without an end swallows the next one into its consequence, which then makes no sense, or
   * fails at a word that is quite right.
   */
  private static PackProblem missingEnd(RuleSource source) {
    List<String> lines = source.text().lines().toList();
    int open = 0;
    for (int line = 1; line <= lines.size(); line++) {
      String text = lines.get(line - 1);
      if (RULE.matcher(text).lookingAt() || DECLARE.matcher(text).lookingAt()) {
        if (open > 0) {
          Matcher declared = DECLARE.matcher(lines.get(open - 1));
          if (declared.lookingAt()) {
            String what = "the declaration of " + declared.group(1) + " has no end";
            return new PackProblem(source.file(), open, null, what);
          }
          Matcher name = RULE.matcher(lines.get(open - 1));
          String rule = name.lookingAt() ? name.group(1) : null;
          return new PackProblem(source.file(), open, rule, "has no end before the next rule");
        }
        open = line;
      }
      if (END.matcher(text).find()) {
        open = 0;
      }
    }
    return null;
  }

  private static void reportDoubleNames(List<DrlFile> files, List<PackProblem> problems) {
    Map<String, String> places = new HashMap<>();
    for (DrlFile file : files) {
      for (RuleDescr rule : file.rules()) {
        String place = file.source().file() + ":" + rule.getLine();
        String other = places.putIfAbsent(rule.getName(), place);
        if (other != null) {
          problems.add(
              new PackProblem(
                  file.source().file(),
                  rule.getLine(),
                  rule.getName(),
                  "a rule of this name is at " + other));
        }
      }
    }
  }
}
