package io.rungate.report;

import static io.rungate.report.Styled.bad;
import static io.rungate.report.Styled.warn;

import io.rungate.gate.LogCheck;

/** Whether a decision log is what was written. */
public record LogReport(String file, LogCheck.Answer answer) implements ReportItem {
  @Override
  public Object tree() {
    return answer;
  }

  @Override
  public void text(Printer out) {
    for (int line : answer.torn()) {
      out.line(
          warn("cut off"),
          "  ",
          file + ":" + line,
          "  a process ended while it wrote this line, as the next one says");
    }
    for (LogCheck.Problem problem : answer.problems()) {
      out.line(bad("broken"), "   ", file + ":" + problem.line(), "  ", problem.what());
    }
    out.line(answer.lines() == 1 ? "1 line" : answer.lines() + " lines", ", head ", answer.head());
    if (answer.behind() > 0) {
      out.line(answer.behind() + " of them behind the head that was asked for");
    }
  }
}
