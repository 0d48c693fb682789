package io.rungate.cli;

import io.rungate.authoring.PackFormatter;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One form for all packs, so that a difference between two is a difference in what they say. */
@Command(
    name = "fmt",
    description = "Brings the rule and YAML files of a pack into their one form; comments stay.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all files are in form",
      "1:with --check: some are not",
      "2:no pack is named, or a file cannot be read or has no form; nothing is written"
    })
final class RulesFmtCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The rule pack (with --check: else RUNGATE_RULES, else the newest shipped).")
  private String folder;

  @Option(names = "--check", description = "Write nothing; name the files that are not in form.")
  private boolean check;

  RulesFmtCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, PackException {
    Path pack =
        check
            ? Packs.folder(console, folder)
            : Packs.writable(console, folder, "rungate rules fmt DIR");
    List<PackFormatter.Change> changes = PackFormatter.changes(pack);
    for (PackFormatter.Change change : changes) {
      if (check) {
        console.out().println(change.file() + ":" + change.line() + ": not in form");
        continue;
      }
      try {
        change.write();
      } catch (IOException e) {
        throw new UsageException(change.file() + " cannot be written");
      }
      console.out().println(change.file() + ": brought into form");
    }
    return (check && !changes.isEmpty() ? ExitCode.REJECTED : ExitCode.ACCEPTED).number();
  }
}
