package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.run.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program: streams and arguments in, an exit code out. */
public final class Main {
  static final Entry.Group COMMANDS =
      new Entry.Group(
          "rungate",
          "Decides whether a benchmark run may be published, and says why.",
          List.of(Argument.VERSION),
          new ProcessCommand(),
          new CheckCommand(),
          new GateCommand(),
          new ExplainCommand(),
          new ReplayCommand(),
          new DiffCommand(),
          new ReportCommand(),
          new Entry.Group(
              "rules",
              "Check, test and describe rule packs.",
              List.of(),
              new RulesTestCommand(),
              new RulesLintCommand(),
              new RulesListCommand(),
              new RulesDocsCommand(),
              new RulesNewCommand(),
              new RulesFmtCommand(),
              new RulesReleaseCommand(),
              new RulesMutateCommand(),
              new RulesCoverageCommand(),
              new RulesCompletenessCommand()),
          new Entry.Group(
              "log",
              "Check decision logs, which process, check and gate write with --log.",
              List.of(),
              new LogVerifyCommand()),
          new Entry.Group(
              "cache",
              "Show, tidy and fill the folder of compiled packs.",
              List.of(),
              new CacheCommands.Show(),
              new CacheCommands.Clean(),
              new CacheCommands.Warm()),
          CompletionCommand.all(),
          new Help());

  private Main() {}

  /** Runs a command; whatever goes wrong becomes a sentence on standard error and an exit code. */
  static int run(Console console, String... words) {
    try {
      return COMMANDS.call(console, COMMANDS.name, List.of(words)).number();
    } catch (PackException e) {
      console.refuse("the rule pack cannot be used");
      e.problems().forEach(console.err()::line);
    } catch (InputException e) {
      console.refuse(e.problems().get(0));
      e.problems().stream().skip(1).forEach(console.err()::line);
    } catch (RuntimeException e) {
      console.refuse("this is a fault of rungate itself: " + e);
    } catch (StackOverflowError | OutOfMemoryError e) {
      console.refuse("the memory at hand is not enough: " + e);
    }
    return ExitCode.NOT_JUDGED.number();
  }

  /** {@code rungate help rules lint} is another way to say {@code rungate rules lint --help}. */
  private static final class Help extends Command {
    private static final Argument COMMAND =
        new Argument("[COMMAND...]", "The command, such as: rules lint.");

    Help() {
      super("help", List.of("Shows the help of a command."), Map.of(), List.of(COMMAND));
    }

    @Override
    ExitCode run(Call call) throws InputException, PackException {
      List<String> words = new ArrayList<>(call.texts(COMMAND));
      words.add(Argument.HELP.name());
      return COMMANDS.call(call.console(), COMMANDS.name, words);
    }
  }
}
