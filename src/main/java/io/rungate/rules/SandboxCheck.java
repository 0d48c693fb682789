package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.DrlToken;
import io.rungate.pack.FactTypes;
import io.rungate.pack.RuleText;
import io.rungate.pack.Table;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AbstractClassTypeDeclarationDescr;
import org.drools.drl.ast.descr.AccumulateImportDescr;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.EnumDeclarationDescr;
import org.drools.drl.ast.descr.EnumLiteralDescr;
import org.drools.drl.ast.descr.FunctionDescr;
import org.drools.drl.ast.descr.FunctionImportDescr;
import org.drools.drl.ast.descr.GlobalDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.TypeDeclarationDescr;
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
      words(
          "for while do if else switch case default break continue try catch finally "
              + "throw return synchronized class interface instanceof assert yield var final "
              + "static void int long double float boolean byte short char super");
  private static final Set<String> SIGNS = words("-> :: { } = ++ -- += -= *= /= %= ? @");
  private static final Set<String> ENGINE =
      words(
          "insert update modify delete retract halt setFocus drools kcontext "
              + "insertLogical bolster getKieRuntime getKnowledgeRuntime");
  private static final Set<String> ENGINE_ITSELF = words("drools kcontext");
  private static final Set<String> INDEX = words("[ ]");
  private static final Set<String> ENDLESS =
      words(
          "repeat concat format formatted join replace replaceAll pow shiftLeft "
              + "shiftRight sqrt modPow setBit flipBit setScale split toCharArray getBytes "
              + "chars lines append matches");
  private static final Set<String> REFLECTION =
      words("getClass forName wait notify notifyAll finalize intern");
  private static final Set<String> FUNCTIONS =
      words("collectList collectSet count sum min max average");

  /** Questions that a fact answers about another, or about itself by name. */
  private static final Set<String> QUESTIONS =
      words(
          "sameAs moreThan lessThan near isBefore isAfter fits part has text number time "
              + "least asked compares");

  private static final Set<String> PACKAGES =
      words("java javax jdk sun com org net io kotlin jakarta");

  private static final Set<String> VALUES = words("String Integer Long Double Boolean");
  private static final Set<String> OWN_CODE = words("init action reverse result");
  private static final Set<String> LANGUAGE =
      words("not exists forall and or accumulate in collect");

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
      for (RuleText rule : file.rules()) {
        checks.attributes(rule);
        if (rule.rule().isQuery()) {
          findings.add(LintCode.QUERY, rule, 0, "is a query");
        } else {
          checks.conditions(file, rule);
          checks.consequence(file, rule);
        }
      }
    }
  }

  private static Set<String> words(String words) {
    return Set.of(words.split(" "));
  }

  /** Whether rules may import a type of this name. */
  private boolean mayImport(String target) {
    String from = target.substring(0, Math.max(target.lastIndexOf('.'), 0));
    return from.equals("io.rungate.fact")
        || from.equals("java.math")
        || target.equals("java.util.List")
        || from.equals(Table.PACKAGE)
        || ownPackages.contains(from);
  }

  private void header(DrlFile file) {
    PackageDescr tree = file.tree();
    for (ImportDescr one : tree.getImports()) {
      String target = one.getTarget();
      if (!mayImport(target)) {
        String simple = target.substring(target.lastIndexOf('.') + 1);
        boolean fact = FactTypes.javaType(simple) != null;
        String hint = fact ? "; did you mean io.rungate.fact." + simple + "?" : "";
        at(LintCode.FOREIGN_IMPORT, file, target, one, "may not import " + target + hint);
      }
    }
    for (FunctionImportDescr one : tree.getFunctionImports()) {
      String target = one.getTarget();
      at(LintCode.FOREIGN_IMPORT, file, target, one, "imports the function " + target);
    }
    for (AccumulateImportDescr one : tree.getAccumulateImports()) {
      String target = one.getTarget();
      at(LintCode.FOREIGN_IMPORT, file, target, one, "imports the accumulate function " + target);
    }
    for (GlobalDescr one : tree.getGlobals()) {
      at(LintCode.GLOBAL, file, "global ", one, "declares the global " + one.getIdentifier());
    }
    for (FunctionDescr one : tree.getFunctions()) {
      at(LintCode.FUNCTION, file, "function ", one, "declares the function " + one.getName());
    }
    for (AttributeDescr one : tree.getAttributes()) {
      String what = "sets " + one.getName() + " for all rules";
      at(LintCode.RULE_ATTRIBUTE, file, one.getName(), one, what);
    }
    tree.getEntryPointDeclarations().forEach(one -> code(file, one, "declares an entry point"));
    tree.getWindowDeclarations().forEach(one -> code(file, one, "declares a window"));
    if (tree.getUnit() != null) {
      code(file, tree.getUnit(), "declares a rule unit");
    }
    tree.getClassAndEnumDeclarationDescrs().forEach(declared -> declaration(file, declared));
  }

  /** At the first line that holds a word, since the parser forgets where some parts stand. */
  private void at(LintCode code, DrlFile file, String word, BaseDescr part, String what) {
    at(code, file, file.lineOf(word, part.getLine()), what);
  }

  private void code(DrlFile file, BaseDescr part, String what) {
    at(LintCode.CODE_IN_CONDITION, file, part.getLine(), what);
  }

  private void at(LintCode code, DrlFile file, int line, String what) {
    findings.add(code, file.source().file(), line, null, what);
  }

  private void declaration(DrlFile file, AbstractClassTypeDeclarationDescr declared) {
    String type = declared.getTypeName();
    for (String annotation : declared.getAnnotationNames()) {
      String what = type + " is declared with @" + annotation;
      at(LintCode.RULE_ATTRIBUTE, file, declared.getLine(), what);
    }
    String parent = declared.getSuperTypeName();
    if (parent != null && !parent.equals(type) && !ownTypes.contains(parent)) {
      outside(file, null, declared.getLine(), parent);
    }
    for (TypeFieldDescr field : declared.getFields().values()) {
      BaseDescr place = field.getLine() > 0 ? field : declared;
      String name = type + "." + field.getFieldName();
      // Words that differ elsewhere would count as one: whichever rule fires first would win.
      if (declared instanceof TypeDeclarationDescr && !field.getAnnotationNames().contains("key")) {
        at(LintCode.FIELD_WITHOUT_KEY, file, place.getLine(), name + " is declared without @key");
      }
      if (field.getInitExpr() != null) {
        code(file, place, name + " is given a value by the code " + field.getInitExpr());
      }
      outside(file, null, DrlToken.of(field.getPattern().getObjectType(), 0, place.getLine()));
    }
    if (declared instanceof EnumDeclarationDescr literals) {
      for (EnumLiteralDescr literal : literals.getLiterals()) {
        for (String argument : literal.getConstructorArgs()) {
          List<DrlToken> tokens = DrlToken.of(argument);
          if (tokens.size() != 1 || tokens.get(0).isName()) {
            code(file, declared, literal.getName() + " is made by the code " + argument);
          }
        }
      }
    }
  }

  private void attributes(RuleText rule) {
    for (AttributeDescr one : rule.rule().getAttributes().values()) {
      findings.add(LintCode.RULE_ATTRIBUTE, rule, one.getLine(), "sets " + one.getName());
    }
    if (rule.rule().getParentName() != null) {
      String parent = "extends the rule \"" + rule.rule().getParentName() + "\"";
      findings.add(LintCode.RULE_PARENT, rule, 0, parent);
    }
  }

  private void conditions(DrlFile file, RuleText rule) {
    List<DrlToken> tokens = rule.conditions();
    for (int i = 0; i < tokens.size(); i++) {
      String what = beyondConditions(tokens, i);
      if (what != null) {
        findings.add(LintCode.CODE_IN_CONDITION, rule, tokens.get(i).line(), what);
      }
    }
    ConditionCalls.check(rule, findings);
    text(rule, tokens);
    outside(file, rule, tokens);
  }

  /** What a word of the conditions does besides asking for facts; null when it only asks. */
  private static String beyondConditions(List<DrlToken> tokens, int i) {
    DrlToken token = tokens.get(i);
    boolean called = isCalled(tokens, i);
    boolean member = isMember(tokens, i);
    if (token.isOneOf(JAVA) && !member
        || token.isOneOf(SIGNS)
        || token.isOneOf(INDEX)
        || token.is("new")
        || token.is("from") && !next(tokens, i).is("accumulate")
        || token.is("eval") && called) {
      return "uses " + token.text();
    }
    if (token.isName() && called && !member && OWN_CODE.contains(token.text())) {
      return "accumulates by its own code in " + token.text();
    }
    if (token.is("over") && next(tokens, i).is("window")) {
      return "uses a window of time";
    }
    if (token.is("/") && next(tokens, i).isName() && i > 0 && tokens.get(i - 1).is(":")) {
      return "uses a path expression";
    }
    boolean call = called && token.isName() && !token.isTypeName() && !member;
    boolean known = Stream.of(LANGUAGE, FUNCTIONS, QUESTIONS).anyMatch(token::isOneOf);
    return call && !known ? "calls " + token.text() : null;
  }

  static boolean isCalled(List<DrlToken> tokens, int i) {
    return i + 1 < tokens.size() && tokens.get(i + 1).is("(");
  }

  /** Whether a word belongs to the one before it. */
  static boolean isMember(List<DrlToken> tokens, int i) {
    return i > 0 && tokens.get(i - 1).is(".");
  }

  private void consequence(DrlFile file, RuleText rule) {
    List<DrlToken> tokens = rule.consequence();
    if (!rule.rule().getNamedConsequences().isEmpty()) {
      findings.add(LintCode.NOT_ONE_CONCLUSION, rule, 0, "has more than one consequence");
    }
    if (!isOneConclusion(tokens)) {
      int line = tokens.isEmpty() ? rule.rule().getConsequenceLine() : tokens.get(0).line();
      findings.add(LintCode.NOT_ONE_CONCLUSION, rule, line, notOne(tokens));
    }
    for (int i = 0; i < tokens.size(); i++) {
      DrlToken token = tokens.get(i);
      boolean engine =
          token.isOneOf(ENGINE) && (isCalled(tokens, i) || token.isOneOf(ENGINE_ITSELF));
      if (token.isOneOf(JAVA) || token.isOneOf(SIGNS) || token.isOneOf(INDEX)) {
        findings.add(LintCode.CODE_IN_CONSEQUENCE, rule, token.line(), "uses " + token.text());
      } else if (engine && !(i == 0 && token.is("insertLogical"))) {
        findings.add(LintCode.NOT_ONE_CONCLUSION, rule, token.line(), "uses " + token.text());
      }
    }
    text(rule, tokens);
    outside(file, rule, tokens);
  }

  private static String notOne(List<DrlToken> tokens) {
    if (tokens.stream().mapToInt(DrlToken::nests).sum() != 0) {
      return "has a consequence in which a bracket is missing";
    }
    boolean concludes = !tokens.isEmpty() && tokens.get(0).is("insertLogical");
    return concludes && !tokens.get(tokens.size() - 1).is(";")
        ? "has a consequence without its semicolon"
        : "does not consist of one insertLogical( ... );";
  }

  private static boolean isOneConclusion(List<DrlToken> tokens) {
    int last = tokens.size() - 1;
    if (last < 4 || !tokens.get(0).is("insertLogical") || !tokens.get(1).is("(")) {
      return false;
    }
    int at = 1;
    for (int depth = 1; depth > 0 && at < last; depth += tokens.get(at).nests()) {
      at++;
    }
    return at == last - 1 && tokens.get(last).is(";");
  }

  /** Ways to make texts and numbers of any length out of nothing. */
  private void text(RuleText rule, List<DrlToken> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      DrlToken token = tokens.get(i);
      boolean method = token.isName() && isMember(tokens, i) && isCalled(tokens, i);
      if (method && ENDLESS.contains(token.text())) {
        findings.add(LintCode.TEXT_BUILDING, rule, token.line(), "calls " + token.text());
      } else if (method && REFLECTION.contains(token.text())) {
        findings.add(LintCode.OUTSIDE_WORLD, rule, token.line(), "calls " + token.text());
      } else if (token.is("+")
          && (i > 0 && tokens.get(i - 1).isText() || next(tokens, i).isText())) {
        findings.add(LintCode.TEXT_BUILDING, rule, token.line(), "puts texts together");
      }
    }
  }

  private static DrlToken next(List<DrlToken> tokens, int i) {
    return i + 1 < tokens.size() ? tokens.get(i + 1) : tokens.get(i);
  }

  /** Classes by their full names, and those that Java knows without an import. */
  private void outside(DrlFile file, RuleText rule, List<DrlToken> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      DrlToken token = tokens.get(i);
      if (!token.isName() || isMember(tokens, i)) {
        continue;
      }
      if (PACKAGES.contains(token.text()) && next(tokens, i).is(".")) {
        String name = qualified(tokens, i);
        if (!mayImport(name)) {
          outside(file, rule, token.line(), name);
        }
      } else if (token.isTypeName()
          && !isKnown(file, token.text())
          && isJavaLang(token.text())
          && !(rule == null && VALUES.contains(token.text()))) {
        outside(file, rule, token.line(), token.text());
      }
    }
  }

  private void outside(DrlFile file, RuleText rule, int line, String name) {
    if (rule == null) {
      at(LintCode.OUTSIDE_WORLD, file, line, "uses " + name);
    } else {
      findings.add(LintCode.OUTSIDE_WORLD, rule, line, "uses " + name);
    }
  }

  /** {@code java.util.Scanner} of {@code java.util.Scanner.nextLine}. */
  private static String qualified(List<DrlToken> tokens, int start) {
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
}
