package io.rungate.rules;

import io.rungate.fact.IntegerField;
import io.rungate.fact.Quantity;
import io.rungate.pack.DrlFile;
import io.rungate.pack.PackProblem;
import io.rungate.pack.RuleText;
import io.rungate.pack.Span;
import io.rungate.pack.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what the engine says of one rule in the words of the rule, at the line that is meant. */
final class RuleFaults {
  private static final Pattern GENERATED =
      Pattern.compile("\\b(?:Lambda\\w*?|Rules|DomainClassesMetadata)[0-9A-F]{32}\\w*");
  private static final Pattern TEXT_COMPARED =
      Pattern.compile("(?:[=!<>]=?\\s*)(\"[^\"]*\"|[\\w.]*\\d[A-Za-z]\\b)");
  private static final Pattern FIRST_WORD = Pattern.compile("(?:\\$?\\w+\\s*:\\s*)?!?\\s*(\\w+)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");

  /** Words that the engine's own grammar takes away from fields. */
  private static final Set<String> GRAMMAR =
      Set.of("unit", "when", "not", "import", "package", "extends", "then", "rule", "end", "query");

  /** A message of the engine, and what it means in a rule. */
  private record Translation(Pattern message, BiFunction<RuleFaults, Matcher, PackProblem> says) {
    Translation(String message, BiFunction<RuleFaults, Matcher, PackProblem> says) {
      this(Pattern.compile(message), says);
    }
  }

  private static final List<Translation> TRANSLATIONS =
      List.of(
          new Translation(
              "(\\S+) cannot be resolved to a type|Unable to find class: (\\S+)",
              RuleFaults::noType),
          new Translation("Unable to parse left part of expression: (.*)", RuleFaults::noLeftPart),
          new Translation("Unable to Analyse Expression (.*?):?", RuleFaults::notUnderstood),
          new Translation(
              "The method (\\w+)\\(.*\\) is undefined for the type (\\w+).*", RuleFaults::noMethod),
          new Translation(
              "The constructor (\\w+)(\\(.*\\)) is undefined", RuleFaults::noConstructor),
          new Translation(
              "(?:Equality|Comparison) operation requires compatible types. Found (.*)",
              RuleFaults::unlike),
          new Translation(
              "Predicate '(.*)' must be a Boolean expression",
              (rule, m) -> rule.at(m.group(1), m.group(1) + " is neither true nor false")),
          new Translation("Unknown field (\\w+) on (?:class )?(\\S+)", RuleFaults::noField),
          new Translation(
              "Method (\\w+) on class (\\S+) with arguments .* is missing",
              (rule, m) -> rule.noMethod(m.group(1), m.group(2), simple(m.group(2)))),
          new Translation(
              "Unable to parse consequence caused by: \\(line (\\d+),.*", RuleFaults::noJava),
          new Translation(
              "(\\S+) cannot be resolved(?: to a variable| or is not a field)?",
              (rule, m) -> rule.unknownName(m.group(1))));

  /** One condition on one fact. */
  private record Constraint(String type, String text, int line) {
    /** The field that it is about; null if that cannot be told. */
    String field() {
      Matcher word = FIRST_WORD.matcher(text);
      return word.lookingAt() ? word.group(1) : null;
    }
  }

  private final DrlFile file;
  private final RuleText rule;
  private final TypeIndex types;
  private final List<Constraint> constraints = new ArrayList<>();

  RuleFaults(DrlFile file, RuleText rule, TypeIndex types) {
    this.file = file;
    this.rule = rule;
    this.types = types;
    for (RuleText.Pattern pattern : rule.patterns()) {
      for (Span span : pattern.constraints()) {
        int line = rule.lineOf(span.start());
        constraints.add(new Constraint(pattern.type(), rule.text(span), line));
      }
    }
  }

  /** What a message of the engine means. */
  PackProblem translated(String message) {
    for (Translation one : TRANSLATIONS) {
      Matcher found = one.message().matcher(message);
      if (found.matches()) {
        return one.says().apply(this, found);
      }
    }
    return at(null, clean(message));
  }

  /**
   * The engine throws on some mistakes in conditions; which one it was is read from the rule
   * itself.
   */
  PackProblem thrown(Throwable thrown) {
    for (Constraint one : constraints) {
      if (one.field() != null && GRAMMAR.contains(one.field())) {
        String why = one.field() + " is a word of the rule language and cannot name a field";
        return at(one.line(), "cannot read " + one.text() + ": " + why);
      }
    }
    if (!(thrown instanceof NumberFormatException)) {
      return at(null, "cannot be read by the rule compiler");
    }
    for (Constraint one : constraints) {
      Matcher text = TEXT_COMPARED.matcher(one.text());
      boolean number = one.field() == null || types.numeric(file, one.type(), one.field());
      if (text.find() && !text.group(1).matches("-?\\d+(\\.\\d+)?") && number) {
        return at(one.line(), "compares a number with " + text.group(1) + ": " + one.text());
      }
    }
    return at(null, "compares a number with something that is none");
  }

