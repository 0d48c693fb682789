package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.report.Paint;
import io.rungate.report.ReportFormat;
import io.rungate.report.ReportItem;
import io.rungate.report.Reporter;
import io.rungate.rules.CacheInventory;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes room. */
@Command(
    name = "clean",
    description = {
      "Removes what was not used for 30 days, what was left over, and the oldest beyond 512 MB.",
      "Runs that add something do the same by themselves."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:removed, or nothing to remove", "2:something could not be removed"})
final class CacheCleanCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private CacheOptions options = new CacheOptions();

  @Option(names = "--all", description = "Remove everything that is kept.")
  private boolean all;

  @Option(names = "--dry-run", description = "Remove nothing; say what would be removed.")
  private boolean dryRun;

  CacheCleanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException {
    List<CacheInventory.Item> going =
        options.items(console).stream().filter(item -> all || item.goes()).toList();
    CacheInventory stock = CacheInventory.of(options.folder(console));
    List<CacheInventory.Item> gone = dryRun ? going : stock.remove(going);
    try (Reporter reporter = Reports.answer(console, ReportFormat.TEXT, Paint.PLAIN)) {
      reporter.report(new ReportItem.CacheRemoval(gone, dryRun));
    }
    if (gone.size() == going.size()) {
      return ExitCode.ACCEPTED.number();
    }
    for (CacheInventory.Item item : going) {
      if (!gone.contains(item)) {
        console.err().println("rungate: " + item.file() + " cannot be removed");
      }
    }
    return ExitCode.NOT_JUDGED.number();
  }
}
