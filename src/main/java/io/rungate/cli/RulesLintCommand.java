package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.lint.NameFix;
import io.rungate.lint.PackLint;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.report.LintReport;
import io.rungate.report.ReportFormat;
import io.rungate.rules.LintFindings.LintFinding;
import io.rungate.rules.PackLoader;
import io.rungate.run.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Holds a pack to the habits of good rules. */
final class RulesLintCommand extends Command {
  private static final Argument FOLDER = new Argument("[DIR]", "The folder of the pack.");

  private static final Argument FIX =
      new Argument("--fix", "Mend what is sure: imports, quotes, blanks, names a slip away.");

  RulesLintCommand() {
    super(
        "lint",
        List.of(
            "Says what could be better in a rule pack, and how.",
            "The pack is DIR, else RUNGATE_RULES, else the newest shipped; --fix wants DIR."),
        exits(
            "nothing to mend",
            "something could be better",
            "the pack cannot be read or does not load, or --fix is given no DIR"),
        List.of(FOLDER),
        List.of(FIX, Call.FORMAT, Packs.CACHE_DIR));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    boolean fix = call.has(FIX);
    Console console = call.console();
    PackLoader loader = Packs.loader(call);
    Path pack = Packs.folder(call, FOLDER, fix, "rungate rules lint --fix DIR");
    if (fix) {
      NameFix.fix(pack, loader).forEach(one -> console.err().line("mended " + one));
      loader.load(pack); // a rule that does not compile does not tell which imports it needs
      PackLint.fix(pack).forEach(file -> console.err().line("mended " + file));
    }
    List<LintFinding> findings = PackLint.lint(pack);
    ReportFormat format = call.format();
    console.answer(format, new LintReport(findings));
    try { // One that does not load is told as by every other command, whatever lint says of it.
      loader.load(pack);
    } catch (PackException e) {
      return refused(console, e, findings);
    }
    if (format == ReportFormat.TEXT) {
      int count = findings.size();
      String counted = count == 0 ? "nothing to mend" : count + " findings";
      console.err().line(count == 1 ? "1 finding" : counted, " in ", pack);
    }
    return findings.isEmpty() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
  }

  /** What keeps a pack from loading, but for what the findings have said already. */
  private static ExitCode refused(
      Console console, PackException refusal, List<LintFinding> findings) throws PackException {
    List<PackProblem> others = new ArrayList<>(refusal.problems());
    others.removeAll(findings.stream().map(LintFinding::place).toList());
    if (!others.isEmpty()) {
      throw new PackException(others);
    }
    return console.refuse("the rule pack cannot be used, as the findings say");
  }
}
