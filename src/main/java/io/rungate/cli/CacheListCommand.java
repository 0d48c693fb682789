package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.report.Paint;
import io.rungate.report.ReportItem;
import io.rungate.report.Reporter;
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
        List.of("Lists what is kept: compiled packs, and what was left over."),
        List.of(),
        CommandSpec.join(CacheOptions.ALL, List.of(SharedOptions.FORMAT)),
        CommandSpec.exits("listed", "there is a folder, but it cannot be used"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException {
    CacheOptions options = new CacheOptions(console, arguments);
    try (Reporter reporter =
        Reports.answer(console, SharedOptions.format(arguments), Paint.PLAIN)) {
      reporter.report(new ReportItem.CacheContent(options.folder(), options.items()));
    }
    return ExitCode.ACCEPTED;
  }
}
