package io.rungate.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The smallest change of inputs that turns the verdict or the topology of a run: single changes
 * first, then several of those that help.
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
   * @param edits one to {@value #MOST_EDITS}
   * @param verdict what the run would be
   * @param topology the same; empty when it would not be decided
   * @param changes everything that these edits change
   */
  public record Way(
      List<Edit> edits, String verdict, Optional<String> topology, List<Change> changes) {}

  /**
   * What was found.
   *
   * @param ways the smallest effect first; empty when there are none
   * @param tried how many changes of inputs were judged
   * @param complete false when the search was cut off
   */
  public record Answer(List<Way> ways, int tried, boolean complete) {}

  /** A change of more inputs than this explains nothing. */
  public static final int MOST_EDITS = 4;

  /** Enough for a run with several faults, and still a matter of seconds. */
  static final int MOST_TRIES = 2_000;

  private final WhatIf run;
  private final Target target;
  private final List<Way> ways = new ArrayList<>();
  private int tried;

  private Flip(WhatIf run, Target target) {
    this.run = run;
    this.target = target;
  }

  public static Answer search(WhatIf run, Target target) {
    return new Flip(run, target).search();
  }

  private Answer search() {
    boolean complete = true;
    Map<Object, List<Edit>> effective = new LinkedHashMap<>();
    for (Edit edit : Candidates.of(run.gate().pack().mapping(), run.input())) {
      if (tried >= MOST_TRIES) {
        complete = false;
        break;
      }
      Rejudgement after = tried(List.of(edit));
      if (helps(after)) {
        // Edits of one input with the same effect are one candidate for what follows.
        Object effect = List.of(edit.name(), after.findings(), after.topology());
        effective.computeIfAbsent(effect, e -> new ArrayList<>()).add(edit);
      }
    }
    List<Edit> helpful = effective.values().stream().map(edits -> edits.get(0)).toList();
    for (int size = 2; ways.isEmpty() && size <= MOST_EDITS; size++) {
      complete &= combinations(helpful, size, 0, List.of());
    }
    ways.sort(
        Comparator.comparing((Way way) -> way.edits().size())
            .thenComparing(way -> way.verdict().equals("accepted") ? 0 : 1)
            .thenComparing(way -> way.topology().isEmpty() ? 1 : 0)
            .thenComparing(way -> way.changes().size()));
    return new Answer(List.copyOf(ways), tried, complete);
  }

  /** Tries all combinations of a size; false when the search was cut off. */
  private boolean combinations(List<Edit> edits, int size, int from, List<Edit> chosen) {
    if (chosen.size() == size) {
      if (tried >= MOST_TRIES) {
        return false;
      }
      tried(chosen);
      return true;
    }
    for (int i = from; i < edits.size(); i++) {
      Edit next = edits.get(i);
      if (chosen.stream().noneMatch(edit -> edit.name().equals(next.name()))) {
        List<Edit> more = new ArrayList<>(chosen);
        more.add(next);
        if (!combinations(edits, size, i + 1, more)) {
          return false;
        }
      }
    }
    return true;
  }

  private Rejudgement tried(List<Edit> edits) {
    tried++;
    Rejudgement after = run.after(edits);
    if (turns(after)) {
      List<Change> changes = RunDifference.between(run.before(), after);
      ways.add(new Way(edits, after.verdict(), after.topology(), changes));
    }
    return after;
  }

  private boolean turns(Rejudgement after) {
    return switch (target) {
      case VERDICT -> after instanceof Rejudgement.Judged && !after.verdict().equals(run.verdict());
      case TOPOLOGY -> after.topology().isPresent() && !after.topology().equals(run.topology());
    };
  }

  /** True when an edit may be a part of the way: it has an effect, and raises no new fault. */
  private boolean helps(Rejudgement after) {
    boolean same =
        after.findings().equals(run.before().findings()) && after.topology().equals(run.topology());
    return !same
        && (target == Target.TOPOLOGY
            || run.before().findings().keySet().containsAll(after.findings().keySet()));
  }
}
