package io.rungate.pack;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.kie.api.io.Resource;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * A rule file as the parser sees it; nothing is compiled for it.
 *
 * @param source the text
 * @param tree what the parser made of it
 * @param rules its rules, by line
 */
public record DrlFile(RuleSource source, PackageDescr tree, List<RuleText> rules) {

  /** Reads all files, and refuses syntax errors and rules that have the same name. */
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

  /** What each rule says about itself; what it must say is the lint's business. */
  public List<RuleCard> cards() {
    return rules.stream().map(RuleText::card).toList();
  }

  /** The same file, line by line, with all rules but some left blank. */
  public DrlFile keeping(Collection<RuleText> some) {
    StringBuilder text = new StringBuilder(source.text());
    for (RuleText rule : rules) {
      if (some.stream().noneMatch(one -> one == rule)) {
        String blank = rule.text(rule.span()).replaceAll("[^\n]", " ");
        text.replace(rule.span().start(), rule.span().end(), blank);
      }
    }
    return new DrlFile(new RuleSource(source.file(), text.toString()), tree, rules);
  }

  private static DrlFile parse(RuleSource source, List<PackProblem> problems) {
    DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
    PackageDescr tree = null;
    int before = problems.size();
    try {
      tree = parser.parse((Resource) null, new StringReader(source.text()));
    } catch (DroolsParserException | RuntimeException e) {
      problems.add(new PackProblem(source.file(), 0, "cannot be read as rules"));
    }
    boolean legible = tree != null && !parser.hasErrors();
    problems.addAll(DrlFaults.of(source, parser, legible ? tree : null));
    boolean named = legible && tree.getName() != null && !tree.getName().isEmpty();
    if (legible && problems.size() == before && !named) {
      problems.add(new PackProblem(source.file(), 1, "does not start with a package"));
    }
    if (problems.size() > before) {
      return new DrlFile(source, tree, List.of());
    }
    String inPackage = tree.getName();
    return new DrlFile(
        source,
        tree,
        tree.getRules().stream()
            .sorted(Comparator.comparingInt(RuleDescr::getLine))
            .map(rule -> RuleText.of(source, inPackage, rule))
            .toList());
  }

  private static void reportDoubleNames(List<DrlFile> files, List<PackProblem> problems) {
    Map<String, String> places = new HashMap<>();
    for (DrlFile file : files) {
      for (RuleText rule : file.rules()) {
        int line = rule.card().line();
        String other = places.putIfAbsent(rule.name(), rule.fileName() + ":" + line);
        if (other != null) {
          String what = "a rule of this name is at " + other;
          problems.add(new PackProblem(rule.fileName(), line, rule.name(), what));
        }
      }
    }
  }

  /** The first line that holds a text, else the given one. */
  public int lineOf(String text, int otherwise) {
    int line = source.lineWhere(one -> one.contains(text));
    return line > 0 ? line : otherwise;
  }

  /** The names of the types that it declares. */
  public List<String> declaredTypes() {
    return tree.getTypeDeclarations().stream().map(type -> type.getTypeName()).toList();
  }

  /** True when a type that it declares extends another. */
  public boolean declaresSubtypes() {
    return tree.getTypeDeclarations().stream().anyMatch(type -> !type.getSuperTypes().isEmpty());
  }
}
