package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.json.JsonNull;
import io.rungate.json.JsonWriter;
import io.rungate.lint.PackLint;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.rules.LintFinding;
import io.rungate.rules.PackLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds a pack to the habits of good rules. */
record RulesLintCommand(Console console) implements Command {
  private static final ParameterSpec FOLDER =
      ParameterSpec.optional("DIR", "The folder of the pack.");

  private static final OptionSpec FIX =
      OptionSpec.flag("--fix", "Mend what is mechanical: imports, quotes, blanks.");

  @Override
  public String name() {
    return "lint";
  }

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
    boolean json = SharedOptions.json(arguments);
    String folder = arguments.parameter(FOLDER);
    PackLoader loader = Packs.loader(console, arguments.text(SharedOptions.CACHE_DIR));
    Path pack =
        fix
            ? Packs.writable(console, folder, "rungate rules lint --fix DIR")
            : Packs.folder(console, folder);
    if (fix) {
      loader.load(pack); // a rule that does not compile does not tell which imports it needs
      PackLint.fix(pack).forEach(file -> console.err().println("mended " + file));
    }
    List<LintFinding> findings = PackLint.lint(pack);
    if (json) {
      console.out().println(json(findings));
    } else {
      for (LintFinding finding : findings) {
        console.out().println(finding);
        console.out().println("  Prefer: " + finding.code().prefer());
      }
    }
    console.out().flush();
    try {
      // One that does not load is told as by every other command, whatever lint says of it.
      loader.load(pack);
    } catch (PackException e) {
      return refused(e, findings);
    }
    if (!json) {
      console.err().println(count(findings.size()) + " in " + pack);
    }
    return findings.isEmpty() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
  }

  /** What keeps a pack from loading, but for what the findings have said already. */
  private ExitCode refused(PackException refusal, List<LintFinding> findings) throws PackException {
    Set<PackProblem> told = findings.stream().map(LintFinding::place).collect(Collectors.toSet());
    List<PackProblem> others =
        refusal.problems().stream().filter(problem -> !told.contains(problem)).toList();
    if (!others.isEmpty()) {
      throw new PackException(others);
    }
    return Faults.tell(console, "the rule pack cannot be used, as the findings say");
  }

  private static String count(int findings) {
    return findings == 0 ? "nothing to mend" : findings == 1 ? "1 finding" : findings + " findings";
  }

  private static String json(List<LintFinding> findings) {
    List<Object> all = new ArrayList<>();
    for (LintFinding finding : findings) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("code", finding.code().toString());
      one.put("file", finding.place().file());
      one.put("line", finding.place().line());
      one.put("rule", finding.place().rule() == null ? JsonNull.NULL : finding.place().rule());
      one.put("message", finding.place().message());
      one.put("prefer", finding.code().prefer());
      all.add(one);
    }
    return JsonWriter.pretty(all);
  }
}
