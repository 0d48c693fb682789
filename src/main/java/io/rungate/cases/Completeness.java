package io.rungate.cases;

import io.rungate.engine.Engine;
import io.rungate.engine.Evaluation;
import io.rungate.engine.JudgementException;
import io.rungate.engine.Justification;
import io.rungate.fact.Contract;
import io.rungate.fact.Fact;
import io.rungate.fact.Source;
import io.rungate.fact.Topology;
import io.rungate.pack.Mapping;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.RulePack;
import io.rungate.run.FactReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks whether a pack classifies every run: over all combinations of the variables that decide
 * topology and contracts, exactly one topology, and for every group of fields at most one contract.
 *
 * <p>Which variables decide is not declared anywhere: it is read from the justifications of these
 * conclusions, and the search goes on until a round of combinations finds no further variable.
 */
public final class Completeness {
  private static final List<String> NUMBERS = List.of("", "0", "1", "-1", "abc");
  private static final List<String> TEXTS = List.of("", "0", "1", "abc", "true", "false");

  /** More combinations than this say that a pack's classification rests on too much. */
  static final int MOST = 200_000;

  /** How a combination comes out when it is not as it should be. */
  public enum Kind {
    /** No rule classifies the run, and no rule refuses it. */
    UNCLASSIFIED,
    /** No rule classifies the run, and it is refused for that: nothing is published. */
    UNDECIDED_AND_REFUSED,
    /** Two rules contradict each other. */
    CONTRADICTION,
    /** Two rules say the same: when one of them changes, they will contradict each other. */
    SAID_TWICE,
    /** A group of fields that such a run publishes has no contract. */
    NO_CONTRACT
  }

  /**
   * A combination that is not classified as it should be.
   *
   * @param variables those that are set; the others are absent
   * @param problem what is wrong, in words
   */
  public record Hole(Kind kind, Map<String, String> variables, String problem) {}

  /**
   * What was found.
   *
   * @param variables the variables that decide, each with the values that were tried
   * @param combinations how many were judged
   * @param topologies how many of them have each topology
   */
  public record Report(
      Map<String, List<String>> variables,
      int combinations,
      Map<String, Integer> topologies,
      List<Hole> holes) {}

  private final RulePack pack;
  private final FactReader reader;
  private final Engine engine;
  private final List<RunCase> bases;
  private final Set<Field> deciding = new LinkedHashSet<>();
  private final Map<String, Set<String>> groupsOf = new HashMap<>();

  private Completeness(RulePack pack, List<RunCase> bases) {
    this.pack = pack;
    this.reader = new FactReader(pack.mapping());
    this.engine = new Engine(pack);
    this.bases = bases;
    for (Mapping.Block block : pack.mapping().document().blocks()) {
      for (String topology : block.topologies()) {
        groupsOf.computeIfAbsent(topology, name -> new TreeSet<>()).addAll(groups(block));
      }
    }
  }

  /**
   * Judges the combinations.
   *
   * @param bases complete runs, which give every variable that does not decide
   * @throws IllegalStateException when there are too many, with a sentence
   */
  public static Report of(RulePack pack, List<RunCase> bases) {
    return new Completeness(pack, bases).report();
  }

  private Set<String> groups(Mapping.Block block) {
    Set<String> groups = new TreeSet<>();
    for (Mapping.Entry entry : block.keys()) {
      pack.mapping().fields().stream()
          .filter(field -> field.name().equals(entry.field()))
          .forEach(field -> groups.add(field.group()));
    }
    return groups;
  }

  private Report report() {
    Map<String, String> complete = new LinkedHashMap<>();
    bases.forEach(base -> base.variables().forEach(complete::putIfAbsent));
    List<Hole> inBases = new ArrayList<>();
    for (RunCase base : bases) {
      try {
        judge(base.variables(), base);
      } catch (Contradiction e) {
        inBases.add(new Hole(Kind.CONTRADICTION, base.variables(), e.getMessage()));
      }
    }
    while (true) {
      List<Field> fields = List.copyOf(deciding);
      Map<String, Integer> topologies = new TreeMap<>();
      List<Hole> holes = new ArrayList<>();
      int count = 0;
      for (Map<String, String> combination : combinations(fields)) {
        Map<String, String> variables = new LinkedHashMap<>(complete);
        fields.forEach(field -> variables.remove(field.variable()));
        variables.putAll(combination);
        count++;
        Evaluation evaluation;
        try {
          evaluation = judge(variables, bases.get(0));
        } catch (Contradiction e) {
          holes.add(new Hole(Kind.CONTRADICTION, combination, e.getMessage()));
          continue;
        }
        String topology = evaluation.topology().map(Topology::name).orElse(Expected.NONE);
        topologies.merge(topology, 1, Integer::sum);
        holes.addAll(saidTwice(combination, evaluation));
        holes.addAll(holes(combination, evaluation, topology));
      }
      if (deciding.size() == fields.size()) {
        if (holes.stream().noneMatch(hole -> hole.kind() == Kind.CONTRADICTION)) {
          holes.addAll(inBases); // a contradiction that no deciding variable tells
        }
        return new Report(values(fields), count, topologies, holes);
      }
    }
  }

