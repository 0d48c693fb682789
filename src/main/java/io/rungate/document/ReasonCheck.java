package io.rungate.document;

import io.rungate.document.AuditRecord.Justification;
import io.rungate.document.AuditRecord.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether the reasons of a record lead down to what was read.
 *
 * <p>They may well go in a circle: of two conclusions, each may be a further reason for the other.
 * What must not be is a conclusion that stands on nothing else.
 */
final class ReasonCheck {
  private final AuditRecord record;
  private final Map<String, Step> steps;
  private final List<String> problems = new ArrayList<>();

  private ReasonCheck(AuditRecord record) {
    this.record = record;
    this.steps = record.steps();
  }

  /** What is wrong with the reasons of a record in which every id that is named is there. */
  static List<String> problems(AuditRecord record) {
    ReasonCheck check = new ReasonCheck(record);
    check.repetitions();
    check.grounds();
    return check.problems;
  }

  /** A later justification of a conclusion names the first one, which says the same. */
  private void repetitions() {
    Set<String> earlier = new HashSet<>();
    record.facts().forEach(fact -> earlier.add(fact.id()));
    for (int i = 0; i < record.justifications().size(); i++) {
      Justification justification = record.justifications().get(i);
      if (justification.sameAs().isEmpty()) {
        earlier.add(justification.id());
        continue;
      }
      String first = justification.sameAs().get();
      Step other = steps.get(first);
      String at = "/justifications/" + i + "/same_as: ";
      if (!earlier.contains(first)) {
        problems.add(at + first + " is not the first justification of a conclusion before it");
      } else if (!other.kind().equals(justification.kind())
          || !other.says().equals(justification.says())) {
        problems.add(at + first + " does not conclude the same");
      }
    }
  }

  /** Goes up from the facts: a conclusion is reached with the last thing that one rule matched. */
  private void grounds() {
    Map<String, Integer> open = new HashMap<>();
    Map<String, List<Justification>> users = new HashMap<>();
    Deque<String> next = new ArrayDeque<>();
    record.facts().forEach(fact -> next.add(fact.id()));
    for (Justification justification : record.justifications()) {
      Set<String> reasons = new HashSet<>();
      justification.because().forEach(id -> reasons.add(conclusion(steps.get(id))));
      open.put(justification.id(), reasons.size());
      for (String reason : reasons) {
        users.computeIfAbsent(reason, id -> new ArrayList<>()).add(justification);
      }
      if (reasons.isEmpty()) {
        next.add(conclusion(justification));
      }
    }
    Set<String> reached = new HashSet<>();
    while (!next.isEmpty()) {
      String id = next.poll();
      if (reached.add(id)) {
        for (Justification justification : users.getOrDefault(id, List.of())) {
          if (open.merge(justification.id(), -1, Integer::sum) == 0) {
            next.add(conclusion(justification));
          }
        }
      }
    }
    for (int i = 0; i < record.justifications().size(); i++) {
      Justification justification = record.justifications().get(i);
      if (!reached.contains(conclusion(justification))) {
        problems.add(
            "/justifications/%s/because: nothing that was read leads to %s; its reasons rest on each other"
                .formatted(i, justification.id()));
      }
    }
  }

  /** The id by which others name what a step says. */
  private static String conclusion(Step step) {
    return step instanceof Justification justification
        ? justification.sameAs().orElse(justification.id())
        : step.id();
  }
}
