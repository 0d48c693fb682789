package io.rungate.replay;

import io.rungate.document.AuditRecord;
import io.rungate.fact.Severity;
import io.rungate.fact.Source;
import io.rungate.run.RunInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a pack asks for and a record does not say, because the pack that made the record did not
 * name it. The run may have had it or not; so what a pack concludes from its absence is no change.
 */
final class Unsaid {
  private static final String WHY = "the record does not say: its pack did not ask";

  private final AuditRecord judged;
  private final Map<String, AuditRecord.Step> steps;

  /** The ids of the absences of which the record says nothing. */
  private final Set<String> absences = new HashSet<>();

  /** What would have to be known, of all that was left out. */
  private final Set<String> inputs = new TreeSet<>();

  private Unsaid(AuditRecord record, AuditRecord judged) {
    this.judged = judged;
    this.steps = judged.steps();
    Set<Source> said = new HashSet<>();
    record.inputs().forEach(input -> said.add(input.source()));
    record.facts().forEach(fact -> said.add(fact.source()));
    for (AuditRecord.Fact fact : judged.facts()) {
      if (fact.kind().equals("absentfield") && !isSaid(fact.source(), said)) {
        absences.add(fact.id());
      }
    }
  }

  /** A record that holds all of a value also says what is not in it. */
  private static boolean isSaid(Source source, Set<Source> said) {
    boolean inside = source.kind() == Source.Kind.PATH && !said.contains(source);
    return inside
        ? RunInput.enclosing(source).stream().anyMatch(said::contains)
        : said.contains(source);
  }

  /** What changes in a recorded run, as far as its record can tell. */
  static List<Change> changes(AuditRecord record, Rejudgement before, Rejudgement after) {
    if (after.record().isEmpty()) {
      return before.changesTo(after);
    }
    Unsaid unsaid = new Unsaid(record, after.record().get());
    if (unsaid.absences.isEmpty()) {
      return before.changesTo(after);
    }
    List<Change> known = before.changesTo(unsaid.known(before, after));
    List<Change> changes = new ArrayList<>();
    unsaid.inputs.forEach(input -> changes.add(new Change(Change.Kind.UNSAID, input, null, WHY)));
    changes.addAll(known);
    return changes;
  }

  /** The judgement without what differs only because something is unsaid. */
  private Rejudgement known(Rejudgement before, Rejudgement after) {
    boolean undecided = !judged.accepted();
    Map<String, List<String>> findings = new LinkedHashMap<>();
    for (AuditRecord.Finding finding : judged.findings()) {
      String code = finding.code().orElse("");
      String text = Rejudgement.text(finding);
      boolean known =
          before.findings().getOrDefault(code, List.of()).contains(text)
              || finding.evidence().isEmpty()
              || !finding.evidence().stream().allMatch(this::restsOnAbsence);
      if (known) {
        findings.computeIfAbsent(code, key -> new ArrayList<>()).add(text);
        undecided &= finding.severity() != Severity.ERROR;
      } else {
        finding.evidence().forEach(this::note);
      }
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    for (AuditRecord.Field field : judged.allFields()) {
      Object was = before.fields().get(field.key());
      boolean known = field.value().equals(was) || !restsOnAbsence(field.because());
      if (!known) {
        note(field.because());
      }
      if (known || was != null) {
        fields.put(field.key(), known ? field.value() : was);
      }
    }
    if (undecided) { // and so is what could not be computed without it, where it stood
      Map<String, Object> given = Map.copyOf(fields);
      List<String> order = List.copyOf(fields.keySet());
      fields.clear();
      before.fields().forEach((key, was) -> fields.put(key, given.getOrDefault(key, was)));
      order.forEach(key -> fields.put(key, given.get(key)));
    }
    String verdict = undecided ? before.verdict() : after.verdict();
    return new Rejudgement(Optional.empty(), verdict, after.topology(), fields, findings);
  }

  private boolean restsOnAbsence(String id) {
    return !absencesUnder(id).isEmpty();
  }

  private void note(String id) {
    for (String absence : absencesUnder(id)) {
      inputs.add(((AuditRecord.Fact) steps.get(absence)).source().toString());
    }
  }

  private Set<String> absencesUnder(String id) {
    Set<String> found = grounds(id, new HashSet<>());
    found.retainAll(absences);
    return found;
  }

  /** The step and all that it rests on. */
  private Set<String> grounds(String id, Set<String> found) {
    if (found.add(id) && steps.get(id) instanceof AuditRecord.Justification justification) {
      justification.because().forEach(cause -> grounds(cause, found));
    }
    return found;
  }
}
