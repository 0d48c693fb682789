package io.rungate.report;

import java.io.PrintStream;

/** For readers: what is kept as a page. */
final class MarkdownReporter implements Reporter {
  private final PrintStream out;

  MarkdownReporter(ReportTarget target) {
    this.out = target.out();
  }

  @Override
  public void report(ReportItem item) {
    if (!(item instanceof ReportItem.RuleBook book)) {
      throw new IllegalArgumentException("no page of " + item.getClass().getSimpleName());
    }
    out.print(RulesMarkdown.of(book.pack(), book.examples()));
  }
}
