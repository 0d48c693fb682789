package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.lint.PackLint;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.report.LintReport;
import io.rungate.report.ReportFormat;
import io.rungate.rules.LintFinding;
import io.rungate.rules.PackLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Holds a pack to the habits of good rules. */
record RulesLintCommand(Console console) implements Command {
  private static final ParameterSpec FOLDER =
      ParameterSpec.optional("DIR", "The folder of the pack.");

  private static final OptionSpec FIX =
      OptionSpec.flag("--fix", "Mend what is mechanical: imports, quotes, blanks.");

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of(
            "Says what could be better in a rule pack, and how.",
            "The pack is DIR, else RUNGATE_RULES, else the newest shipped; --fix wants DIR."),
        List.of(FOLDER),
        List.of(FIX, SharedOptions.FORMAT, SharedOptions.CACHE_DIR),
        CommandSpec.exits(
            "nothing to mend",
            "something could be better",
            "the pack cannot be read or does not load, or --fix is given no DIR"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, PackException {
    boolean fix = arguments.has(FIX);
    String folder = arguments.parameter(FOLDER);
    PackLoader loader = Packs.loader(console, arguments);
    Path pack = Packs.folder(console, folder, fix, "rungate rules lint --fix DIR");
    if (fix) {
      loader.load(pack); // a rule that does not compile does not tell which imports it needs
      PackLint.fix(pack).forEach(file -> console.err().line("mended " + file));
    }
    List<LintFinding> findings = PackLint.lint(pack);
    ReportFormat format = SharedOptions.format(arguments);
    console.answer(format, new LintReport(findings));
    try { // One that does not load is told as by every other command, whatever lint says of it.
      loader.load(pack);
    } catch (PackException e) {
      return refused(e, findings);
    }
    if (format == ReportFormat.TEXT) {
      int count = findings.size();
      String counted = count == 0 ? "nothing to mend" : count + " findings";
      console.err().line(count == 1 ? "1 finding" : counted, " in ", pack);
    }
    return findings.isEmpty() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
  }

  /** What keeps a pack from loading, but for what the findings have said already. */
  private ExitCode refused(PackException refusal, List<LintFinding> findings) throws PackException {
    List<PackProblem> others = new ArrayList<>(refusal.problems());
    others.removeAll(findings.stream().map(LintFinding::place).toList());
    if (!others.isEmpty()) {
      throw new PackException(others);
    }
    return console.refuse("the rule pack cannot be used, as the findings say");
  }
}
