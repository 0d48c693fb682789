package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.Catalogue;
import io.rungate.pack.PackException;
import io.rungate.report.Paint;
import io.rungate.report.ReportItem;
import io.rungate.report.Reporter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** All rules of a pack at a glance. */
@Command(
    name = "list",
    description = "Lists all rules of a pack: concern, place, severity, code and sentence.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:listed", "2:the pack cannot be read"})
final class RulesListCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The rule pack (else RUNGATE_RULES, else the newest shipped).")
  private String folder;

  @Option(names = "--format", paramLabel = "FORM", description = "text or json (default: text).")
  private Format format = Format.text;

  RulesListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, PackException {
    Catalogue pack = Catalogue.read(Packs.folder(console, folder));
    try (Reporter reporter = Reports.answer(console, format, Paint.PLAIN)) {
      reporter.report(new ReportItem.Rules(pack));
    }
    return ExitCode.ACCEPTED.number();
  }

  /** Forms of output; lower case, since they are what the user types. */
  enum Format {
    text,
    json
  }
}
