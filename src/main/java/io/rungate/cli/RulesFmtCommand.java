package io.rungate.cli;

import io.rungate.authoring.PackFormatter;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.report.Printer;
import io.rungate.run.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One form for all packs, so that a difference between two is a difference in what they say. */
final class RulesFmtCommand extends Command {
  private static final Argument CHECK =
      new Argument("--check", "Write nothing; name the files that are not in form.");

  RulesFmtCommand() {
    super(
        "fmt",
        List.of("Brings the rule and YAML files of a pack into their one form; comments stay."),
        exits(
            "all files are in form",
            "with --check: some are not",
            "no pack is named, or a file cannot be read or has no form; nothing is written"),
        List.of(Packs.WRITTEN),
        List.of(CHECK));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    boolean check = call.has(CHECK);
    Printer out = call.console().out();
    Path pack = Packs.folder(call, Packs.WRITTEN, !check, "rungate rules fmt DIR");
    List<PackFormatter.Change> changes = PackFormatter.changes(pack);
    for (PackFormatter.Change change : changes) {
      if (check) {
        out.line(change.file() + ":" + change.line() + ": not in form");
        continue;
      }
      try {
        change.write();
      } catch (IOException e) {
        throw new InputException(change.file() + " cannot be written");
      }
      out.line(change.file() + ": brought into form");
    }
    return check && !changes.isEmpty() ? ExitCode.REJECTED : ExitCode.ACCEPTED;
  }
}
