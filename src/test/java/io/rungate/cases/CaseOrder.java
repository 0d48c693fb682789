package io.rungate.cases;

import io.rungate.pack.PackReader;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.pack.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The cases that a file of a pack can concern: first those that would most likely notice. */
final class CaseOrder {
  private static final String CONSUMERS = "data/consumers/";

  private CaseOrder() {}

  static List<RunCase> of(String file, RulePack pack, List<CaseFile> cases) {
    Set<String> codes = new HashSet<>();
    for (RuleCard card : pack.rules()) {
      if (card.file().equals(file) && card.code() != null) {
        codes.add(card.code());
      }
    }
    Comparator<RunCase> nearest =
        Comparator.comparing(
            one -> !codes.contains(one.topic()) && !(isOfConsumers(file) && isForOne(one)));
    Comparator<RunCase> bases = Comparator.comparing(one -> !one.topic().equals("base"));
    List<RunCase> all =
        new ArrayList<>(CaseFile.cases(cases).filter(one -> is(file, one)).toList());
    boolean sweep = file.equals(PackReader.SWEEP);
    Comparator<RunCase> rows = Comparator.comparing(one -> sweep && one.rows() == null);
    all.sort(nearest.thenComparing(rows).thenComparing(bases));
    return all;
  }

  /** Rules across rows see sweeps alone; rows, points and what is read of them judge no run. */
  private static boolean is(String file, RunCase one) {
    Scope scope = file.endsWith(".drl") ? Scope.ofFile(file) : Scope.RUN;
    return scope == Scope.SWEEP
        ? one.rows() instanceof RowCase.Sweep
        : one.rows() != null
            || scope == Scope.RUN && !file.equals(PackReader.SWEEP)
            || file.equals(PackReader.SWEEP) && one.expected().recognised().isPresent();
  }

  private static boolean isOfConsumers(String file) {
    return file.startsWith(CONSUMERS);
  }

  private static boolean isForOne(RunCase one) {
    return !one.profile().isEmpty();
  }
}
