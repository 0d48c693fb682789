package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.Spelling;
import io.rungate.pack.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: streams and arguments in, an exit code out. */
@Command(
    name = "rungate",
    mixinStandardHelpOptions = true,
    version = "rungate " + Version.PROGRAM,
    description = "Decides whether a benchmark run may be published, and says why.")
public final class Main {
  private Main() {}

  /** Runs a command; whatever goes wrong becomes a sentence on standard error and an exit code. */
  static int run(Console console, String... args) {
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand(new ProcessCommand(console));
    line.addSubcommand(new CheckCommand(console));
    line.addSubcommand(new GateCommand(console));
    line.addSubcommand(new ExplainCommand(console));
    line.addSubcommand(new ReplayCommand(console));
    line.addSubcommand(new DiffCommand(console));
    line.addSubcommand(
        new CommandLine(new RulesCommand())
            .addSubcommand(new RulesTestCommand(console))
            .addSubcommand(new RulesLintCommand(console))
            .addSubcommand(new RulesListCommand(console))
            .addSubcommand(new RulesDocsCommand(console))
            .addSubcommand(new RulesNewCommand(console))
            .addSubcommand(new RulesFmtCommand(console))
            .addSubcommand(new RulesMutateCommand(console))
            .addSubcommand(new RulesCoverageCommand(console))
            .addSubcommand(new RulesCompletenessCommand(console)));
    line.addSubcommand(
        new CommandLine(new CacheCommand())
            .addSubcommand(new CacheListCommand(console))
            .addSubcommand(new CacheCleanCommand(console))
            .addSubcommand(new CacheWarmCommand(console)));
    addHelp(line);
    line.setOut(new java.io.PrintWriter(console.out(), true));
    line.setErr(new java.io.PrintWriter(console.err(), true));
    line.setExecutionExceptionHandler((fault, command, parsed) -> Faults.tell(console, fault));
    line.setParameterExceptionHandler(
        (fault, arguments) -> {
          console.err().println("rungate: " + fault.getMessage() + suggestion(fault));
          console.err().println("Try: rungate " + command(fault) + "--help");
          return ExitCode.NOT_JUDGED.number();
        });
    if (args.length == 0) {
      line.usage(console.err());
      return ExitCode.NOT_JUDGED.number();
    }
    try {
      return line.execute(args);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return Faults.tell(console, e);
    }
  }

  private static void addHelp(CommandLine line) {
    for (CommandLine command : line.getSubcommands().values()) {
      command.addMixin("help", new HelpOption());
      addHelp(command);
    }
  }

  private static String suggestion(CommandLine.ParameterException fault) {
    if (!(fault instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return "";
    }
    String word = unmatched.getUnmatched().get(0);
    CommandLine command = fault.getCommandLine();
    return Spelling.hint(
        word,
        word.startsWith("-")
            ? command.getCommandSpec().optionsMap().keySet()
            : command.getSubcommands().keySet());
  }

  private static String command(CommandLine.ParameterException fault) {
    String name = fault.getCommandLine().getCommandSpec().qualifiedName();
    return name.equals("rungate") ? "" : name.substring("rungate ".length()) + " ";
  }
}
