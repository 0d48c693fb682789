package io.rungate.report;

import io.rungate.gate.Outcome;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;

/** The formats of reports; a command offers those that have a form for what it tells. */
public enum ReportFormat {
  TEXT,
  JSON,
  /** A line for each run, and one for the counts, which people are told too. */
  JSONL,
  JUNIT,
  SARIF,
  /** Workflow commands. */
  GITHUB,
  MARKDOWN;

  /** As a call names it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * A report in this format.
   *
   * @param people what only a person wants to know, where the report is for programs
   */
  public Reporter to(Printer out, Printer people) {
    return switch (this) {
      case TEXT -> new Text(out);
      case JSON -> new JsonReporter(out);
      case JSONL -> item -> line(item, out, people);
      case JUNIT -> new JUnitXml(out);
      case SARIF -> new Sarif(out);
      case GITHUB -> new GithubCommands(out);
      case MARKDOWN -> new Markdown(out);
    };
  }

  /** A report in this format beside an answer, which tells people what is for them alone. */
  public Reporter report(Printer out) {
    return this == TEXT
        ? new GroupedText(out)
        : to(out, new Printer(new PrintStream(OutputStream.nullOutputStream())));
  }

  private static void line(ReportItem item, Printer out, Printer people) {
    if (item instanceof RunSummary run && run.outcome() instanceof Outcome.Ignored) {
      item.text(people);
      return;
    }
    if (item instanceof RunSummary.Totals) {
      item.text(people);
    }
    out.json(JsonText.compact(item.tree()) + "\n");
    out.flush(); // a program may wait for the answer before it asks on
  }

  private static final class Text implements Reporter {
    private final Printer out;

    /** Whether what comes next is set off from something above it. */
    private boolean below;

    Text(Printer out) {
      this.out = out;
    }

    @Override
    public void report(ReportItem item) {
      if (below && item instanceof ChangeReport) {
        out.line();
      }
      item.text(out);
      if (!(item instanceof RunSummary)) { // of which there may be a million
        out.flush();
      }
      below |= item instanceof PackReport;
    }
  }
}
