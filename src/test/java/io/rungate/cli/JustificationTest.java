package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cli.Vectors.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that an audit record says can be followed down to what was read. Only the record's
 * JSON is used, as a reader without the program would.
 */
class JustificationTest {
  @TempDir static Path base;

  private static List<Run> runs;

  @BeforeAll
  static void process_all() throws IOException {
    runs = Vectors.process(base, "--power", "off");
  }

  @Test
  void each_field_of_each_document_has_a_reason_that_ends_in_facts() throws IOException {
    int followed = 0;
    for (Run run : runs) {
      Map<?, ?> audit = run.audit();
      Reasons reasons = new Reasons(audit);
      for (Map<?, ?> field : Vectors.objects(audit, "fields")) {
        reasons.follow(run + ", field " + field.get("key"), (String) field.get("because"));
        followed++;
      }
      if (run.vector().accepted()) {
        List<Object> keys =
            Vectors.objects(audit, "fields").stream().<Object>map(f -> f.get("key")).toList();
        assertThat(keys)
            .as(run.vector().toString())
            .isEqualTo(List.copyOf(Vectors.object(run.vector().agg()).keySet()));
      }
    }
    assertThat(followed).isGreaterThan(10_000);
  }

  @Test
  void each_finding_has_a_reason_and_evidence_that_end_in_facts() throws IOException {
    int followed = 0;
    for (Run run : runs) {
      Map<?, ?> audit = run.audit();
      Reasons reasons = new Reasons(audit);
      for (Map<?, ?> finding : Vectors.objects(audit, "findings")) {
        String what = run + ", finding " + finding.get("code");
        reasons.follow(what, (String) finding.get("because"));
        assertThat((List<?>) finding.get("evidence")).as(what).isNotEmpty();
        for (Object evidence : (List<?>) finding.get("evidence")) {
          reasons.follow(what, (String) evidence);
        }
        followed++;
      }
    }
    assertThat(followed).isGreaterThan(300);
  }

  @Test
  void each_verdict_topology_and_overruled_claim_has_a_reason_that_ends_in_facts()
      throws IOException {
    for (Run run : runs) {
      Map<?, ?> audit = run.audit();
      Reasons reasons = new Reasons(audit);
      reasons.follow(run + ", verdict", reasons.ofThe("verdict"));
      if (audit.get("topology") instanceof String) {
        reasons.follow(run + ", topology", reasons.ofThe("topology"));
      }
      for (Map<?, ?> overruled : Vectors.objects(audit, "overruled")) {
        reasons.follow(run + ", overruled", (String) overruled.get("because"));
      }
    }
  }

  /** A rejected run's verdict rests on its errors, and on all of them. */
  @Test
  void a_rejection_names_every_error_as_its_reason() throws IOException {
    for (Run run : runs) {
      Map<?, ?> audit = run.audit();
      if (audit.get("verdict").equals("rejected")) {
        Reasons reasons = new Reasons(audit);
        Set<Object> errors = new HashSet<>();
        for (Map<?, ?> finding : Vectors.objects(audit, "findings")) {
          if (finding.get("severity").equals("error")) {
            errors.add(finding.get("because"));
          }
        }
        List<?> because = reasons.because(reasons.ofThe("verdict"));
        assertThat(new HashSet<Object>(because)).as(run.toString()).isEqualTo(errors);
      }
    }
  }

  /** The justifications of a record as a graph. */
  private static final class Reasons {
    private final Set<Object> facts = new HashSet<>();
    private final Map<Object, Map<?, ?>> justifications = new HashMap<>();
    private final Set<Object> founded = new HashSet<>();

    Reasons(Map<?, ?> audit) {
      Vectors.objects(audit, "facts").forEach(fact -> facts.add(fact.get("id")));
      for (Map<?, ?> justification : Vectors.objects(audit, "justifications")) {
        assertThat(justifications.put(justification.get("id"), justification)).isNull();
      }
    }

    String ofThe(String kind) {
      return justifications.values().stream()
          .filter(justification -> justification.get("concludes").equals(kind))
          .map(justification -> (String) justification.get("id"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("nothing concludes the " + kind));
    }

    List<?> because(String id) {
      return (List<?>) justifications.get(id).get("because");
    }

    void follow(String what, String id) {
      follow(what, id, new ArrayDeque<>());
    }

    private void follow(String what, Object id, Deque<Object> path) {
      if (facts.contains(id) || founded.contains(id)) {
        return;
      }
      assertThat(justifications).as("%s: %s < %s", what, id, path).containsKey(id);
      assertThat(path).as("%s goes round in circles", what).doesNotContain(id);
      assertThat(because((String) id)).as("%s: %s rests on nothing", what, id).isNotEmpty();
      path.push(id);
      because((String) id).forEach(reason -> follow(what, reason, path));
      path.pop();
      founded.add(id);
    }
  }
}
