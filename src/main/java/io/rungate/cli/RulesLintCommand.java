package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.lint.PackLint;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.report.Paint;
import io.rungate.report.ReportItem;
import io.rungate.report.Reporter;
import io.rungate.rules.LintFinding;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds a pack to the habits of good rules. */
@Command(
    name = "lint",
    description = {
      "Says what could be better in a rule pack, and how.",
      "",
      "The pack is DIR, else RUNGATE_RULES, else the newest shipped; --fix wants DIR."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing to mend",
      "1:something could be better",
      "2:the pack cannot be read or does not load, or --fix is given no DIR"
    })
final class RulesLintCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "The folder of the pack.")
  private String folder;

  @Option(names = "--fix", description = "Mend what is mechanical: imports, quotes, blanks.")
  private boolean fix;

  @Option(names = "--format", paramLabel = "FORM", description = "text or json (default: text).")
  private Format format = Format.text;

  /** Forms of output; lower case, since they are what the user types. */
  enum Format {
    text,
    json
  }

  @Option(names = "--cache-dir", paramLabel = "DIR", description = "The folder of compiled packs.")
  private String cacheDir;

  RulesLintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, PackException {
    Path pack =
        fix
            ? Packs.writable(console, folder, "rungate rules lint --fix DIR")
            : Packs.folder(console, folder);
    if (fix) {
      load(pack); // a rule that does not compile does not tell which imports it needs
      PackLint.fix(pack).forEach(file -> console.err().println("mended " + file));
    }
    List<LintFinding> findings = PackLint.lint(pack);
    try (Reporter reporter = Reports.answer(console, format, Paint.PLAIN)) {
      reporter.report(new ReportItem.Lint(findings));
      load(pack);
      reporter.report(new ReportItem.LintTotals(findings.size(), pack));
    } catch (PackException e) {
      return refused(e, findings);
    }
    return findings.isEmpty() ? 0 : 1;
  }

  /** A pack that does not load is told as by every other command, whatever lint says of it. */
  private void load(Path pack) throws PackException {
    Packs.loader(console, cacheDir).load(pack);
  }

  /** What keeps a pack from loading, but for what the findings have said already. */
  private int refused(PackException refusal, List<LintFinding> findings) throws PackException {
    Set<PackProblem> told = findings.stream().map(LintFinding::place).collect(Collectors.toSet());
    List<PackProblem> others =
        refusal.problems().stream().filter(problem -> !told.contains(problem)).toList();
    if (!others.isEmpty()) {
      throw new PackException(others);
    }
    console.err().println("rungate: the rule pack cannot be used, as the findings say");
    return ExitCode.NOT_JUDGED.number();
  }
}
