package io.rungate.cases;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** A value of every variable that some base run sets. */
  private final Map<String, String> complete = new LinkedHashMap<>();

  private final Set<Field> deciding = new LinkedHashSet<>();
  private List<Hole> holes = new ArrayList<>();

  private Completeness(RulePack pack, List<RunCase> bases) {
    this.pack = pack;
    this.reader = new FactReader(pack.mapping());
    this.engine = new Engine(pack);
    this.bases = bases;
    bases.forEach(base -> base.variables().forEach(complete::putIfAbsent));
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

  private Report report() {
    bases.forEach(base -> judge(base.variables(), base, base.variables()));
    List<Hole> inBases = holes;
    while (true) {
      List<Field> fields = List.copyOf(deciding);
      Map<String, Integer> topologies = new TreeMap<>();
      List<Map<String, String>> combinations = combinations(fields);
      holes = new ArrayList<>();
      for (Map<String, String> combination : combinations) {
        RunCase base = bases.get(0);
        judge(with(combination, fields, base), base, combination)
            .ifPresent(
                evaluation -> {
                  String topology = evaluation.topology().map(Topology::name).orElse(RunCase.NONE);
                  topologies.merge(topology, 1, Integer::sum);
                  addSaidTwice(combination, evaluation);
                  addUnclassified(combination, evaluation, topology);
                });
      }
      if (deciding.size() == fields.size()) {
        if (holes.stream().noneMatch(hole -> hole.kind() == Kind.CONTRADICTION)) {
          holes.addAll(inBases); // a contradiction that no deciding variable tells
        }
        return new Report(values(fields), combinations.size(), topologies, holes);
      }
    }
  }

  /** The combination among the other variables of a base run, completed by those of the others. */
  private Map<String, String> with(
      Map<String, String> combination, Collection<Field> fields, RunCase base) {
    Map<String, String> variables = new LinkedHashMap<>(base.variables());
    complete.forEach(variables::putIfAbsent);
    fields.forEach(field -> field.variables().forEach(variables::remove));
    variables.putAll(combination);
    return variables;
  }

  private void addSaidTwice(Map<String, String> combination, Evaluation evaluation) {
    Map<Object, Set<String>> rules = new LinkedHashMap<>();
    for (Justification one : evaluation.justifications()) {
      if (one.conclusion() instanceof Topology || one.conclusion() instanceof Contract) {
        String rule = '"' + one.rule().name() + '"';
        rules.computeIfAbsent(one.conclusion(), key -> new TreeSet<>()).add(rule);
      }
    }
    rules.forEach(
        (conclusion, names) -> {
          if (names.size() > 1) {
            String problem = conclusion + " is concluded by " + String.join(" and ", names);
            holes.add(new Hole(Kind.SAID_TWICE, combination, problem));
          }
        });
  }

  private void addUnclassified(
      Map<String, String> combination, Evaluation evaluation, String topology) {
    if (evaluation.topology().isEmpty()) {
      boolean accepted = isAccepted(combination);
      holes.add(
          new Hole(
              accepted ? Kind.UNCLASSIFIED : Kind.UNDECIDED_AND_REFUSED,
              combination,
              accepted ? "no rule says what ran" : evaluation.findings().get(0).message()));
      return;
    }
    Set<String> groups = shownGroups(topology, evaluation.words());
    evaluation.contracts().stream().map(Contract::group).forEach(groups::remove);
    for (String group : groups) {
      String problem = "no contract for " + group + " on a run with topology " + topology;
      holes.add(new Hole(Kind.NO_CONTRACT, combination, problem));
    }
  }

  /** The groups of the fields that the document of a topology owes. */
  private Set<String> shownGroups(String topology, Set<String> words) {
    Set<String> fields =
        pack.mapping().blocks().stream()
            .filter(block -> !block.isGeneral() && block.isOf(topology, words))
            .flatMap(block -> block.keys().stream().map(Mapping.Entry::field))
            .collect(toSet());
    return pack.mapping().fields().stream()
        .filter(field -> fields.contains(field.name()))
        .map(Field::group)
        .collect(toCollection(TreeSet::new));
  }

  /**
   * Judges a run, and learns which variables its classification rests on; empty when rules
   * contradict each other, which is a hole of the combination.
   */
  private Optional<Evaluation> judge(
      Map<String, String> variables, RunCase base, Map<String, String> combination) {
    RunCase run =
        new RunCase(
            "", "", "", 0, variables, base.result(), Set.of(), null, "", null, "", base.expected());
    try {
      Evaluation evaluation = engine.evaluate(reader.read(CaseRunner.input(run, pack.mapping())));
      learn(evaluation);
      return Optional.of(evaluation);
    } catch (JudgementException e) {
      String problem = pack.shown(e.problem()).toString();
      holes.add(new Hole(Kind.CONTRADICTION, combination, problem));
      return Optional.empty();
    }
  }

  private void learn(Evaluation evaluation) {
    List<Object> classification = new ArrayList<>(evaluation.contracts());
    evaluation.topology().ifPresent(classification::add);
    Set<String> names = new HashSet<>();
    for (Object one : evaluation.grounds(classification)) {
      if (one instanceof Fact fact && fact.source().kind() == Source.Kind.VARIABLE) {
        names.add(fact.source().name());
      }
    }
    pack.mapping().fields().stream()
        .filter(field -> field.variables().stream().anyMatch(names::contains))
        .forEach(deciding::add);
  }

  /** Whether some complete run with these values is accepted: a refusal may have other reasons. */
  private boolean isAccepted(Map<String, String> combination) {
    for (RunCase base : bases) {
      Map<String, String> variables = with(combination, deciding, base);
      if (judge(variables, base, combination).filter(Evaluation::accepted).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, List<String>> values(List<Field> fields) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Field field : fields) {
      boolean number = field.type() == Mapping.Type.INTEGER || field.type() == Mapping.Type.NUMBER;
      Set<String> all = new LinkedHashSet<>(number ? NUMBERS : TEXTS);
      all.addAll(field.yes());
      values.put(field.variable(), List.copyOf(all));
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
          longer.add(new LinkedHashMap<>(one));
          longer.get(longer.size() - 1).put(variable.getKey(), value);
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
}
