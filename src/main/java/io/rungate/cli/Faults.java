package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.run.InputException;

/** What went wrong with a call, in sentences. */
final class Faults {
  private Faults() {}

  static int tell(Console console, Exception fault) {
    if (fault instanceof PackException pack) {
      console.err().println("rungate: the rule pack cannot be used");
      for (PackProblem problem : pack.problems()) {
        console.err().println(problem);
      }
    } else if (fault instanceof UsageException || fault instanceof InputException) {
      console.err().println("rungate: " + fault.getMessage());
    } else {
      console.err().println("rungate: this is a fault of rungate itself: " + fault);
    }
    return ExitCode.NOT_JUDGED.number();
  }

  static int tell(Console console, VirtualMachineError fault) {
    console.err().println("rungate: the memory at hand is not enough: " + fault);
    return ExitCode.NOT_JUDGED.number();
  }
}
