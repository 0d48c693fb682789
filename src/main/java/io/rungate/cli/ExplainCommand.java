package io.rungate.cli;

import io.rungate.cli.OptionSpec.Kind;
import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordException;
import io.rungate.document.AuditRecordReader;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.Spelling;
import io.rungate.replay.AuditSource;
import io.rungate.report.Explanation;
import io.rungate.report.ReportFormat;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Why a recorded run was judged as it was. */
record ExplainCommand(Console console) implements Command {
  private static final ParameterSpec AUDIT = ParameterSpec.one("AUDIT", "An audit record.");

  private static final ParameterSpec WHAT =
      ParameterSpec.optional("FIELD|CODE", "A field, 'verdict', 'topology', or a code.");

  private static final OptionSpec RUN_NAME =
      OptionSpec.of(Kind.TEXT, "--run", "NAME")
          .says("The run to explain, where AUDIT is a .jsonl file of records.");

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of(
            "Says why a run was judged as it was, from its audit record alone.",
            "With a field of the document, 'verdict', 'topology' or the code of a finding: the tree of reasons, down to"
                + " variables and result keys. Without: verdict, topology and findings with their reasons in short.",
            "With --set, --unset, --flip or --why-not the run is judged again, which needs a rule pack."),
        List.of(AUDIT, WHAT),
        CommandSpec.join(WhatIfOptions.ALL, List.of(RUN_NAME, SharedOptions.COLOR)),
        CommandSpec.exits("it is explained", "no such record, or nothing of that name in it"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, PackException {
    AuditRecord run = read(arguments.parameter(AUDIT), arguments.text(RUN_NAME));
    String what = arguments.parameter(WHAT);
    WhatIfOptions whatIf = new WhatIfOptions(console, arguments);
    if (whatIf.given()) {
      whatIf.answer(run, what);
    } else {
      explain(console, run, what);
    }
    return ExitCode.ACCEPTED;
  }

  static void explain(Console console, AuditRecord run, String what) throws UsageException {
    List<String> names = Explanation.names(run);
    if (what != null && !names.contains(what)) {
      throw new UsageException(
          "nothing in this record is called " + what + Spelling.hint(what, names),
          "It has: " + String.join(" ", names));
    }
    console.answer(ReportFormat.TEXT, new Explanation.Item(run, what));
  }

  private AuditRecord read(String audit, String runName) throws UsageException {
    Path file = console.resolve(audit);
    if (AuditSource.holdsLines(file) || runName != null) {
      return find(audit, runName);
    }
    try {
      return AuditRecordReader.read(Files.readString(file));
    } catch (AuditRecordException e) {
      throw unbelievable(audit, e);
    } catch (CharacterCodingException e) {
      throw new UsageException(audit + ": it is not UTF-8");
    } catch (IOException e) {
      throw new UsageException("the audit record " + audit + " cannot be read");
    }
  }

  /** With a line for each thing that is wrong. */
  private static UsageException unbelievable(String place, AuditRecordException e) {
    List<String> lines = new ArrayList<>(e.problems());
    lines.replaceAll(line -> "  " + line);
    lines.set(0, place + ": " + e.problems().get(0));
    return new UsageException(lines.toArray(String[]::new));
  }

  /** The first record of the run; of the only one, when no name is given. */
  private AuditRecord find(String audit, String runName) throws UsageException {
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
    throw new UsageException(
        runName == null
            ? audit + " holds " + names.size() + " records; name one with --run"
            : audit + " holds no run called " + runName + Spelling.hint(runName, names));
  }
}
