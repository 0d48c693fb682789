package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.PackProblem;
import io.rungate.pack.Spelling;
import io.rungate.rules.RuleCompiler.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.FunctionImportDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternDestinationDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.ast.descr.TypeDeclarationDescr;
import org.drools.drl.ast.descr.TypeFieldDescr;
import org.kie.api.builder.Message;

/**
 * Finds out which rule is at fault when a pack does not compile, and says it in the words of the
 * rule.
 *
 * <p>The engine reports many mistakes without a line, or in code that it generated. So each rule is
 * compiled again alone, with all declarations and no other rule; what still fails is the fault of
 * that rule.
 */
final class FaultFinder {
  private static final Pattern NO_TYPE =
      Pattern.compile("(\\S+) cannot be resolved to a type|Unable to find class: (\\S+)");
  private static final Pattern NO_VARIABLE =
      Pattern.compile("(\\S+) cannot be resolved(?: to a variable| or is not a field)?");
  private static final Pattern NO_METHOD =
      Pattern.compile("The method (\\w+)\\(.*\\) is undefined for the type (\\w+).*");
  private static final Pattern NO_CONSTRUCTOR =
      Pattern.compile("The constructor (\\w+)(\\(.*\\)) is undefined");
  private static final Pattern NO_LEFT =
      Pattern.compile("Unable to parse left part of expression: (.*)");
  private static final Pattern NOT_UNDERSTOOD =
      Pattern.compile("Unable to Analyse Expression (.*?):?");
  private static final Pattern NO_CONDITION =
      Pattern.compile("Predicate '(.*)' must be a Boolean expression");
  private static final Pattern NO_FIELD =
      Pattern.compile("Unknown field (\\w+) on (?:class )?(\\S+)");
  private static final Pattern MISSING_METHOD =
      Pattern.compile("Method (\\w+) on class (\\S+) with arguments .* is missing");
  private static final Pattern NO_JAVA =
      Pattern.compile("Unable to parse consequence caused by: \\(line (\\d+),.*");
  private static final Pattern GENERATED =
      Pattern.compile("\\b(?:Lambda\\w*?|Rules|DomainClassesMetadata)[0-9A-F]{32}\\w*");
  private static final Pattern TEXT_COMPARED =
      Pattern.compile("(?:[=!<>]=?\\s*)(\"[^\"]*\"|[\\w.]*\\d[A-Za-z]\\b)");
  private static final Pattern FIRST_WORD = Pattern.compile("(?:\\$?\\w+\\s*:\\s*)?!?\\s*(\\w+)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");

  /** TypeIndex that the engine's own grammar takes away from fields. */
  private static final Set<String> GRAMMAR =
      Set.of("unit", "when", "not", "import", "package", "extends", "then", "rule", "end", "query");

  private final List<DrlFile> files;
  private final TypeIndex words;

  FaultFinder(List<DrlFile> files) {
    this.files = files;
    this.words = new TypeIndex(files);
  }

  /** The faults behind a build that failed; never empty. */
  List<PackProblem> explain(Outcome failed) {
    Set<PackProblem> problems = new LinkedHashSet<>();
    files.forEach(file -> checkHeader(file, problems));
    if (!problems.isEmpty()) {
      return sorted(problems); // every rule fails on these, and would hide them
    }
    Outcome bare = RuleCompiler.build(files.stream().map(file -> file.keeping(List.of())).toList());
    if (!bare.isClean()) {
      describe(bare, null, null, problems);
      return sorted(problems);
    }
    for (DrlFile file : files) {
      Outcome alone = build(file, file);
      if (!alone.isClean()) {
        int before = problems.size();
        describeFaulty(file, file.rules(), alone, problems);
        if (problems.size() == before) {
          describe(alone, file, null, problems);
        }
      }
    }
    if (problems.isEmpty()) {
      describe(failed, null, null, problems);
    }
    return sorted(problems);
  }

