package io.rungate.cli;

import io.rungate.document.RecordProblem;
import io.rungate.document.RecordedRun;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.Spelling;
import io.rungate.replay.Recordings;
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
    RecordedRun run = read(console.resolve(audit));
    if (whatIf.given()) {
      whatIf.answer(console, run, what, console.outPaint(color.choice()));
    } else {
      explain(run);
    }
    return ExitCode.ACCEPTED.number();
  }

  private void explain(RecordedRun run) throws UsageException {
    Paint paint = console.outPaint(color.choice());
    String text =
        what == null ? Explanation.overview(run, paint) : Explanation.of(run, what, paint);
    if (text == null) {
      throw unknown(what, run);
    }
    console.out().print(text);
  }

  static UsageException unknown(String what, RecordedRun run) {
    List<String> names = Explanation.names(run);
    return new UsageException(
        "nothing in this record is called "
            + what
            + Spelling.hint(what, names)
            + "\nIt has: "
            + String.join(" ", names));
  }

  private RecordedRun read(Path file) throws UsageException {
    if (Recordings.holdsLines(file) || runName != null) {
      return find(file);
    }
    try {
      return RecordedRun.read(Files.readString(file));
    } catch (RecordProblem e) {
      throw new UsageException(audit + ": " + e.getMessage());
    } catch (CharacterCodingException e) {
      throw new UsageException(audit + ": it is not UTF-8");
    } catch (IOException e) {
      throw new UsageException("the audit record " + audit + " cannot be read");
    }
  }

  /** The first record of the run; of the only one, when no name is given. */
  private RecordedRun find(Path file) throws UsageException {
    List<String> names = new ArrayList<>();
    RecordedRun only = null;
    try (Recordings recordings = new Recordings(List.of(file))) {
      while (recordings.hasNext()) {
        only = recordings.next().read();
        names.add(String.valueOf(only.name()));
        if (String.valueOf(only.name()).equals(runName)) {
          return only;
        }
      }
    } catch (RecordProblem e) {
      throw new UsageException(e.getMessage());
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
