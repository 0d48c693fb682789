package io.rungate.cli;

import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordException;
import io.rungate.document.AuditRecordReader;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.Spelling;
import io.rungate.replay.AuditSource;
import io.rungate.report.Explanation;
import io.rungate.report.Paint;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why a recorded run was judged as it was. */
@Command(
    name = "explain",
    description = {
      "Says why a run was judged as it was, from its audit record alone.",
      "",
      "With a field of the document, 'verdict', 'topology' or the code of a finding: the tree of reasons, down to"
          + " variables and result keys. Without: verdict, topology and findings with their reasons in short.",
      "",
      "With --set, --unset, --flip or --why-not the run is judged again, which needs a rule pack."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is explained", "2:no such record, or nothing of that name in it"})
final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "AUDIT", description = "An audit record.")
  String audit;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FIELD|CODE",
      description = "A field, 'verdict', 'topology', or a code.")
  String what;

  @Mixin private WhatIfOptions whatIf = new WhatIfOptions();

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "The run to explain, where AUDIT is a .jsonl file of records.")
  private String runName;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto, always or never (default: auto).")
  JudgingOptions.Color color = JudgingOptions.Color.auto;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, PackException {
    AuditRecord run = read(console.resolve(audit));
    if (whatIf.given()) {
      whatIf.answer(console, run, what, console.outPaint(color.choice()));
    } else {
      explain(run);
    }
    return ExitCode.ACCEPTED.number();
  }

  private void explain(AuditRecord run) throws UsageException {
    Paint paint = console.outPaint(color.choice());
    String text =
        what == null ? Explanation.overview(run, paint) : Explanation.of(run, what, paint);
    if (text == null) {
      throw unknown(what, run);
    }
    console.out().print(text);
  }

  static UsageException unknown(String what, AuditRecord run) {
    List<String> names = Explanation.names(run);
    return new UsageException(
        "nothing in this record is called "
            + what
            + Spelling.hint(what, names)
            + "\nIt has: "
            + String.join(" ", names));
  }

  private AuditRecord read(Path file) throws UsageException {
    if (AuditSource.holdsLines(file) || runName != null) {
      return find(file);
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
    return new UsageException(place + ": " + String.join("\n  ", e.problems()));
  }

  /** The first record of the run; of the only one, when no name is given. */
  private AuditRecord find(Path file) throws UsageException {
    List<String> names = new ArrayList<>();
    AuditRecord only = null;
    try (AuditSource records = new AuditSource(List.of(file))) {
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
