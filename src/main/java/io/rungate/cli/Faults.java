package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.run.InputException;

/** What went wrong with a call, in sentences on standard error. */
final class Faults {
  private Faults() {}

  static ExitCode tell(Console console, Exception fault) {
    if (fault instanceof PackException pack) {
      tell(console, "the rule pack cannot be used");
      pack.problems().forEach(console.err()::println);
      return ExitCode.NOT_JUDGED;
    }
    boolean sentence = fault instanceof UsageException || fault instanceof InputException;
    return tell(
        console, sentence ? fault.getMessage() : "this is a fault of rungate itself: " + fault);
  }

  static ExitCode tell(Console console, String sentence) {
    console.err().println("rungate: " + sentence);
    return ExitCode.NOT_JUDGED;
  }
}
