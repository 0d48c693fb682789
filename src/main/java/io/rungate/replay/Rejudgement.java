package io.rungate.replay;

import io.rungate.document.AuditRecord;
import io.rungate.engine.JudgementException;
import io.rungate.gate.Gate;
import io.rungate.gate.Judgement;
import io.rungate.run.RunInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a pack says of a run that was recorded.
 *
 * @param record of the run; empty when the rules gave no answer, since then nothing would be
 *     published, and where a record lacks what the pack asks for
 * @param verdict {@code accepted}, {@code rejected}, or {@code unjudged} with the reason
 * @param topology what ran; empty when that was not decided
 * @param fields the members of the documents, published or withheld, in their order
 * @param findings code to the severity and message of each finding
 */
record Rejudgement(
    Optional<AuditRecord> record,
    String verdict,
    Optional<String> topology,
    Map<String, Object> fields,
    Map<String, List<String>> findings) {

  static Rejudgement of(AuditRecord record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    record.allFields().forEach(field -> fields.put(field.key(), field.value()));
    Map<String, List<String>> findings = new LinkedHashMap<>();
    for (AuditRecord.Finding finding : record.findings()) {
      findings
          .computeIfAbsent(finding.code().orElse(""), code -> new ArrayList<>())
          .add(text(finding));
    }
    String verdict = record.verdict().toString();
    return new Rejudgement(Optional.of(record), verdict, record.topology(), fields, findings);
  }

  /** A finding as it is compared. */
  static String text(AuditRecord.Finding finding) {
    return finding.severity() + ": " + finding.message();
  }

  /** Judges a run as a pack would, had it been read today. */
  static Rejudgement of(Gate gate, RunInput input) {
    try {
      return of(gate.record(judge(gate, input)));
    } catch (JudgementException e) {
      return unjudged(gate.pack().shown(e.problem()).toString());
    }
  }

  static Rejudgement unjudged(String problem) {
    String verdict = "unjudged: " + problem;
    return new Rejudgement(Optional.empty(), verdict, Optional.empty(), Map.of(), Map.of());
  }

  /** What the input holds beyond the pack's mapping is left out, as if it were read today. */
  static Judgement judge(Gate gate, RunInput input) throws JudgementException {
    Map<String, String> variables = RunInput.mapped(input.variables(), gate.pack().mapping());
    return gate.judge(input.with(variables, input.result()));
  }

  /** What is different after this, as far as anybody outside would notice. */
  List<Change> changesTo(Rejudgement after) {
    List<Change> changes = new ArrayList<>();
    compare(Change.Kind.VERDICT, "", verdict, after.verdict, changes);
    compare(
        Change.Kind.TOPOLOGY, "", topology().orElse(null), after.topology().orElse(null), changes);
    for (String code : union(findings.keySet(), after.findings.keySet())) {
      // Those that both have are no change.
      List<String> was = new ArrayList<>(findings.getOrDefault(code, List.of()));
      List<String> is = new ArrayList<>(after.findings.getOrDefault(code, List.of()));
      was.removeIf(is::remove);
      for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
        compare(
            Change.Kind.FINDING,
            code,
            i < was.size() ? was.get(i) : null,
            i < is.size() ? is.get(i) : null,
            changes);
      }
    }
    for (String key : union(fields.keySet(), after.fields.keySet())) {
      compare(Change.Kind.FIELD, key, fields.get(key), after.fields.get(key), changes);
    }
    Set<String> was = new LinkedHashSet<>(fields.keySet());
    Set<String> is = new LinkedHashSet<>(after.fields.keySet());
    was.retainAll(after.fields.keySet());
    is.retainAll(was);
    compare(Change.Kind.ORDER, "", String.join(" ", was), String.join(" ", is), changes);
    return changes;
  }

  private static void compare(
      Change.Kind kind, String what, Object was, Object is, List<Change> changes) {
    if (!Objects.equals(was, is)) {
      changes.add(new Change(kind, what, was, is));
    }
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }
}
