package io.rungate.report;

import io.rungate.gate.Outcome;
import java.io.PrintStream;

/** Shows the documents that are published, as the consumer gets them, and nothing else. */
public final class DocumentReporter implements Reporter {
  private final PrintStream out;

  public DocumentReporter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void report(ReportItem item) {
    if (item instanceof ReportItem.JudgedRun run
        && run.outcome() instanceof Outcome.Published published) {
      out.print(published.judgement().document().text() + "\n");
    }
  }
}
