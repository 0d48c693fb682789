package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.run.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code rungate help rules lint} is another way to say {@code rungate rules lint --help}. */
record HelpCommand(Console console) implements Command {
  private static final ParameterSpec COMMAND =
      ParameterSpec.anyNumber("COMMAND", "The command, such as: rules lint.");

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of("Shows the help of a command."), List.of(COMMAND), List.of(), Map.of());
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, InputException, PackException {
    List<String> words = new ArrayList<>(arguments.parameters(COMMAND));
    words.add(OptionSpec.HELP.name());
    return Main.run(console, words);
  }
}
