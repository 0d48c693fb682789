package io.rungate.cli;

import io.rungate.cases.CaseFolder;
import io.rungate.cases.CaseReader;
import io.rungate.cases.CaseSuiteResult;
import io.rungate.cases.EquivalentMutants;
import io.rungate.cases.Mutant;
import io.rungate.cases.Mutation;
import io.rungate.cases.Mutation.Fate;
import io.rungate.cases.Mutation.Outcome;
import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.RulePack;
import io.rungate.rules.IncrementalPackLoader;
import io.rungate.run.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Damages a pack to see whether its cases notice. */
final class RulesMutateCommand extends Command {
  private static final Argument ONLY =
      new Argument("--only=TEXT", "Only mutants whose file, rule or entry holds this text.");

  private static final Argument BROKEN =
      new Argument("--broken", "Show the mutants that are no pack, too, and why.");

  RulesMutateCommand() {
    super(
        "mutate",
        List.of(
            "Makes one mistake at a time in a rule pack, in memory, and reports those that no case notices.",
            "A mistake that cannot matter is named with its reason in cases/equivalent-mutants.yaml."),
        exits(
            "the cases notice every mistake that matters",
            "at least one mistake goes unnoticed and unexplained",
            "the pack or its cases cannot be used, or the cases fail as it is"),
        Packs.WORKSHOP,
        List.of(ONLY, BROKEN));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    Console console = call.console();
    Path folder = Packs.workshop(call);
    String only = call.has(ONLY) ? call.text(ONLY) : "";
    PackFiles files = PackReader.files(folder);
    IncrementalPackLoader bench = new IncrementalPackLoader();
    RulePack pack = bench.load(files);
    CaseFolder caseFolder = CaseFolder.read(folder);
    CaseSuiteResult trial = CaseSuiteResult.of(pack, CaseReader.read(pack, caseFolder));
    if (trial.failed() > 0) {
      throw new InputException(
          trial.failed() + " cases fail as it is; see: rungate rules test " + folder);
    }
    EquivalentMutants excuses = EquivalentMutants.read(caseFolder);
    Mutation mutation = new Mutation(files, trial, bench);
    List<Mutant> mutants =
        mutation.mutants().stream()
            .filter(mutant -> mutant.file().contains(only) || mutant.where().contains(only))
            .toList();
    if (mutants.isEmpty()) {
      throw new InputException("nothing to damage: no file, rule or entry holds " + only);
    }
    List<Outcome> outcomes = mutation.run(mutants, done -> progress(console, done, mutants.size()));
    if (call.has(BROKEN)) {
      with(Fate.BROKEN, outcomes)
          .forEach(one -> show(console, pack, one.mutant(), "no pack: " + one.broken()));
    }
    return report(console, pack, outcomes, excuses, only.isEmpty());
  }

  private static Stream<Outcome> with(Fate fate, List<Outcome> outcomes) {
    return outcomes.stream().filter(outcome -> outcome.fate() == fate);
  }

  private static ExitCode report(
      Console console,
      RulePack pack,
      List<Outcome> outcomes,
      EquivalentMutants excuses,
      boolean every) {
    List<Mutant> survivors = with(Fate.SURVIVED, outcomes).map(Outcome::mutant).toList();
    List<Mutant> unexplained =
        survivors.stream().filter(mutant -> !excuses.excuse(mutant)).toList();
    unexplained.forEach(mutant -> show(console, pack, mutant, "survives"));
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

  private static void show(Console console, RulePack pack, Mutant mutant, String fate) {
    String place = pack.shown(mutant.file()) + ":" + mutant.line();
    console.out().line(place + ": " + fate.lines().findFirst().orElse(""));
    console.out().line("  in      " + mutant.where());
    console.out().line("  change  " + mutant.change());
  }

  private static synchronized void progress(Console console, int done, int all) {
    if (console.terminal()) {
      console.err().raw("\r" + done + " of " + all + (done == all ? "\n" : ""));
      console.err().flush();
    } else if (done % 100 == 0 || done == all) {
      console.remark(done + " of " + all);
    }
  }
}
