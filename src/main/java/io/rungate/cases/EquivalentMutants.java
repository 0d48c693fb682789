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

  /** The places of the excuses in their file, by what is changed. */
  private final Map<String, String> places = new LinkedHashMap<>();

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
      String place = file + ":" + one.lineOf("changes");
      if (places.put(where + " | " + change, place) != null) {
        one.faultAt("changes", " names twice: " + change);
      }
    }
  }

  /** Whether somebody says why a mutant changes nothing. */
  public boolean excuse(Mutant mutant) {
    return places.containsKey(mutant.what());
  }

  /** The excuses that excuse none of these survivors, with their places. */
  public List<String> unused(List<Mutant> survivors) {
    Map<String, String> left = new LinkedHashMap<>(places);
    survivors.forEach(mutant -> left.remove(mutant.what()));
    return left.entrySet().stream()
        .map(one -> one.getValue() + ": no such mutant survives: " + one.getKey())
        .toList();
  }
}
