package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.pack.Token;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.drools.drl.ast.descr.AbstractClassTypeDeclarationDescr;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.EnumDeclarationDescr;
import org.drools.drl.ast.descr.EnumLiteralDescr;
import org.drools.drl.ast.descr.FunctionDescr;
import org.drools.drl.ast.descr.GlobalDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.TypeFieldDescr;

/**
 * Holds rules to matching facts and concluding one: no code, no order, nothing of the world
 * outside.
 *
 * <p>What rules may link to is told when they are compiled. What links to nothing, such as a loop,
 * can only be seen in the text; so this also runs whenever a pack is compiled, and a rule that it
 * refuses never runs.
 */
public final class SandboxCheck {
  private static final Set<String> JAVA =
      Set.of(
          "for",
          "while",
          "do",
          "if",
          "else",
          "switch",
          "case",
          "default",
          "break",
          "continue",
          "try",
          "catch",
          "finally",
          "throw",
          "return",
          "synchronized",
          "class",
          "interface",
          "instanceof",
          "assert",
          "yield",
          "var",
          "final",
          "static",
          "void",
          "int",
          "long",
          "double",
          "float",
          "boolean",
          "byte",
          "short",
          "char",
          "super");
  private static final Set<String> SIGNS =
      Set.of("->", "::", "{", "}", "=", "++", "--", "+=", "-=", "*=", "/=", "%=", "?", "@");
  private static final Set<String> ENGINE =
      Set.of(
          "insert",
          "update",
          "modify",
          "delete",
          "retract",
          "halt",
          "setFocus",
          "drools",
          "kcontext",
          "insertLogical",
          "bolster",
          "getKieRuntime",
          "getKnowledgeRuntime");
  private static final Set<String> ENDLESS =
      Set.of(
          "repeat",
          "concat",
          "format",
          "formatted",
          "join",
          "replace",
          "replaceAll",
          "pow",
          "shiftLeft",
          "shiftRight",
          "sqrt",
          "modPow",
          "setBit",
          "flipBit",
          "setScale",
          "split",
          "toCharArray",
          "getBytes",
          "chars",
          "lines",
          "append",
          "matches");
  private static final Set<String> REFLECTION =
      Set.of("getClass", "forName", "wait", "notify", "notifyAll", "finalize", "intern");
  private static final Set<String> FUNCTIONS =
      Set.of("collectList", "collectSet", "count", "sum", "min", "max", "average");

  /** Questions that a fact answers about another. */
  private static final Set<String> QUESTIONS = Set.of("sameAs");

  private static final Set<String> PACKAGES =
      Set.of("java", "javax", "jdk", "sun", "com", "org", "net", "io", "kotlin", "jakarta");

  private final LintFindings findings;
  private final Set<String> ownPackages = new TreeSet<>();
  private final Set<String> ownTypes = new TreeSet<>();

  private SandboxCheck(List<DrlFile> files, LintFindings findings) {
    this.findings = findings;
    for (DrlFile file : files) {
      ownPackages.add(file.tree().getName());
      file.tree().getClassAndEnumDeclarationDescrs().forEach(d -> ownTypes.add(d.getTypeName()));
    }
  }

  /** Reports everything in the files that is more than matching and concluding. */
  public static void check(List<DrlFile> files, LintFindings findings) {
    SandboxCheck checks = new SandboxCheck(files, findings);
    for (DrlFile file : files) {
      checks.header(file);
      for (RuleText rule : RuleText.of(file)) {
        checks.attributes(rule);
        if (rule.rule().isQuery()) {
          findings.add(LintCode.QUERY, rule, 0, "is a query");
        } else {
          checks.conditions(rule);
          checks.consequence(rule);
        }
      }
    }
  }

  private static String noImport(String target) {
    String simple = target.substring(target.lastIndexOf('.') + 1);
    boolean fact = PackSymbols.javaType(simple) != null;
    return "may not import "
        + target
        + (fact ? "; did you mean io.rungate.fact." + simple + "?" : "");
  }

