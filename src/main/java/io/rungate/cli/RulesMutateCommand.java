package io.rungate.cli;

import io.rungate.cases.CaseFolder;
import io.rungate.cases.CaseReader;
import io.rungate.cases.CaseSuiteResult;
import io.rungate.cases.EquivalentMutants;
import io.rungate.cases.Mutant;
import io.rungate.cases.Mutation;
import io.rungate.cases.Mutation.Fate;
import io.rungate.cases.Mutation.Outcome;
import io.rungate.cli.OptionSpec.Kind;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.RulePack;
import io.rungate.rules.IncrementalPackLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Damages a pack to see whether its cases notice. */
record RulesMutateCommand(Console console) implements Command {
  private static final OptionSpec ONLY =
      OptionSpec.of(Kind.TEXT, "--only", "TEXT")
          .says("Only mutants whose file, rule or entry holds this text.");

  private static final OptionSpec BROKEN =
      OptionSpec.flag("--broken", "Show the mutants that are no pack, too, and why.");

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of(
            "Makes one mistake at a time in a rule pack, in memory, and reports those that no case notices.",
            "A mistake that cannot matter is named with its reason in cases/equivalent-mutants.yaml."),
        List.of(WorkshopOptions.DIR),
        CommandSpec.join(WorkshopOptions.ALL, List.of(ONLY, BROKEN)),
        CommandSpec.exits(
            "the cases notice every mistake that matters",
            "at least one mistake goes unnoticed and unexplained",
            "the pack or its cases cannot be used, or the cases fail as it is"));
  }

  @Override
  public ExitCode run(Arguments arguments) throws UsageException, PackException {
    Path folder = new WorkshopOptions(console, arguments).folder();
    String only = arguments.has(ONLY) ? arguments.text(ONLY) : "";
    PackFiles files = PackReader.files(folder);
    IncrementalPackLoader bench = new IncrementalPackLoader();
    RulePack pack = bench.load(files);
    CaseFolder caseFolder = CaseFolder.read(folder);
    CaseSuiteResult trial = CaseSuiteResult.of(pack, CaseReader.read(pack, caseFolder));
    if (trial.failed() > 0) {
      throw new UsageException(
          trial.failed() + " cases fail as it is; see: rungate rules test " + folder);
    }
    EquivalentMutants excuses = EquivalentMutants.read(caseFolder);
    Mutation mutation = new Mutation(files, trial, bench);
    List<Mutant> mutants =
        mutation.mutants().stream()
            .filter(mutant -> mutant.file().contains(only) || mutant.where().contains(only))
            .toList();
    if (mutants.isEmpty()) {
      throw new UsageException("nothing to damage: no file, rule or entry holds " + only);
    }
    List<Outcome> outcomes = mutation.run(mutants, done -> progress(done, mutants.size()));
    if (arguments.has(BROKEN)) {
      with(Fate.BROKEN, outcomes)
          .forEach(one -> show(pack, one.mutant(), "no pack: " + one.broken()));
    }
    return report(pack, outcomes, excuses, only.isEmpty());
  }

  private static Stream<Outcome> with(Fate fate, List<Outcome> outcomes) {
    return outcomes.stream().filter(outcome -> outcome.fate() == fate);
  }

  private ExitCode report(
      RulePack pack, List<Outcome> outcomes, EquivalentMutants excuses, boolean every) {
    List<Mutant> survivors = with(Fate.SURVIVED, outcomes).map(Outcome::mutant).toList();
    List<Mutant> unexplained =
        survivors.stream().filter(mutant -> !excuses.excuse(mutant)).toList();
    unexplained.forEach(mutant -> show(pack, mutant, "survives"));
    List<String> unused = every ? excuses.unused(survivors) : List.of();
    unused.forEach(console.out()::line);
    long broken = with(Fate.BROKEN, outcomes).count();
    long loaded = outcomes.size() - broken;
    long noticed = loaded - survivors.size();
    String summary =
        "%d mutants, %d of them no pack: of %d the cases notice %d (%.1f %%);"
            + " %d survive, %d of them explained";
    int explained = survivors.size() - unexplained.size();
    double share = loaded == 0 ? 0.0 : 100.0 * noticed / loaded;
    int all = outcomes.size();
    int alive = survivors.size();
    console
        .out()
        .line(
            String.format(
                Locale.ROOT, summary, all, broken, loaded, noticed, share, alive, explained));
    return unexplained.isEmpty() && unused.isEmpty() ? ExitCode.ACCEPTED : ExitCode.REJECTED;
  }

  private void show(RulePack pack, Mutant mutant, String fate) {
    String place = pack.shown(mutant.file()) + ":" + mutant.line();
    console.out().line(place + ": " + fate.lines().findFirst().orElse(""));
    console.out().line("  in      " + mutant.where());
    console.out().line("  change  " + mutant.change());
  }

  private synchronized void progress(int done, int all) {
    if (console.terminal()) {
      console.err().raw("\r" + done + " of " + all + (done == all ? "\n" : ""));
      console.err().flush();
    } else if (done % 100 == 0 || done == all) {
      console.remark(done + " of " + all);
    }
  }
}
