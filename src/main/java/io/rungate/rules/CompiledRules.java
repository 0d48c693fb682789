package io.rungate.rules;

import io.rungate.pack.RuleCard;
import io.rungate.pack.Table;
import java.util.List;
import java.util.Map;

/**
 * The rules of one pack, ready to be loaded without parser and compiler.
 *
 * @param title name and version of the pack, for people; empty for rules without a manifest
 * @param classes class file by class name with dots; the arrays are shared, nobody changes them
 * @param models the names of the classes from which the rule base is made
 * @param tables what else the pack brings, so that a run need not read its files
 */
public record CompiledRules(
    String title,
    Map<String, byte[]> classes,
    List<String> models,
    List<RuleCard> cards,
    List<Packages.Unit> packages,
    List<Table> tables) {

  /** Rules of which nobody will want to know the pack or take a part. */
  public CompiledRules(Map<String, byte[]> classes, List<String> models, List<RuleCard> cards) {
    this("", classes, models, cards, List.of(), List.of());
  }

  /** What a pack says besides its rules. */
  CompiledRules with(String packTitle, List<Table> packTables) {
    return new CompiledRules(packTitle, classes, models, cards, packages, packTables);
  }
}