  private static List<Hole> saidTwice(Map<String, String> combination, Evaluation evaluation) {
    Map<Object, Set<String>> rules = new LinkedHashMap<>();
    for (Justification one : evaluation.justifications()) {
      if (one.conclusion() instanceof Topology || one.conclusion() instanceof Contract) {
        rules
            .computeIfAbsent(one.conclusion(), key -> new TreeSet<>())
            .add('"' + one.rule().name() + '"');
      }
    }
    return rules.entrySet().stream()
        .filter(one -> one.getValue().size() > 1)
        .map(
            one ->
                new Hole(
                    Kind.SAID_TWICE,
                    combination,
                    one.getKey() + " is concluded by " + String.join(" and ", one.getValue())))
        .toList();
  }

  private List<Hole> holes(
      Map<String, String> combination, Evaluation evaluation, String topology) {
    if (topology.equals(Expected.NONE)) {
      return List.of(
          isAccepted(combination)
              ? new Hole(Kind.UNCLASSIFIED, combination, "no rule says what ran")
              : new Hole(
                  Kind.UNDECIDED_AND_REFUSED, combination, evaluation.findings().get(0).message()));
    }
    Set<String> groups = new TreeSet<>(groupsOf.getOrDefault(topology, Set.of()));
    evaluation.contracts().stream().map(Contract::group).forEach(groups::remove);
    return groups.stream()
        .map(
            group ->
                new Hole(
                    Kind.NO_CONTRACT,
                    combination,
                    "no contract for " + group + " on a run with topology " + topology))
        .toList();
  }

  /** Judges a run, and learns which variables its classification rests on. */
  private Evaluation judge(Map<String, String> variables, RunCase base) {
    RunCase run = new RunCase("", "", "", 0, variables, base.result(), null, "", base.expected());
    try {
      Evaluation evaluation = engine.evaluate(reader.read(CaseRunner.input(run, pack.mapping())));
      learn(evaluation);
      return evaluation;
    } catch (JudgementException e) {
      throw new Contradiction(pack.shown(e.problem()).toString());
    }
  }

  private void learn(Evaluation evaluation) {
    Map<Object, List<Justification>> reasons = new HashMap<>();
    for (Justification one : evaluation.justifications()) {
      reasons.computeIfAbsent(one.conclusion(), key -> new ArrayList<>()).add(one);
    }
    Deque<Object> open = new ArrayDeque<>();
    evaluation.topology().ifPresent(open::add);
    open.addAll(evaluation.contracts());
    Set<Object> seen = new HashSet<>();
    Set<String> names = new HashSet<>();
    while (!open.isEmpty()) {
      Object one = open.poll();
      if (!seen.add(one)) {
        continue;
      }
      if (one instanceof Fact fact && fact.source().kind() == Source.Kind.VARIABLE) {
        names.add(fact.source().name());
      }
      reasons.getOrDefault(one, List.of()).forEach(reason -> open.addAll(reason.because()));
    }
    for (Field field : pack.mapping().fields()) {
      if (field.variable() != null && names.contains(field.variable())) {
        deciding.add(field);
      }
    }
  }

  /** Whether some complete run with these values is accepted: a refusal may have other reasons. */
  private boolean isAccepted(Map<String, String> combination) {
    for (RunCase base : bases) {
      Map<String, String> variables = new LinkedHashMap<>(base.variables());
      bases.forEach(other -> other.variables().forEach(variables::putIfAbsent));
      deciding.forEach(field -> variables.remove(field.variable()));
      variables.putAll(combination);
      if (judge(variables, base).accepted()) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, List<String>> values(List<Field> fields) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Field field : fields) {
      boolean number = field.type() == Mapping.Type.INTEGER || field.type() == Mapping.Type.NUMBER;
      List<String> all = new ArrayList<>(number ? NUMBERS : TEXTS);
      field.yes().stream().filter(yes -> !all.contains(yes)).forEach(all::add);
      values.put(field.variable(), all);
    }
    return values;
  }

  private static List<Map<String, String>> combinations(List<Field> fields) {
    List<Map<String, String>> all = List.of(Map.of());
    for (Map.Entry<String, List<String>> variable : values(fields).entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> one : all) {
        longer.add(one); // absent
        for (String value : variable.getValue()) {
          Map<String, String> with = new LinkedHashMap<>(one);
          with.put(variable.getKey(), value);
          longer.add(with);
        }
      }
      if (longer.size() > MOST) {
        throw new IllegalStateException(
            "topology and contracts rest on too many variables to try all their combinations: "
                + fields.stream().map(Field::variable).toList());
      }
      all = longer;
    }
    return all;
  }

  /** Carries a contradiction out of the search for variables. */
  private static final class Contradiction extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Contradiction(String message) {
      super(message);
    }
  }
}