  /** Whether rules may import a type of this name. */
  boolean mayImport(String target) {
    int dot = target.lastIndexOf('.');
    String from = dot < 0 ? "" : target.substring(0, dot);
    return from.equals("io.rungate.fact")
        || from.equals("java.math")
        || target.equals("java.util.List")
        || ownPackages.contains(from);
  }

  private void header(DrlFile file) {
    String name = file.source().file();
    for (ImportDescr imported : file.tree().getImports()) {
      if (!mayImport(imported.getTarget())) {
        findings.add(
            LintCode.FOREIGN_IMPORT,
            name,
            lineOf(file, imported.getTarget(), imported.getLine()),
            null,
            noImport(imported.getTarget()));
      }
    }
    file.tree()
        .getFunctionImports()
        .forEach(
            imported ->
                findings.add(
                    LintCode.FOREIGN_IMPORT,
                    name,
                    lineOf(file, imported.getTarget(), imported.getLine()),
                    null,
                    "imports the function " + imported.getTarget()));
    file.tree()
        .getAccumulateImports()
        .forEach(
            imported ->
                findings.add(
                    LintCode.FOREIGN_IMPORT,
                    name,
                    lineOf(file, imported.getTarget(), imported.getLine()),
                    null,
                    "imports the accumulate function " + imported.getTarget()));
    for (GlobalDescr global : file.tree().getGlobals()) {
      int line = lineOf(file, "global ", global.getLine());
      findings.add(
          LintCode.GLOBAL, name, line, null, "declares the global " + global.getIdentifier());
    }
    for (FunctionDescr function : file.tree().getFunctions()) {
      int line = lineOf(file, "function ", function.getLine());
      findings.add(
          LintCode.FUNCTION, name, line, null, "declares the function " + function.getName());
    }
    for (AttributeDescr attribute : file.tree().getAttributes()) {
      int line = lineOf(file, attribute.getName(), attribute.getLine());
      findings.add(
          LintCode.RULE_ATTRIBUTE,
          name,
          line,
          null,
          "sets " + attribute.getName() + " for all rules");
    }
    file.tree()
        .getEntryPointDeclarations()
        .forEach(entry -> code(name, entry.getLine(), "an entry point"));
    file.tree().getWindowDeclarations().forEach(window -> code(name, window.getLine(), "a window"));
    if (file.tree().getUnit() != null) {
      code(name, file.tree().getUnit().getLine(), "a rule unit");
    }
    file.tree().getClassAndEnumDeclarationDescrs().forEach(declared -> declaration(file, declared));
  }

  private void code(String file, int line, String what) {
    findings.add(LintCode.CODE_IN_CONDITION, file, line, null, "declares " + what);
  }

  private void declaration(DrlFile file, AbstractClassTypeDeclarationDescr declared) {
    String name = file.source().file();
    int line = declared.getLine();
    for (String annotation : declared.getAnnotationNames()) {
      findings.add(
          LintCode.RULE_ATTRIBUTE,
          name,
          line,
          null,
          declared.getTypeName() + " is declared with @" + annotation);
    }
    for (TypeFieldDescr field : declared.getFields().values()) {
      int at = field.getLine() > 0 ? field.getLine() : line;
      if (field.getInitExpr() != null) {
        findings.add(
            LintCode.CODE_IN_CONDITION,
            name,
            at,
            null,
            declared.getTypeName()
                + "."
                + field.getFieldName()
                + " is given a value by the code "
                + field.getInitExpr());
      }
      outside(file, null, Token.of(field.getPattern().getObjectType(), at));
    }
    if (declared instanceof EnumDeclarationDescr literals) {
      for (EnumLiteralDescr literal : literals.getLiterals()) {
        for (String argument : literal.getConstructorArgs()) {
          List<Token> tokens = Token.of(argument, line);
          if (tokens.size() != 1 || tokens.get(0).isName()) {
            findings.add(
                LintCode.CODE_IN_CONDITION,
                name,
                line,
                null,
                literal.getName() + " is made by the code " + argument);
          }
        }
      }
    }
  }