  /**
   * Describes the rules of a file that do not compile alone. A half without a fault is left out at
   * once, so that one fault among a thousand rules takes a few builds.
   *
   * @param outcome what came of building these rules together
   */
  private void describeFaulty(
      DrlFile file, List<RuleDescr> rules, Outcome outcome, Collection<PackProblem> problems) {
    if (outcome.isClean() || rules.isEmpty()) {
      return;
    }
    if (rules.size() == 1) {
      describe(outcome, file, rules.get(0), problems);
      return;
    }
    int half = rules.size() / 2;
    for (List<RuleDescr> some :
        List.of(rules.subList(0, half), rules.subList(half, rules.size()))) {
      describeFaulty(file, some, build(file, file.keeping(some)), problems);
    }
  }

  private Outcome build(DrlFile file, DrlFile instead) {
    return RuleCompiler.build(
        files.stream().map(other -> other == file ? instead : other.keeping(List.of())).toList());
  }

  private void checkHeader(DrlFile file, Collection<PackProblem> problems) {
    String path = file.source().file();
    for (ImportDescr imported : file.tree().getImports()) {
      String target = imported.getTarget();
      if (!words.isImport(target)) {
        int line = lineOf(file, target, imported.getLine());
        problems.add(new PackProblem(path, line, null, words.noImport(target)));
      }
    }
    for (FunctionImportDescr imported : file.tree().getFunctionImports()) {
      String fault = words.noFunction(imported.getTarget());
      if (fault != null) {
        problems.add(
            new PackProblem(
                path, lineOf(file, imported.getTarget(), imported.getLine()), null, fault));
      }
    }
    for (TypeDeclarationDescr declared : file.tree().getTypeDeclarations()) {
      String parent = declared.getSuperTypeName();
      if (parent != null && !words.isDeclared(file, parent)) {
        String fault =
            words.isType(file, parent)
                ? declared.getTypeName() + " may only extend a declared type, not " + parent
                : words.noType(file, parent);
        problems.add(new PackProblem(path, declared.getLine(), null, fault));
      }
      for (TypeFieldDescr field : declared.getFields().values()) {
        String type = field.getPattern().getObjectType();
        if (!words.isType(file, type)) {
          int line = field.getLine() > 0 ? field.getLine() : declared.getLine();
          problems.add(new PackProblem(path, line, null, words.noType(file, type)));
        }
      }
    }
  }

  private void describe(
      Outcome outcome, DrlFile file, RuleDescr rule, Collection<PackProblem> problems) {
    if (outcome.thrown() != null) {
      problems.add(thrown(outcome.thrown(), file, rule));
    }
    Set<String> seen = new TreeSet<>();
    for (Message message : outcome.errors()) {
      String text = message.getText().lines().findFirst().orElse("").strip();
      if (!text.startsWith("Java source of") && seen.add(text)) {
        problems.add(translated(text, message, file, rule));
      }
    }
    for (Linkage.Breach breach : outcome.breaches()) {
      if (seen.add(breach.names())) {
        String word = breach.names().substring(breach.names().lastIndexOf('.') + 1);
        problems.add(
            problem(
                fileOf(file, breach.inClass()),
                rule,
                word,
                "may not use " + breach.names() + ": rules only conclude"));
      }
    }
  }

  /**
   * The engine throws on some mistakes in conditions; which one it was is read from the rule
   * itself.
   */
  private PackProblem thrown(Throwable thrown, DrlFile file, RuleDescr rule) {
    if (rule != null) {
      for (Constraint constraint : constraints(rule)) {
        Matcher word = FIRST_WORD.matcher(constraint.text());
        if (word.lookingAt() && GRAMMAR.contains(word.group(1))) {
          return at(
              file,
              constraint.line(),
              rule,
              "cannot read "
                  + constraint.text()
                  + ": "
                  + word.group(1)
                  + " is a word of the rule language and cannot name a field");
        }
      }
      if (thrown instanceof NumberFormatException) {
        for (Constraint constraint : constraints(rule)) {
          Matcher text = TEXT_COMPARED.matcher(constraint.text());
          if (text.find() && !isNumber(text.group(1)) && isNumeric(file, constraint)) {
            return at(
                file,
                constraint.line(),
                rule,
                "compares a number with " + text.group(1) + ": " + constraint.text());
          }
        }
        return problem(file, rule, null, "compares a number with something that is none");
      }
    }
    return problem(file, rule, null, "cannot be read by the rule compiler");
  }

