package io.rungate.cli;

import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordException;
import io.rungate.document.AuditRecordReader;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.Spelling;
import io.rungate.replay.AuditSource;
import io.rungate.report.Explanation;
import io.rungate.report.ReportFormat;
import io.rungate.run.InputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Why a recorded run was judged as it was. */
final class ExplainCommand extends Command {
  private static final Argument AUDIT = new Argument("AUDIT", "An audit record.");

  private static final Argument WHAT =
      new Argument("[FIELD|CODE]", "A field, 'verdict', 'topology', or a code.");

  private static final Argument RUN_NAME =
      new Argument("--run=NAME", "The run to explain, where AUDIT is a .jsonl file of records.");

  ExplainCommand() {
    super(
        "explain",
        List.of(
            "Says why a run was judged as it was, from its audit record alone.",
            "With a field of the document, 'verdict', 'topology' or the code of a finding: the tree of reasons, down to"
                + " variables and result keys. Without: verdict, topology and findings with their reasons in short.",
            "With --set, --unset, --flip or --why-not the run is judged again, which needs a rule pack."),
        exits("it is explained", "no such record, or nothing of that name in it"),
        List.of(AUDIT, WHAT),
        WhatIfOptions.ALL,
        List.of(RUN_NAME, Console.COLOR));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    AuditRecord run = read(call.console(), call.text(AUDIT), call.text(RUN_NAME));
    String what = call.text(WHAT);
    WhatIfOptions whatIf = new WhatIfOptions(call);
    if (whatIf.given()) {
      whatIf.answer(run, what);
    } else {
      explain(call.console(), run, what);
    }
    return ExitCode.ACCEPTED;
  }

  static void explain(Console console, AuditRecord run, String what) throws InputException {
    List<String> names = Explanation.names(run);
    if (what != null && !names.contains(what)) {
      throw new InputException(
          List.of(
              "nothing in this record is called " + what + Spelling.hint(what, names),
              "It has: " + String.join(" ", names)));
    }
    console.answer(ReportFormat.TEXT, new Explanation.Item(run, what));
  }

  private static AuditRecord read(Console console, String audit, String runName)
      throws InputException {
    Path file = console.resolve(audit);
    if (AuditSource.holdsLines(file) || runName != null) {
      return find(console, audit, runName);
    }
    try {
      return AuditRecordReader.read(Files.readString(file));
    } catch (AuditRecordException e) {
      throw unbelievable(audit, e);
    } catch (CharacterCodingException e) {
      throw new InputException(audit + ": it is not UTF-8");
    } catch (IOException e) {
      throw new InputException("the audit record " + audit + " cannot be read");
    }
  }

  /** With a line for each thing that is wrong. */
  private static InputException unbelievable(String place, AuditRecordException e) {
    List<String> lines = new ArrayList<>(e.problems());
    lines.replaceAll(line -> "  " + line);
    lines.set(0, place + ": " + e.problems().get(0));
    return new InputException(lines);
  }

  /** The first record of the run; of the only one, when no name is given. */
  private static AuditRecord find(Console console, String audit, String runName)
      throws InputException {
    List<String> names = new ArrayList<>();
    AuditRecord only = null;
    try (AuditSource records = new AuditSource(List.of(console.resolve(audit)))) {
      while (records.hasNext()) {
        AuditSource.Entry entry = records.next();
        try {
          only = entry.read();
        } catch (AuditRecordException e) {
          throw unbelievable(entry.place(), e);
        }
        String name = only.subject().name().orElse("");
        names.add(name);
        if (name.equals(runName)) {
          return only;
        }
      }
    }
    if (runName == null && names.size() == 1) {
      return only;
    }
    throw new InputException(
        runName == null
            ? audit + " holds " + names.size() + " records; name one with --run"
            : audit + " holds no run called " + runName + Spelling.hint(runName, names));
  }
}
