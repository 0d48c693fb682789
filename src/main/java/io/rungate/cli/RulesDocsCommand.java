package io.rungate.cli;

import io.rungate.cases.Example;
import io.rungate.gate.ExitCode;
import io.rungate.pack.Catalogue;
import io.rungate.pack.PackException;
import io.rungate.report.ReportFormat;
import io.rungate.report.ReportItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The catalogue that people read, written from the rules so that it cannot say something else. */
@Command(
    name = "docs",
    description = "Writes the catalogue of a pack's rules beside them: RULES.md.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:written, or current",
      "1:with --check: it is not current",
      "2:no pack is named, or it cannot be read"
    })
final class RulesDocsCommand implements Callable<Integer> {
  /** In the folder of the pack. */
  private static final String FILE = "RULES.md";

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The rule pack (with --check: else RUNGATE_RULES, else the newest shipped).")
  private String folder;

  @Option(names = "--check", description = "Write nothing; say whether the catalogue is current.")
  private boolean check;

  RulesDocsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, PackException {
    Catalogue pack =
        Catalogue.read(
            check
                ? Packs.folder(console, folder)
                : Packs.writable(console, folder, "rungate rules docs DIR"));
    Path file = pack.folder().resolve(FILE);
    String text =
        Reports.text(
            ReportFormat.MARKDOWN, new ReportItem.RuleBook(pack, Example.of(pack.folder())));
    try {
      boolean current = Files.isRegularFile(file) && Files.readString(file).equals(text);
      if (check && !current) {
        console.out().println(file + " is not current; run: rungate rules docs " + pack.folder());
        return ExitCode.REJECTED.number();
      }
      if (!current) {
        Files.writeString(file, text);
      }
    } catch (IOException e) {
      throw new UsageException(file + " cannot be " + (check ? "read" : "written"));
    }
    console.out().println(file + (check ? ": current" : ": " + pack.rules().size() + " rules"));
    return ExitCode.ACCEPTED.number();
  }
}
