package io.rungate.cli;

import io.rungate.cli.Argument.Kind;
import io.rungate.gate.ExitCode;
import io.rungate.gate.LogCheck;
import io.rungate.report.LogReport;
import io.rungate.run.InputException;
import java.io.IOException;
import java.util.List;

/** Whether a decision log is what was written. */
final class LogVerifyCommand extends Command {
  private static final Argument FILE = new Argument("FILE", Kind.FILE, "The decision log.");

  private static final Argument HEAD =
      new Argument(
          "--head=HASH", "The head hash of an earlier answer: nothing up to it is missing.");

  LogVerifyCommand() {
    super(
        "verify",
        List.of(
            "Proves that no line of a decision log was changed, removed or moved.",
            "Each line names the SHA-256 of the one before. So the end alone can be removed or changed without notice,"
                + " unless somebody noted the hash of the last line, the head: --head finds it again, at the end of the log or"
                + " where the end was then."),
        exits(
            "every line follows the one before, and the head that was asked for is there",
            "a line was changed, removed, added or moved, the last one is cut off, or the head is not there",
            "the log cannot be read"),
        List.of(FILE),
        List.of(HEAD, Call.FORMAT));
  }

  @Override
  ExitCode run(Call call) throws InputException {
    String file = call.text(FILE);
    String head = call.text(HEAD);
    if (head != null && !head.matches("[0-9a-f]{64}")) {
      throw new InputException(
          "--head is no SHA-256 in lower-case hexadecimal digits: '" + head + "'");
    }
    LogCheck.Answer answer;
    try {
      answer = LogCheck.of(call.console().resolve(file), head);
    } catch (IOException e) {
      String reason = InputException.reason(e, "there is no such file");
      throw new InputException("the decision log " + file + " cannot be read: " + reason);
    }
    call.console().answer(call.format(), new LogReport(file, answer));
    return answer.whole() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
  }
}
