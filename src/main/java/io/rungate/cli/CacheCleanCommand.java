package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.report.CacheList;
import io.rungate.report.ReportFormat;
import io.rungate.rules.CacheInventory;
import java.nio.file.Path;
import java.util.List;

/** Makes room. */
record CacheCleanCommand(Console console) implements Command {
  private static final OptionSpec ALL = OptionSpec.flag("--all", "Remove everything that is kept.");

  private static final OptionSpec DRY_RUN =
      OptionSpec.flag("--dry-run", "Remove nothing; say what would be removed.");

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of(
            "Removes what was not used for 30 days, what was left over, and the oldest beyond 512 MB.",
            "Runs that add something do the same by themselves."),
        List.of(),
        List.of(SharedOptions.CACHE_DIR, ALL, DRY_RUN),
        CommandSpec.exits("removed, or nothing to remove", "something could not be removed"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException {
    Path folder = Packs.cache(console, arguments);
    boolean all = arguments.has(ALL);
    boolean dryRun = arguments.has(DRY_RUN);
    List<CacheInventory.Item> going =
        CacheListCommand.items(folder).stream().filter(item -> all || item.goes()).toList();
    List<CacheInventory.Item> gone = dryRun ? going : new CacheInventory(folder).remove(going);
    console.answer(ReportFormat.TEXT, new CacheList.Removal(gone, dryRun));
    going.stream()
        .filter(item -> !gone.contains(item))
        .forEach(item -> console.refuse(item.file() + " cannot be removed"));
    return gone.size() == going.size() ? ExitCode.ACCEPTED : ExitCode.NOT_JUDGED;
  }
}
