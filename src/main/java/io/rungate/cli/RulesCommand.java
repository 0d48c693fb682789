package io.rungate.cli;

import io.rungate.gate.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What people who write rules need; each subcommand is a class of its own. */
@Command(name = "rules", description = "Lists, documents, writes and formats the rules of a pack.")
final class RulesCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  private RulesCommand(Console console) {
    this.console = console;
  }

  static CommandLine with(Console console) {
    CommandLine group = new CommandLine(new RulesCommand(console));
    group.addSubcommand(new RulesListCommand(console));
    group.addSubcommand(new RulesFmtCommand(console));
    group.getSubcommands().values().forEach(command -> command.addMixin("help", new HelpOption()));
    return group;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(console.err());
    return ExitCode.NOT_JUDGED.number();
  }
}
