package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.replay.AuditSource;
import io.rungate.report.RecordedSource;
import io.rungate.report.ReportFormat;
import io.rungate.report.Reporter;
import io.rungate.run.InputException;
import java.util.List;

/** Reports of what was judged earlier, without the runs. */
final class ReportCommand extends Command {
  private static final Argument RECORDS =
      new Argument("AUDIT|JSONL...", "Records, folders, .jsonl files of records or lines.");

  private static final Argument REPORT =
      Call.reports("text", "json", "jsonl", "junit", "sarif", "github", "markdown");

  ReportCommand() {
    super(
        "report",
        List.of(
            "Makes reports of what was judged earlier, without the runs.",
            "AUDIT is an audit record, a folder with audit_*.json anywhere below it, or a .jsonl or .jsonl.gz file with"
                + " one record a line; JSONL has the lines of an earlier call of process, check or gate (--format jsonl)."
                + " Without --report the text goes to standard output."),
        exits("all was read, and the reports are made", "something could not be read or written"),
        List.of(RECORDS),
        List.of(REPORT, Console.COLOR));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    if (call.has(REPORT)) {
      return Reports.only(call, REPORT, reporter -> report(call, reporter));
    }
    try (Reporter reporter = ReportFormat.TEXT.report(call.console().out())) {
      return report(call, reporter);
    }
  }

  private static ExitCode report(Call call, Reporter reporter) throws InputException {
    Console console = call.console();
    List<String> places = call.texts(RECORDS);
    RecordedSource source = new RecordedSource(console.folder());
    try (AuditSource records = new AuditSource(places.stream().map(console::resolve).toList())) {
      if (!records.hasNext()) {
        throw new InputException("nothing to report: no record in " + String.join(" ", places));
      }
      while (records.hasNext()) {
        source.read(records.next()).ifPresent(reporter::report);
      }
    }
    reporter.report(source.totals());
    return source.isReadable() ? ExitCode.ACCEPTED : ExitCode.NOT_JUDGED;
  }
}
