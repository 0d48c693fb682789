package io.rungate.cases;

import io.rungate.pack.ConfigTable;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mutants that no case can notice, because the pack with the change means the same, each with
 * the reason. A list of its own, so that a review sees every one that is added.
 */
public final class EquivalentMutants {

  /**
   * Why one or several changes of a rule or an entry of the mapping change nothing.
   *
   * @param place in the file of excuses
   */
  public record Excuse(String place, String reason) {}

  private final Map<String, Excuse> excuses = new LinkedHashMap<>();

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
    String reason = one.require("because");
    List<String> changes = one.texts("changes");
    if (changes.isEmpty()) {
      one.fault(one.line(), one.at("changes") + " is missing: what is changed?");
    }
    for (String change : changes) {
      Excuse excuse = new Excuse(file + ":" + one.lineOf("changes"), reason);
      if (excuses.put(where + " | " + change, excuse) != null) {
        one.faultAt("changes", " names twice: " + change);
      }
    }
  }

  /** Why a mutant changes nothing; null when nobody says so. */
  public Excuse of(Mutant mutant) {
    return excuses.get(mutant.what());
  }

  /** The excuses that excuse none of these survivors, with their places. */
  public List<String> unused(List<Mutant> survivors) {
    Map<String, Excuse> left = new LinkedHashMap<>(excuses);
    survivors.forEach(mutant -> left.remove(mutant.what()));
    return left.entrySet().stream()
        .map(one -> one.getValue().place() + ": no such mutant survives: " + one.getKey())
        .toList();
  }
}
