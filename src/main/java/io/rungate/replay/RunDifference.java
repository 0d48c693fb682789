package io.rungate.replay;

import io.rungate.document.RecordedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a judgement came to, as far as anybody outside would notice.
 *
 * @param verdict accepted, rejected, or unjudged
 * @param topology null when not decided
 * @param fields the members of the document, published or withheld, in its order
 * @param findings code to the severity and message of each
 */
record Snapshot(
    String verdict,
    String topology,
    Map<String, Object> fields,
    Map<String, List<String>> findings) {

  static Snapshot of(RecordedRun run) {
    Map<String, Object> fields = new LinkedHashMap<>();
    run.fields().forEach(field -> fields.put(field.key(), field.value()));
    Map<String, List<String>> findings = new LinkedHashMap<>();
    for (RecordedRun.Finding finding : run.findings()) {
      findings
          .computeIfAbsent(finding.code(), code -> new ArrayList<>())
          .add(finding.severity() + ": " + finding.message());
    }
    return new Snapshot(run.verdict(), run.topology(), fields, findings);
  }

  /** When the rules gave no answer: the pack is at fault, and nothing would be published. */
  static Snapshot unjudged(String problem) {
    return new Snapshot("unjudged: " + problem, null, Map.of(), Map.of());
  }

  boolean accepted() {
    return verdict.equals("accepted");
  }

  /** Everything that is not the same in another judgement of the run. */
  List<Change> changesTo(Snapshot other) {
    List<Change> changes = new ArrayList<>();
    if (!verdict.equals(other.verdict)) {
      changes.add(new Change(Change.Kind.VERDICT, "", verdict, other.verdict));
    }
    if (!Objects.equals(topology, other.topology)) {
      changes.add(new Change(Change.Kind.TOPOLOGY, "", topology, other.topology));
    }
    for (String code : union(findings.keySet(), other.findings.keySet())) {
      addFindings(code, other, changes);
    }
    for (String key : union(fields.keySet(), other.fields.keySet())) {
      Object before = fields.get(key);
      Object after = other.fields.get(key);
      if (!Objects.equals(before, after)) {
        changes.add(new Change(Change.Kind.FIELD, key, before, after));
      }
    }
    addOrder(other, changes);
    return changes;
  }

  /** Of the findings of one code, those that both have are no change. */
  private void addFindings(String code, Snapshot other, List<Change> changes) {
    List<String> before = new ArrayList<>(findings.getOrDefault(code, List.of()));
    List<String> after = new ArrayList<>(other.findings.getOrDefault(code, List.of()));
    before.removeIf(after::remove);
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      changes.add(
          new Change(
              Change.Kind.FINDING,
              code,
              i < before.size() ? before.get(i) : null,
              i < after.size() ? after.get(i) : null));
    }
  }

  private void addOrder(Snapshot other, List<Change> changes) {
    List<String> before = new ArrayList<>(fields.keySet());
    List<String> after = new ArrayList<>(other.fields.keySet());
    before.retainAll(other.fields.keySet());
    after.retainAll(fields.keySet());
    if (!before.equals(after)) {
      changes.add(
          new Change(Change.Kind.ORDER, "", String.join(" ", before), String.join(" ", after)));
    }
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }
}
