package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.report.Paint;
import io.rungate.report.ReportItem;
import io.rungate.report.Reporter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The cache at a glance. */
@Command(
    name = "list",
    description = "Lists what is kept: packs, JVM archives, and what was left over.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:listed", "2:there is a folder, but it cannot be used"})
final class CacheListCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private CacheOptions options = new CacheOptions();

  @Option(names = "--format", paramLabel = "FORM", description = "text or json (default: text).")
  private Format format = Format.text;

  CacheListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException {
    try (Reporter reporter = Reports.answer(console, format, Paint.PLAIN)) {
      reporter.report(new ReportItem.CacheContent(options.folder(console), options.items(console)));
    }
    return ExitCode.ACCEPTED.number();
  }

  /** Forms of output; lower case, since they are what the user types. */
  enum Format {
    text,
    json
  }
}