  private PackProblem noType(Matcher found) {
    String type = found.group(1) != null ? found.group(1) : found.group(2);
    return at(type, types.noType(file, type));
  }

  private PackProblem noLeftPart(Matcher found) {
    String expression = found.group(1).strip();
    for (Constraint one : constraints) {
      if (one.text().contains(expression) && one.field() != null) {
        String fault = types.noField(file, one.type(), one.field());
        if (fault != null) {
          return at(one.line(), fault);
        }
      }
    }
    return at(expression, "cannot understand " + expression);
  }

  private PackProblem notUnderstood(Matcher found) {
    String expression = found.group(1).strip();
    for (Matcher name = VARIABLE.matcher(expression); name.find(); ) {
      if (!rule.bound().contains(name.group())) {
        return unknownName(name.group());
      }
    }
    return noLeftPart(found);
  }

  /** A fact that holds a number, such as a cell of a table, beside a number itself. */
  private PackProblem unlike(Matcher found) {
    for (Constraint one : constraints) {
      Class<?> holds = one.field() == null ? null : types.holds(file, one.type(), one.field());
      boolean compared =
          one.field() != null && one.text().matches(".*\\b" + one.field() + "\\s*[=!<>].*");
      if (compared && holds != null && Quantity.class.isAssignableFrom(holds)) {
        return at(one.line(), ofItsOwn(one.field(), holds.getSimpleName()));
      }
    }
    return at(null, clean(found.group()));
  }

  /** A fact is told from the number that it holds. */
  static String ofItsOwn(String shown, String type) {
    String part = type.equals(IntegerField.class.getSimpleName()) ? "value" : "amount";
    return shown + " is a number of its own: write " + shown + "." + part;
  }

  private PackProblem noMethod(Matcher found) {
    String name = found.group(1);
    if (!GENERATED.matcher(found.group(2)).matches()) {
      return noMethod(name, found.group(2), found.group(2));
    }
    return at(name, "no function " + name + "; is its import missing?");
  }

  private PackProblem noMethod(String name, String type, String shown) {
    String hint = Spelling.hint(name, types.fields(file, type).keySet());
    return at(name, shown + " has no method " + name + hint);
  }

  private PackProblem noConstructor(Matcher found) {
    String type = found.group(1);
    String takes = types.parameters(file, type);
    String known = takes == null ? "" : "; it takes " + takes;
    return at("new " + type, "cannot make " + type + " of " + found.group(2) + known);
  }

  private PackProblem noField(Matcher found) {
    String fault = types.noField(file, found.group(2), found.group(1));
    String shown = fault == null ? found.group(2) + " has no field " + found.group(1) : fault;
    return at(found.group(1), simple(shown));
  }

  private PackProblem noJava(Matcher found) {
    int line = rule.rule().getConsequenceLine() + Integer.parseInt(found.group(1)) - 1;
    return at(line, "cannot read the consequence; is a semicolon or a bracket missing?");
  }

  private PackProblem unknownName(String name) {
    for (Constraint one : constraints) {
      if (one.text().contains("\"" + name + "\"")) {
        // The engine takes the quotes off where it expects a number.
        return at(one.line(), "compares a number with \"" + name + "\": " + one.text());
      }
    }
    String what = name.startsWith("$") ? "nothing is called " + name : "no " + name;
    return at(name, what + Spelling.hint(name, rule.bound()));
  }

  /** A fault where a word stands in the rule, else where the rule starts. */
  PackProblem at(String word, String message) {
    int line = rule.card().line();
    if (word == null) {
      return at(line, message);
    }
    Pattern whole = Pattern.compile("(?<![\\w$])" + Pattern.quote(word) + "(?![\\w$])");
    List<Boolean> holds =
        rule.text(rule.span())
            .lines()
            .skip(1) // the name of the rule
            .map(one -> !one.strip().startsWith("@") && whole.matcher(one).find())
            .toList();
    return at(line + 1 + holds.indexOf(true), message);
  }

  private PackProblem at(int line, String message) {
    return new PackProblem(rule.fileName(), line, rule.name(), message);
  }

  /** A type without its package, at the start of a text. */
  private static String simple(String text) {
    return text.replaceFirst("^(?:\\w+\\.)+(?=\\w)", "");
  }

  /** A message without names that the engine made up. */
  static String clean(String message) {
    return GENERATED.matcher(message).replaceAll("this rule").replaceFirst("\\s*:?\\s*$", "");
  }
}
