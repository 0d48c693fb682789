package io.rungate.cli;

/** All commands. */
final class Commands {
  static final OptionSpec VERSION =
      OptionSpec.flag("-V", "--version", "Print the version and exit.");

  private Commands() {}

  static CommandGroup all(Console console) {
    return CommandGroup.of(
            "Decides whether a benchmark run may be published, and says why.", VERSION)
        .with("process", new ProcessCommand(console))
        .with("check", new CheckCommand(console))
        .with("gate", new GateCommand(console))
        .with("explain", new ExplainCommand(console))
        .with("replay", new ReplayCommand(console))
        .with("diff", new DiffCommand(console))
        .with("rules", rules(console))
        .with("cache", cache(console))
        .with("help", new HelpCommand(console));
  }

  /** The workshop of those who write rules. */
  private static CommandGroup rules(Console console) {
    return CommandGroup.of("Check, test and describe rule packs.")
        .with("test", new RulesTestCommand(console))
        .with("lint", new RulesLintCommand(console))
        .with("list", new RulesListCommand(console))
        .with("docs", new RulesDocsCommand(console))
        .with("new", new RulesNewCommand(console))
        .with("fmt", new RulesFmtCommand(console))
        .with("mutate", new RulesMutateCommand(console))
        .with("coverage", new RulesCoverageCommand(console))
        .with("completeness", new RulesCompletenessCommand(console));
  }

  /** What a run leaves for the next one, so that it need not be made again. */
  private static CommandGroup cache(Console console) {
    return CommandGroup.of("Show, tidy and fill the folder of compiled packs.")
        .with("list", new CacheListCommand(console))
        .with("clean", new CacheCleanCommand(console))
        .with("warm", new CacheWarmCommand(console));
  }
}