  private PackProblem translated(String text, Message message, DrlFile file, RuleDescr rule) {
    if (file == null || rule == null) {
      DrlFile found = file != null ? file : fileOf(null, message.getPath());
      boolean inRules = message.getPath() != null && message.getPath().endsWith(".drl");
      int line = inRules ? Math.max(message.getLine(), 0) : 0;
      return at(found, line, null, clean(text));
    }
    Matcher m = NO_TYPE.matcher(text);
    if (m.matches()) {
      String type = m.group(1) != null ? m.group(1) : m.group(2);
      return problem(file, rule, type, words.noType(file, type));
    }
    m = NO_LEFT.matcher(text);
    if (m.matches()) {
      return leftPart(m.group(1).strip(), file, rule);
    }
    m = NOT_UNDERSTOOD.matcher(text);
    if (m.matches()) {
      Set<String> bound = bound(rule);
      for (Matcher v = VARIABLE.matcher(m.group(1)); v.find(); ) {
        if (!bound.contains(v.group())) {
          return unknownName(v.group(), file, rule);
        }
      }
      return problem(file, rule, m.group(1).strip(), "cannot understand " + m.group(1).strip());
    }
    m = NO_METHOD.matcher(text);
    if (m.matches()) {
      String name = m.group(1);
      if (GENERATED.matcher(m.group(2)).matches()) {
        Set<String> functions = new TreeSet<>();
        file.tree()
            .getFunctionImports()
            .forEach(
                f -> functions.add(f.getTarget().substring(f.getTarget().lastIndexOf('.') + 1)));
        String hint = Spelling.hint(name, functions);
        return problem(
            file,
            rule,
            name,
            "no function " + name + (hint.isEmpty() ? "; is its import missing?" : hint));
      }
      String type = m.group(2);
      return problem(
          file,
          rule,
          name,
          type + " has no method " + name + Spelling.hint(name, words.fields(file, type)));
    }
    m = NO_CONSTRUCTOR.matcher(text);
    if (m.matches()) {
      String takes = words.parameters(file, m.group(1));
      return problem(
          file,
          rule,
          "new " + m.group(1),
          "cannot make "
              + m.group(1)
              + " of "
              + m.group(2)
              + (takes == null ? "" : "; it takes " + takes));
    }
    m = NO_CONDITION.matcher(text);
    if (m.matches()) {
      return problem(file, rule, m.group(1), m.group(1) + " is neither true nor false");
    }
    m = NO_FIELD.matcher(text);
    if (m.matches()) {
      String type = m.group(2);
      String fault = words.noField(file, type, m.group(1));
      return problem(
          file,
          rule,
          m.group(1),
          fault != null ? simple(fault) : simple(type) + " has no field " + m.group(1));
    }
    m = MISSING_METHOD.matcher(text);
    if (m.matches()) {
      String type = m.group(2);
      String hint = Spelling.hint(m.group(1), words.fields(file, type));
      return problem(file, rule, m.group(1), simple(type) + " has no method " + m.group(1) + hint);
    }
    m = NO_JAVA.matcher(text);
    if (m.matches()) {
      int line = rule.getConsequenceLine() + Integer.parseInt(m.group(1)) - 1;
      return at(
          file, line, rule, "cannot read the consequence; is a semicolon or a bracket missing?");
    }
    m = NO_VARIABLE.matcher(text);
    if (m.matches()) {
      return unknownName(m.group(1), file, rule);
    }
    return problem(file, rule, null, clean(text));
  }

  private PackProblem leftPart(String expression, DrlFile file, RuleDescr rule) {
    for (Constraint constraint : constraints(rule)) {
      Matcher word = FIRST_WORD.matcher(constraint.text());
      if (constraint.text().contains(expression) && word.lookingAt()) {
        String fault = words.noField(file, constraint.type(), word.group(1));
        if (fault != null) {
          return at(file, constraint.line(), rule, fault);
        }
      }
    }
    return problem(file, rule, expression, "cannot understand " + expression);
  }

  private PackProblem unknownName(String name, DrlFile file, RuleDescr rule) {
    for (Constraint constraint : constraints(rule)) {
      if (constraint.text().contains("\"" + name + "\"")) {
        // The engine takes the quotes off where it expects a number.
        return at(
            file,
            constraint.line(),
            rule,
            "compares a number with \"" + name + "\": " + constraint.text());
      }
    }
    String what = name.startsWith("$") ? "nothing is called " + name : "no " + name;
    return problem(file, rule, name, what + Spelling.hint(name, bound(rule)));
  }

