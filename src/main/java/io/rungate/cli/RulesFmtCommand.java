package io.rungate.cli;

import io.rungate.authoring.PackFormatter;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One form for all packs, so that a difference between two is a difference in what they say. */
record RulesFmtCommand(Console console) implements Command {
  private static final OptionSpec CHECK =
      OptionSpec.flag("--check", "Write nothing; name the files that are not in form.");

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of("Brings the rule and YAML files of a pack into their one form; comments stay."),
        List.of(WorkshopOptions.WRITTEN),
        List.of(CHECK),
        CommandSpec.exits(
            "all files are in form",
            "with --check: some are not",
            "no pack is named, or a file cannot be read or has no form; nothing is written"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, PackException {
    boolean check = arguments.has(CHECK);
    String folder = arguments.parameter(WorkshopOptions.WRITTEN);
    Path pack = Packs.folder(console, folder, !check, "rungate rules fmt DIR");
    List<PackFormatter.Change> changes = PackFormatter.changes(pack);
    for (PackFormatter.Change change : changes) {
      if (check) {
        console.out().line(change.file() + ":" + change.line() + ": not in form");
        continue;
      }
      try {
        change.write();
      } catch (IOException e) {
        throw new UsageException(change.file() + " cannot be written");
      }
      console.out().line(change.file() + ": brought into form");
    }
    return check && !changes.isEmpty() ? ExitCode.REJECTED : ExitCode.ACCEPTED;
  }
}
