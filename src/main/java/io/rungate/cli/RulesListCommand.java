package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.Catalogue;
import io.rungate.pack.PackException;
import io.rungate.report.RuleList;
import java.util.List;

/** All rules of a pack at a glance. */
record RulesListCommand(Console console) implements Command {
  private static final ParameterSpec FOLDER =
      ParameterSpec.optional("DIR", "The rule pack (else RUNGATE_RULES, else the newest shipped).");

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of("Lists all rules of a pack: concern, place, severity, code and sentence."),
        List.of(FOLDER),
        List.of(SharedOptions.FORMAT),
        CommandSpec.exits("listed", "the pack cannot be read"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, PackException {
    Catalogue pack = Catalogue.read(Packs.folder(console, arguments.parameter(FOLDER)));
    console.answer(SharedOptions.format(arguments), new RuleList(pack));
    return ExitCode.ACCEPTED;
  }
}
