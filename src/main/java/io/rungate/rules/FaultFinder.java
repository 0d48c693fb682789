package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.PackProblem;
import io.rungate.pack.RuleText;
import io.rungate.pack.Table;
import io.rungate.rules.RuleCompiler.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.drools.drl.ast.descr.ImportDescr;
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
  private final List<DrlFile> files;
  private final TypeIndex types;

  FaultFinder(List<DrlFile> files) {
    this.files = files;
    this.types = new TypeIndex(files);
  }

  /** The faults behind a build that failed; never empty. */
  List<PackProblem> explain(Outcome failed) {
    List<PackProblem> problems = new ArrayList<>(faults(files));
    if (problems.isEmpty()) {
      describe(failed, null, null, problems);
    }
    return sorted(problems);
  }

  /** The faults in headers and in the rules of some files; none where these compile alone. */
  List<PackProblem> faults(List<DrlFile> suspects) {
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
    for (DrlFile file : suspects) {
      Outcome alone = build(file, file);
      int before = problems.size();
      describeFaulty(file, file.rules(), alone, problems);
      if (problems.size() == before) {
        describe(alone, file, null, problems); // nothing, if there is no fault in this file
      }
    }
    return sorted(problems);
  }

  /**
   * Describes the rules of a file that do not compile alone. A half without a fault is left out at
   * once, so that one fault among a thousand rules takes a few builds.
   */
  private void describeFaulty(
      DrlFile file, List<RuleText> rules, Outcome outcome, Collection<PackProblem> problems) {
    if (outcome.isClean() || rules.isEmpty()) {
      return;
    }
    if (rules.size() == 1) {
      describe(outcome, file, rules.get(0), problems);
      return;
    }
    int half = rules.size() / 2;
    for (List<RuleText> some : List.of(rules.subList(0, half), rules.subList(half, rules.size()))) {
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
      if (!types.isImport(target)) {
        int line = file.lineOf(target, imported.getLine());
        problems.add(new PackProblem(path, line, types.noImport(target)));
      }
    }
    if (file.tree().getName().equals(Table.PACKAGE)) {
      return; // which the program writes
    }
    for (TypeDeclarationDescr declared : file.tree().getTypeDeclarations()) {
      String parent = declared.getSuperTypeName();
      if (parent != null && !types.isDeclared(file, parent)) {
        String fault =
            types.isType(file, parent)
                ? declared.getTypeName() + " may only extend a declared type, not " + parent
                : types.noType(file, parent);
        problems.add(new PackProblem(path, declared.getLine(), fault));
      }
      for (TypeFieldDescr field : declared.getFields().values()) {
        String type = field.getPattern().getObjectType();
        if (!types.isType(file, type)) {
          int line = field.getLine() > 0 ? field.getLine() : declared.getLine();
          problems.add(new PackProblem(path, line, types.noType(file, type)));
        }
      }
    }
  }

  private void describe(
      Outcome outcome, DrlFile file, RuleText rule, Collection<PackProblem> problems) {
    RuleFaults faults = rule == null ? null : new RuleFaults(file, rule, types);
    if (outcome.thrown() != null) {
      problems.add(
          faults == null
              ? at(file, 0, "cannot be read by the rule compiler")
              : faults.thrown(outcome.thrown()));
    }
    Set<String> seen = new TreeSet<>();
    for (Message message : outcome.errors()) {
      String text = message.getText().lines().findFirst().orElse("").strip();
      if (!text.startsWith("Java source of") && seen.add(text)) {
        problems.add(faults == null ? untranslated(text, message, file) : faults.translated(text));
      }
    }
    for (Linkage.Breach breach : outcome.breaches()) {
      if (seen.add(breach.names())) {
        String word = breach.names().substring(breach.names().lastIndexOf('.') + 1);
        problems.add(
            faults == null
                ? at(fileOf(file, breach.inClass()), 0, breach.message())
                : faults.at(word, breach.message()));
      }
    }
  }

  private PackProblem untranslated(String text, Message message, DrlFile file) {
    boolean inRules = message.getPath() != null && message.getPath().endsWith(".drl");
    int line = inRules ? Math.max(message.getLine(), 0) : 0;
    return at(fileOf(file, message.getPath()), line, RuleFaults.clean(text));
  }

  private static PackProblem at(DrlFile file, int line, String message) {
    return new PackProblem(file == null ? "rules" : file.source().file(), line, null, message);
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

  private static List<PackProblem> sorted(Collection<PackProblem> problems) {
    return problems.stream()
        .sorted(Comparator.comparing(PackProblem::file).thenComparingInt(PackProblem::line))
        .toList();
  }
}
