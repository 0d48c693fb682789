package io.rungate.cases;

import io.rungate.pack.ConfigTable;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The mutants that no case can notice, because the pack with the change means the same, each with
 * the reason. A list of its own, so that a review sees every one that is added.
 */
public final class EquivalentMutants {

  private record Excuse(String file, int line, String where, String change) {
    String what() {
      return where + " | " + change;
    }

    PackProblem problem(String message) {
      return new PackProblem(file, line, message);
    }
  }

  private final List<Excuse> excuses = new ArrayList<>();

  private EquivalentMutants() {}

  /**
   * Reads the excuses of a pack.
   *
   * @throws PackException with every fault of the file
   */
  public static EquivalentMutants read(CaseFolder folder) throws PackException {
    EquivalentMutants all = new EquivalentMutants();
    if (folder.excuses() == null) {
      return all;
    }
    String file = folder.shown() + "/" + CaseFolder.EXCUSES;
    List<PackProblem> problems = new ArrayList<>();
    try (ConfigTable top = ConfigTable.read(file, folder.excuses(), problems)) {
      for (ConfigTable one : top == null ? List.<ConfigTable>of() : top.sections("mutants")) {
        try (one) {
          all.read(file, one);
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new PackException(problems);
    }
    return all;
  }

  private void read(String file, ConfigTable one) {
    String where = one.require("where");
    one.require("because");
    List<String> changes = one.texts("changes");
    if (changes.isEmpty()) {
      one.fault(one.line(), one.at("changes") + " is missing: what is changed?");
    }
    for (String change : changes) {
      Excuse excuse = new Excuse(file, one.lineOf("changes"), where, change);
      if (excuses.stream().anyMatch(other -> other.what().equals(excuse.what()))) {
        one.faultAt("changes", " names twice: " + change);
      }
      excuses.add(excuse);
    }
  }

  /** The excuses for what is no mutant of the pack at all: nobody would read them. */
  List<PackProblem> idle(List<Mutant> mutants) {
    Map<String, Set<String>> known = new TreeMap<>();
    mutants.forEach(
        one -> known.computeIfAbsent(one.where(), w -> new TreeSet<>()).add(one.change()));
    List<PackProblem> idle = new ArrayList<>();
    for (Excuse one : excuses) {
      Set<String> changes = known.get(one.where());
      if (changes == null) {
        String what = "no rule and no entry is called " + one.where();
        idle.add(one.problem(what + Spelling.hint(one.where(), known.keySet())));
      } else if (!changes.contains(one.change())) {
        String what = "no such change is made in " + one.where() + ": " + one.change();
        idle.add(one.problem(what + Spelling.hint(one.change(), changes)));
      }
    }
    return idle;
  }

  /** Whether somebody says why a mutant changes nothing. */
  public boolean excuse(Mutant mutant) {
    return excuses.stream().anyMatch(one -> one.what().equals(mutant.what()));
  }

  /** Whether there is one for a change of a place that begins so. */
  boolean excuses(String where, String begin) {
    return excuses.stream()
        .anyMatch(one -> one.where().equals(where) && one.change().startsWith(begin));
  }

  /** The excuses that excuse none of these survivors, with their places. */
  public List<String> unused(List<Mutant> survivors) {
    Set<String> alive = new TreeSet<>(survivors.stream().map(Mutant::what).toList());
    return excuses.stream()
        .filter(one -> !alive.contains(one.what()))
        .map(one -> one.file() + ":" + one.line() + ": no such mutant survives: " + one.what())
        .toList();
  }
}
