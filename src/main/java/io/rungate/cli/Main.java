package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.Spelling;
import io.rungate.pack.Version;
import io.rungate.run.InputException;
import java.util.Collection;
import java.util.List;

/** The program: streams and arguments in, an exit code out. */
public final class Main {
  private Main() {}

  /** Runs a command; whatever goes wrong becomes a sentence on standard error and an exit code. */
  static int run(Console console, String... args) {
    try {
      return run(console, List.of(args)).number();
    } catch (UsageException | InputException | PackException | RuntimeException e) {
      return refused(console, e).number();
    } catch (StackOverflowError | OutOfMemoryError e) {
      return console.refuse("the memory at hand is not enough: " + e).number();
    }
  }

  private static ExitCode refused(Console console, Exception fault) {
    if (fault instanceof PackException pack) {
      console.refuse("the rule pack cannot be used");
      pack.problems().forEach(console.err()::line);
      return ExitCode.NOT_JUDGED;
    }
    if (fault instanceof UsageException usage) {
      return console.refuse(usage.lines());
    }
    if (fault instanceof InputException input) {
      return console.refuse(input.problems());
    }
    return console.refuse("this is a fault of rungate itself: " + fault);
  }

  /** Finds the command that the first words name, and gives it the others. */
  static ExitCode run(Console console, List<String> words)
      throws UsageException, InputException, PackException {
    Entry entry = Commands.all(console);
    String path = "rungate";
    List<String> rest = words;
    while (entry instanceof CommandGroup group) {
      if (rest.isEmpty()) {
        console.err().raw(Usage.of(path, group));
        return ExitCode.NOT_JUDGED;
      }
      String word = rest.get(0);
      if (OptionSpec.HELP.isCalled(word)) {
        break;
      }
      if (Commands.VERSION.isCalled(word) && group.spec().options().contains(Commands.VERSION)) {
        console.out().line("rungate " + Version.PROGRAM);
        return ExitCode.ACCEPTED;
      }
      entry = group.members().get(word);
      if (entry == null) {
        throw new UsageException(unknown(group, word), "Try: " + path + " --help");
      }
      path += " " + word;
      rest = rest.subList(1, rest.size());
    }
    if (entry instanceof Command command && !ArgumentParser.asksForHelp(rest)) {
      Arguments arguments = arguments(command, rest, path);
      if (command.spec().options().contains(SharedOptions.COLOR)) {
        console.colour(arguments.choice(SharedOptions.COLOR, Console.ColorChoice.AUTO));
      }
      return command.run(arguments);
    }
    console.out().raw(Usage.of(path, entry));
    return ExitCode.ACCEPTED;
  }

  private static String unknown(CommandGroup group, String word) {
    boolean option = word.startsWith("-");
    Collection<String> known =
        option
            ? group.spec().options().stream().map(OptionSpec::name).toList()
            : group.members().keySet();
    return "Unknown %s: '%s'%s"
        .formatted(option ? "option" : "command", word, Spelling.hint(word, known));
  }

  private static Arguments arguments(Command command, List<String> words, String path)
      throws UsageException {
    try {
      return new ArgumentParser(command.spec()).parse(words);
    } catch (UsageException e) {
      throw e.with("Try: " + path + " --help");
    }
  }
}