  private void attributes(RuleText rule) {
    for (AttributeDescr attribute : rule.rule().getAttributes().values()) {
      findings.add(
          LintCode.RULE_ATTRIBUTE, rule, attribute.getLine(), "sets " + attribute.getName());
    }
    if (rule.rule().getParentName() != null) {
      findings.add(
          LintCode.RULE_PARENT,
          rule,
          0,
          "extends the rule \"" + rule.rule().getParentName() + "\"");
    }
  }

  private void conditions(RuleText rule) {
    List<Token> tokens = rule.conditions();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
      boolean called = next != null && next.is("(");
      boolean member = i > 0 && (tokens.get(i - 1).is(".") || tokens.get(i - 1).is("!."));
      if (token.isOneOf(JAVA) && !member) {
        findings.add(LintCode.CODE_IN_CONDITION, rule, token.line(), "uses " + token.text());
      } else if (token.isOneOf(SIGNS) || token.is("[") || token.is("]")) {
        findings.add(LintCode.CODE_IN_CONDITION, rule, token.line(), "uses " + token.text());
      } else if (token.is("new") || token.is("from")) {
        findings.add(LintCode.CODE_IN_CONDITION, rule, token.line(), "uses " + token.text());
      } else if (token.is("eval") && called) {
        findings.add(LintCode.CODE_IN_CONDITION, rule, token.line(), "uses eval");
      } else if (Set.of("init", "action", "reverse", "result").contains(token.text())
          && token.isName()
          && called
          && !member) {
        findings.add(
            LintCode.CODE_IN_CONDITION,
            rule,
            token.line(),
            "accumulates by its own code in " + token.text());
      } else if (token.is("over") && next != null && next.is("window")) {
        findings.add(LintCode.CODE_IN_CONDITION, rule, token.line(), "uses a window of time");
      } else if (token.is("/")
          && next != null
          && next.isName()
          && i > 0
          && tokens.get(i - 1).is(":")) {
        findings.add(LintCode.CODE_IN_CONDITION, rule, token.line(), "uses a path expression");
      } else if (called && token.isName() && !token.isTypeName() && !member) {
        call(rule, token);
      }
    }
    text(rule, tokens);
    outside(rule.file(), rule, tokens);
  }

  /** A call in a condition: a function of accumulate, a question, a word of the language itself. */
  private void call(RuleText rule, Token token) {
    Set<String> language =
        Set.of("not", "exists", "forall", "and", "or", "accumulate", "in", "collect");
    if (!language.contains(token.text())
        && !FUNCTIONS.contains(token.text())
        && !QUESTIONS.contains(token.text())) {
      findings.add(LintCode.CODE_IN_CONDITION, rule, token.line(), "calls " + token.text());
    }
  }

  private void consequence(RuleText rule) {
    List<Token> tokens = rule.consequence();
    if (!rule.rule().getNamedConsequences().isEmpty()) {
      findings.add(LintCode.NOT_ONE_CONCLUSION, rule, 0, "has more than one consequence");
    }
    if (!isOneConclusion(tokens)) {
      int line = tokens.isEmpty() ? rule.rule().getConsequenceLine() : tokens.get(0).line();
      findings.add(LintCode.NOT_ONE_CONCLUSION, rule, line, notOne(tokens));
    }
    boolean first = true;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
      if (token.isOneOf(JAVA) || token.isOneOf(SIGNS) || token.is("[") || token.is("]")) {
        findings.add(LintCode.CODE_IN_CONSEQUENCE, rule, token.line(), "uses " + token.text());
      } else if (token.isOneOf(ENGINE) && (called || token.is("drools") || token.is("kcontext"))) {
        if (!first || !token.is("insertLogical")) {
          findings.add(LintCode.NOT_ONE_CONCLUSION, rule, token.line(), "uses " + token.text());
        }
      }
      first = false;
    }
    text(rule, tokens);
    outside(rule.file(), rule, tokens);
  }

  private static String notOne(List<Token> tokens) {
    int open = 0;
    for (Token token : tokens) {
      open += token.is("(") ? 1 : token.is(")") ? -1 : 0;
    }
    if (open != 0) {
      return "has a consequence in which a bracket is missing";
    }
    boolean ends = !tokens.isEmpty() && tokens.get(tokens.size() - 1).is(";");
    if (!tokens.isEmpty() && tokens.get(0).is("insertLogical") && !ends) {
      return "has a consequence without its semicolon";
    }
    return "does not consist of one insertLogical( ... );";
  }

  private static boolean isOneConclusion(List<Token> tokens) {
    int size = tokens.size();
    if (size < 5 || !tokens.get(0).is("insertLogical") || !tokens.get(1).is("(")) {
      return false;
    }
    int depth = 0;
    for (int i = 1; i < size; i++) {
      depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
      if (depth == 0) {
        return i == size - 2 && tokens.get(i + 1).is(";");
      }
    }
    return false;
  }

  /** Ways to make texts and numbers of any length out of nothing. */
  private void text(RuleText rule, List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean member = i > 0 && (tokens.get(i - 1).is(".") || tokens.get(i - 1).is("!."));
      boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
      if (token.isName() && member && called && ENDLESS.contains(token.text())) {
        findings.add(LintCode.TEXT_BUILDING, rule, token.line(), "calls " + token.text());
      } else if (token.isName() && member && called && REFLECTION.contains(token.text())) {
        findings.add(LintCode.OUTSIDE_WORLD, rule, token.line(), "calls " + token.text());
      } else if (token.is("+")
          && (i > 0 && tokens.get(i - 1).isText() || next(tokens, i).isText())) {
        findings.add(LintCode.TEXT_BUILDING, rule, token.line(), "puts texts together");
      }
    }
  }

  private static Token next(List<Token> tokens, int i) {
    return i + 1 < tokens.size() ? tokens.get(i + 1) : tokens.get(i);
  }

  /** Classes by their full names, and those that Java knows without an import. */
  private void outside(DrlFile file, RuleText rule, List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (!token.isName() || i > 0 && (tokens.get(i - 1).is(".") || tokens.get(i - 1).is("!."))) {
        continue;
      }
      if (PACKAGES.contains(token.text()) && next(tokens, i).is(".")) {
        String name = qualified(tokens, i);
        if (!mayImport(name)) {
          outside(file, rule, token.line(), name);
        }
      } else if (token.isTypeName() && !isKnown(file, token.text()) && isJavaLang(token.text())) {
        boolean field =
            rule == null
                && Set.of("String", "Integer", "Long", "Double", "Boolean").contains(token.text());
        if (!field) {
          outside(file, rule, token.line(), token.text());
        }
      }
    }
  }

  private void outside(DrlFile file, RuleText rule, int line, String name) {
    if (rule == null) {
      findings.add(LintCode.OUTSIDE_WORLD, file.source().file(), line, null, "uses " + name);
    } else {
      findings.add(LintCode.OUTSIDE_WORLD, rule, line, "uses " + name);
    }
  }

  /** {@code java.util.Scanner} of {@code java.util.Scanner.nextLine}. */
  private static String qualified(List<Token> tokens, int start) {
    StringBuilder name = new StringBuilder(tokens.get(start).text());
    for (int i = start + 1; i + 1 < tokens.size() && tokens.get(i).is("."); i += 2) {
      name.append('.').append(tokens.get(i + 1).text());
      if (tokens.get(i + 1).isTypeName()) {
        break;
      }
    }
    return name.toString();
  }

  private boolean isKnown(DrlFile file, String type) {
    return ownTypes.contains(type)
        || file.tree().getImports().stream().anyMatch(i -> i.getTarget().endsWith("." + type));
  }

  private static boolean isJavaLang(String name) {
    try {
      Class.forName("java.lang." + name, false, null);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  static int lineOf(DrlFile file, String word, int otherwise) {
    List<String> lines = file.source().text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(word)) {
        return i + 1;
      }
    }
    return otherwise;
  }
}