  /** One condition on one fact. */
  private record Constraint(String type, String text, int line) {}

  private static List<Constraint> constraints(RuleDescr rule) {
    List<Constraint> constraints = new ArrayList<>();
    for (PatternDescr pattern : patterns(rule)) {
      for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
        int line = constraint.getLine() > 0 ? constraint.getLine() : pattern.getLine();
        constraints.add(
            new Constraint(pattern.getObjectType(), constraint.toString().strip(), line));
      }
    }
    return constraints;
  }

  private static List<PatternDescr> patterns(RuleDescr rule) {
    List<PatternDescr> found = new ArrayList<>();
    collect(rule.getLhs(), found);
    return found;
  }

  private static void collect(Object part, List<PatternDescr> found) {
    if (part instanceof PatternDescr pattern) {
      found.add(pattern);
      collect(pattern.getSource(), found);
    } else if (part instanceof ConditionalElementDescr group) {
      group.getDescrs().forEach(inner -> collect(inner, found));
    }
    if (part instanceof PatternDestinationDescr source && source.getInputPattern() != null) {
      if (!found.contains(source.getInputPattern())) {
        collect(source.getInputPattern(), found);
      }
    }
  }

  private static Set<String> bound(RuleDescr rule) {
    Set<String> names = new TreeSet<>();
    for (PatternDescr pattern : patterns(rule)) {
      names.addAll(pattern.getAllBoundIdentifiers());
    }
    return names;
  }

  private boolean isNumeric(DrlFile file, Constraint constraint) {
    Matcher word = FIRST_WORD.matcher(constraint.text());
    return !word.lookingAt() || words.numeric(file, constraint.type(), word.group(1));
  }

  private static boolean isNumber(String text) {
    return text.matches("-?\\d+(\\.\\d+)?");
  }

  private static PackProblem problem(DrlFile file, RuleDescr rule, String word, String message) {
    int line = rule == null ? 0 : lineIn(file, rule, word);
    return at(file, line, rule, message);
  }

  private static PackProblem at(DrlFile file, int line, RuleDescr rule, String message) {
    return new PackProblem(
        file == null ? "rules" : file.source().file(),
        line,
        rule == null ? null : rule.getName(),
        message);
  }

  /** The line of a rule on which a word stands, else the line on which the rule starts. */
  private static int lineIn(DrlFile file, RuleDescr rule, String word) {
    if (word != null) {
      Pattern whole = Pattern.compile("(?<![\\w$])" + Pattern.quote(word) + "(?![\\w$])");
      List<String> lines = file.source().text().lines().toList();
      for (int line = rule.getLine() + 1;
          line <= Math.min(rule.getEndLine(), lines.size());
          line++) {
        String text = lines.get(line - 1);
        if (!text.strip().startsWith("@") && whole.matcher(text).find()) {
          return line;
        }
      }
    }
    return rule.getLine();
  }

  private static int lineOf(DrlFile file, String word, int otherwise) {
    List<String> lines = file.source().text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(word)) {
        return i + 1;
      }
    }
    return otherwise;
  }

  /** The file that a path, or a class by its package, belongs to; null if that cannot be told. */
  private DrlFile fileOf(DrlFile known, String place) {
    if (known != null || place == null) {
      return known;
    }
    String dotted = place.replace('/', '.');
    for (DrlFile file : files) {
      if (file.source().file().endsWith(place) || dotted.contains(file.tree().getName() + ".")) {
        return file;
      }
    }
    return files.size() == 1 ? files.get(0) : null;
  }

  /** A type without its package, at the start of a text. */
  private static String simple(String text) {
    return text.replaceFirst("^(?:\\w+\\.)+(?=\\w)", "");
  }

  private static String clean(String text) {
    return GENERATED.matcher(text).replaceAll("this rule").replaceFirst("\\s*:?\\s*$", "");
  }

  private static List<PackProblem> sorted(Collection<PackProblem> problems) {
    return problems.stream()
        .sorted(Comparator.comparing(PackProblem::file).thenComparingInt(PackProblem::line))
        .toList();
  }
}
