package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.run.InputException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One thing that the program does. */
abstract non-sealed class Command extends Entry {
  @SafeVarargs
  Command(
      String name,
      List<String> description,
      Map<ExitCode, String> exitCodes,
      List<Argument>... arguments) {
    super(name, description, exitCodes, arguments);
  }

  /** Does it. */
  abstract ExitCode run(Call call) throws InputException, PackException;

  @Override
  ExitCode call(Console console, String path, List<String> words)
      throws InputException, PackException {
    if (Call.asksForHelp(words)) {
      return help(console, path);
    }
    Call call;
    try {
      call = Call.of(console, this, words);
    } catch (InputException e) {
      List<String> problems = new ArrayList<>(e.problems());
      problems.add("Try: " + path + " --help");
      throw new InputException(problems);
    }
    if (arguments.contains(Console.COLOR)) {
      console.colour(call.choice(Console.COLOR, Console.ColorChoice.AUTO));
    }
    return run(call);
  }

  static Map<ExitCode, String> exits(String accepted, String rejected, String notJudged) {
    Map<ExitCode, String> meanings = exits(accepted, notJudged);
    meanings.put(ExitCode.REJECTED, rejected);
    return meanings;
  }

  static Map<ExitCode, String> exits(String accepted, String notJudged) {
    Map<ExitCode, String> meanings = new EnumMap<>(ExitCode.class);
    meanings.put(ExitCode.ACCEPTED, accepted);
    meanings.put(ExitCode.NOT_JUDGED, notJudged);
    return meanings;
  }
}
