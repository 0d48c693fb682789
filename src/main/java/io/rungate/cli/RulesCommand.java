package io.rungate.cli;

import java.util.List;
import java.util.Map;

/** The workshop of those who write rules. */
record RulesCommand(Console console) implements CommandGroup {
  @Override
  public String name() {
    return "rules";
  }

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of("Check, test and describe rule packs."), List.of(), List.of(), Map.of());
  }

  @Override
  public List<Entry> members() {
    return List.of(
        new RulesTestCommand(console),
        new RulesLintCommand(console),
        new RulesListCommand(console),
        new RulesDocsCommand(console),
        new RulesNewCommand(console),
        new RulesFmtCommand(console),
        new RulesMutateCommand(console),
        new RulesCoverageCommand(console),
        new RulesCompletenessCommand(console));
  }
}
