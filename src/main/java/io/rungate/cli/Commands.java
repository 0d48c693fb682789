package io.rungate.cli;

import java.util.List;
import java.util.Map;

/** All commands. */
record Commands(Console console) implements CommandGroup {
  static final OptionSpec VERSION =
      OptionSpec.flag("-V", "--version", "Print the version and exit.");

  @Override
  public String name() {
    return "rungate";
  }

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of("Decides whether a benchmark run may be published, and says why."),
        List.of(),
        List.of(VERSION),
        Map.of());
  }

  @Override
  public List<Entry> members() {
    return List.of(
        new ProcessCommand(console),
        new CheckCommand(console),
        new GateCommand(console),
        new ExplainCommand(console),
        new ReplayCommand(console),
        new DiffCommand(console),
        new RulesCommand(console),
        new CacheCommand(console),
        new HelpCommand(console));
  }
}
