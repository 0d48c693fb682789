package io.rungate.cases;

import io.rungate.pack.PackProblem;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds cases to both sides of every finding code: one that trips it, and a near miss that does
 * not. A near miss is a case in the file about the code that does not wait for it.
 */
public final class FindingCoverage {
  private FindingCoverage() {}

  /** The codes that lack either, each at the rule that raises it. */
  public static List<PackProblem> gaps(RulePack pack, CaseSet cases) {
    List<PackProblem> gaps = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (RuleCard card : pack.rules()) {
      String code = card.code();
      if (code == null || !seen.add(code)) {
        continue;
      }
      boolean tripped = cases.cases().stream().anyMatch(one -> one.expected().trips(code));
      boolean spared =
          cases.files().stream()
              .filter(file -> code.equals(file.code()))
              .flatMap(file -> file.cases().stream())
              .anyMatch(one -> !one.expected().trips(code));
      if (!tripped) {
        gaps.add(gap(pack, card, "no case trips " + code));
      }
      if (!spared) {
        String what = "no near miss of " + code + ": a case in a file about it that spares it";
        gaps.add(gap(pack, card, what));
      }
    }
    return gaps;
  }

  private static PackProblem gap(RulePack pack, RuleCard card, String message) {
    return pack.shown(new PackProblem(card.file(), card.line(), card.name(), message));
  }
}
