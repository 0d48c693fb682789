package io.rungate.replay;

import io.rungate.engine.Evaluation;
import io.rungate.fact.Source;
import io.rungate.gate.Judgement;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The smallest change of inputs that turns the verdict or the topology of a run.
 *
 * <p>Sets of edits are judged by size, and what does not turn the run is extended. What stands in
 * the way then says with which inputs: a set without one of them would leave it standing.
 */
public final class Flip {

  /** What is to be turned. */
  public enum Target {
    VERDICT,
    TOPOLOGY
  }

  /**
   * A change of inputs that does it.
   *
   * @param edits one to {@value #MOST_EDITS}, each of which is needed
   * @param verdict what the run would be
   * @param topology the same; empty when it would not be decided
   * @param changes everything that these edits change
   */
  public record Way(
      List<Edit> edits, String verdict, Optional<String> topology, List<Change> changes) {}

  /**
   * What was found.
   *
   * @param ways of one size, the smallest effect first; empty when there are none
   * @param tried how many changes of inputs were judged
   * @param complete false when the search was cut off
   */
  public record Answer(List<Way> ways, int tried, boolean complete) {}

  /** A change of more inputs than this explains nothing. */
  public static final int MOST_EDITS = 4;

  /** Enough for a run with several faults, and still a matter of seconds. */
  static final int MOST_TRIES = 4_000;

  /** From this size on, one way a set of inputs is enough, whatever other values would do. */
  private static final int ONE_WAY_EACH = 3;

  /** Edits that do not turn the run, and the sets of inputs of which each needs an edit more. */
  private record Attempt(List<Edit> edits, Set<Set<Source>> open) {}

  private final WhatIf run;
  private final Target target;
  private final Dependencies dependencies;
  private final Map<Source, List<Edit>> candidates = new LinkedHashMap<>();
  private final Set<Set<Edit>> tried = new HashSet<>();
  private final Set<Set<Source>> found = new HashSet<>();
  private final List<Way> ways = new ArrayList<>();

  private Flip(WhatIf run, Target target, Dependencies dependencies) {
    this.run = run;
    this.target = target;
    this.dependencies = dependencies;
    for (Edit edit : Edit.candidates(run.gate().pack().mapping(), run.input())) {
      candidates.computeIfAbsent(edit.input(), input -> new ArrayList<>()).add(edit);
    }
  }

  /**
   * Searches with a pack that can be read from its folder.
   *
   * @throws PackException when it cannot be read any more
   */
  public static Answer search(WhatIf run, Target target) throws PackException {
    PackReader.Parts pack = PackReader.parts(PackReader.files(run.gate().pack().folder()));
    return new Flip(run, target, new Dependencies(pack)).search();
  }

  private Answer search() {
    boolean complete = true;
    List<Attempt> attempts =
        List.of(new Attempt(List.of(), open(List.of(), run.judged(List.of()))));
    for (int size = 1; size <= MOST_EDITS && ways.isEmpty() && complete; size++) {
      List<Attempt> next = new ArrayList<>();
      for (Attempt attempt : attempts) {
        complete &= complete && extend(attempt, next);
      }
      attempts = next;
    }
    ways.sort(
        Comparator.comparing((Way way) -> way.verdict().equals("accepted") ? 0 : 1)
            .thenComparing(way -> way.topology().isEmpty() ? 1 : 0)
            .thenComparing(way -> way.changes().size()));
    return new Answer(List.copyOf(ways), tried.size(), complete);
  }

  /** Judges the attempt with each edit more that may help; false when the search is cut off. */
  private boolean extend(Attempt attempt, List<Attempt> next) {
    Set<Source> inputs = attempt.open().stream().min(Comparator.comparing(Set::size)).orElseThrow();
    for (Source input : inputs) {
      for (Edit edit : candidates.getOrDefault(input, List.of())) {
        List<Edit> edits = new ArrayList<>(attempt.edits());
        edits.add(edit);
        if (edits.size() >= ONE_WAY_EACH && found.contains(inputs(edits))
            || tried.contains(Set.copyOf(edits))) {
          continue;
        }
        if (tried.size() >= MOST_TRIES) {
          return false;
        }
        tried.add(Set.copyOf(edits));
        Optional<Judgement> after = run.judged(edits);
        if (turns(after)) {
          found.add(inputs(edits));
          ways.add(way(edits));
        } else if (edits.size() < MOST_EDITS) {
          Set<Set<Source>> open = open(edits, after);
          if (disjoint(open) <= MOST_EDITS - edits.size()) {
            next.add(new Attempt(edits, open));
          }
        }
      }
    }
    return true;
  }

  private static Set<Source> inputs(List<Edit> edits) {
    Set<Source> inputs = new LinkedHashSet<>();
    edits.forEach(edit -> inputs.add(edit.input()));
    return inputs;
  }

  private boolean turns(Optional<Judgement> after) {
    if (after.isEmpty()) {
      return false; // the rules give no answer
    }
    Evaluation evaluation = after.get().evaluation();
    Optional<String> topology = evaluation.topology().map(what -> what.name());
    return switch (target) {
      case VERDICT -> !evaluation.verdict().outcome().toString().equals(run.verdict());
      case TOPOLOGY -> topology.isPresent() && !topology.equals(run.topology());
    };
  }

  private Way way(List<Edit> found) {
    List<Source> order = List.copyOf(candidates.keySet());
    List<Edit> edits =
        found.stream().sorted(Comparator.comparing(edit -> order.indexOf(edit.input()))).toList();
    Rejudgement after = run.after(edits);
    return new Way(edits, after.verdict(), after.topology(), run.before().changesTo(after));
  }

  /** The sets of inputs of which each has to be changed too: one edit an input. */
  private Set<Set<Source>> open(List<Edit> edits, Optional<Judgement> after) {
    Set<Set<Source>> holding = after.map(one -> holding(one.evaluation())).orElse(Set.of());
    Set<Set<Source>> open = new LinkedHashSet<>();
    for (Set<Source> inputs : holding.isEmpty() ? Set.of(candidates.keySet()) : holding) {
      Set<Source> others = new LinkedHashSet<>(inputs);
      others.retainAll(candidates.keySet());
      others.removeAll(inputs(edits));
      open.add(others);
    }
    return open;
  }

  private Set<Set<Source>> holding(Evaluation evaluation) {
    if (target == Target.VERDICT) {
      return dependencies.holding(evaluation, evaluation.verdict());
    }
    return evaluation.topology().isPresent()
        ? dependencies.holding(evaluation, evaluation.topology().get())
        : dependencies.ofTopology().map(Set::of).orElse(Set.of());
  }

  /** How many edits at least are needed: one for each of these sets that share no input. */
  private static int disjoint(Set<Set<Source>> open) {
    Set<Source> taken = new HashSet<>();
    int count = 0;
    for (Set<Source> inputs : open.stream().sorted(Comparator.comparing(Set::size)).toList()) {
      if (inputs.stream().noneMatch(taken::contains)) {
        taken.addAll(inputs);
        count++;
      }
    }
    return count;
  }
}
