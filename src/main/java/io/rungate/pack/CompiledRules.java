package io.rungate.pack;

import java.util.List;
import java.util.Map;

/**
 * The rules of one pack, ready to be loaded without parser and compiler.
 *
 * @param classes class file by class name with dots; the arrays are shared, nobody changes them
 * @param models the names of the classes from which the rule base is made
 * @param cards what is told about each rule, in the order of files and lines
 * @param trees the pack's manifest and mapping by file name, as trees; empty for rules without them
 * @param packages the digest of each package that was compiled, by its name ({@link Packages});
 *     empty where nobody will want a part of these rules
 */
public record CompiledRules(
    Map<String, byte[]> classes,
    List<String> models,
    List<RuleCard> cards,
    Map<String, Node> trees,
    Map<String, String> packages) {

  public CompiledRules(Map<String, byte[]> classes, List<String> models, List<RuleCard> cards) {
    this(classes, models, cards, Map.of(), Map.of());
  }

  CompiledRules withTrees(Map<String, Node> trees) {
    return new CompiledRules(classes, models, cards, trees, packages);
  }

  CompiledRules withPackages(Map<String, String> packages) {
    return new CompiledRules(classes, models, cards, trees, packages);
  }

  CompiledRules withoutClasses() {
    return new CompiledRules(Map.of(), models, cards, trees, Map.of());
  }
}
