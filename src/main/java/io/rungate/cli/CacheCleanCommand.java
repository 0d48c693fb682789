package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.report.Paint;
import io.rungate.report.ReportFormat;
import io.rungate.report.ReportItem;
import io.rungate.report.Reporter;
import io.rungate.rules.CacheInventory;
import java.util.List;

/** Makes room. */
record CacheCleanCommand(Console console) implements Command {
  private static final OptionSpec ALL = OptionSpec.flag("--all", "Remove everything that is kept.");

  private static final OptionSpec DRY_RUN =
      OptionSpec.flag("--dry-run", "Remove nothing; say what would be removed.");

  @Override
  public String name() {
    return "clean";
  }

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of(
            "Removes what was not used for 30 days, what was left over, and the oldest beyond 512 MB.",
            "Runs that add something do the same by themselves."),
        List.of(),
        CommandSpec.join(CacheOptions.ALL, List.of(ALL, DRY_RUN)),
        CommandSpec.exits("removed, or nothing to remove", "something could not be removed"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException {
    CacheOptions options = new CacheOptions(console, arguments);
    boolean all = arguments.has(ALL);
    boolean dryRun = arguments.has(DRY_RUN);
    List<CacheInventory.Item> going =
        options.items().stream().filter(item -> all || item.goes()).toList();
    CacheInventory stock = CacheInventory.of(options.folder());
    List<CacheInventory.Item> gone = dryRun ? going : stock.remove(going);
    try (Reporter reporter = Reports.answer(console, ReportFormat.TEXT, Paint.PLAIN)) {
      reporter.report(new ReportItem.CacheRemoval(gone, dryRun));
    }
    if (gone.size() == going.size()) {
      return ExitCode.ACCEPTED;
    }
    for (CacheInventory.Item item : going) {
      if (!gone.contains(item)) {
        Faults.tell(console, item.file() + " cannot be removed");
      }
    }
    return ExitCode.NOT_JUDGED;
  }
}
