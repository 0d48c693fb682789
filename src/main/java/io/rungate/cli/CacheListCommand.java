package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.report.CacheList;
import io.rungate.rules.CacheInventory;
import java.util.List;

/** The cache at a glance. */
record CacheListCommand(Console console) implements Command {
  @Override
  public String name() {
    return "list";
  }

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of("Lists what is kept: packs, JVM archives, and what was left over."),
        List.of(),
        CommandSpec.join(CacheOptions.ALL, List.of(SharedOptions.FORMAT)),
        CommandSpec.exits("listed", "there is a folder, but it cannot be used"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException {
    CacheOptions options = new CacheOptions(console, arguments);
    List<CacheInventory.Item> items = options.items();
    console
        .out()
        .print(
            SharedOptions.json(arguments)
                ? CacheList.json(options.folder(), items)
                : CacheList.text(options.folder(), items));
    return ExitCode.ACCEPTED;
  }
}
