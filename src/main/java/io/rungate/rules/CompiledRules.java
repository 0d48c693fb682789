package io.rungate.rules;

import io.rungate.pack.RuleCard;
import io.rungate.pack.YamlNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The rules of one pack, ready to be loaded without parser and compiler.
 *
 * @param classes class file by class name with dots; the arrays are shared, nobody changes them
 * @param models the names of the classes from which the rule base is made
 * @param cards what is told about each rule, in the order of files and lines
 * @param trees the pack's manifest and mapping by file name, as trees; empty for rules without them
 * @param packages the packages of which these rules are made; empty where nobody will want a part
 *     of them
 */
public record CompiledRules(
    Map<String, byte[]> classes,
    List<String> models,
    List<RuleCard> cards,
    Map<String, YamlNode> trees,
    List<Packages.Unit> packages) {

  public CompiledRules(Map<String, byte[]> classes, List<String> models, List<RuleCard> cards) {
    this(classes, models, cards, Map.of(), List.of());
  }

  public CompiledRules withTrees(Map<String, YamlNode> trees) {
    return new CompiledRules(classes, models, cards, trees, packages);
  }

  CompiledRules withPackages(Collection<Packages.Unit> packages) {
    return new CompiledRules(classes, models, cards, trees, List.copyOf(packages));
  }

  public CompiledRules withoutClasses() {
    return new CompiledRules(Map.of(), models, cards, trees, List.of());
  }
}
