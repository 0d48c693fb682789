package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.Catalogue;
import io.rungate.pack.PackException;
import io.rungate.report.RuleList;
import io.rungate.run.InputException;
import java.util.List;

/** All rules of a pack at a glance. */
final class RulesListCommand extends Command {
  private static final Argument FOLDER =
      new Argument("[DIR]", "The rule pack (else RUNGATE_RULES, else the newest shipped).");

  RulesListCommand() {
    super(
        "list",
        List.of("Lists all rules of a pack: concern, place, severity, code and sentence."),
        exits("listed", "the pack cannot be read"),
        List.of(FOLDER),
        List.of(Call.FORMAT));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    Catalogue pack = Catalogue.read(Packs.folder(call, call.text(FOLDER)));
    call.console().answer(call.format(), new RuleList(pack));
    return ExitCode.ACCEPTED;
  }
}
