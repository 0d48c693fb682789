package io.rungate.document;

import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.engine.Justification;
import io.rungate.fact.Contract;
import io.rungate.fact.Fact;
import io.rungate.fact.MalformedField;
import io.rungate.fact.MistypedField;
import io.rungate.fact.OutOfBounds;
import io.rungate.fact.Refusal;
import io.rungate.fact.Severity;
import io.rungate.pack.Mapping;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.RuleCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The last guard before a document is published, whatever the rules of the pack say: it is JSON,
 * and it shows nothing that was not checked. A pack refuses such a run by rules of its own, which
 * know better what is wrong; these two speak only where it does not.
 */
public final class DocumentGuard {
  private static final String FINITE = "a document holds only what JSON has a word for";
  private static final String WHOLE = "a document that waivers publish is whole";
  private static final String CHECKED = "a document shows nothing that no contract covers";

  private final Mapping mapping;
  private final List<AggDocument> documents;
  private final Set<String> covered;
  private final List<Finding> findings = new ArrayList<>();

  private DocumentGuard(Mapping mapping, Evaluation evaluation, List<AggDocument> documents) {
    this.mapping = mapping;
    this.documents = documents;
    this.covered = evaluation.contracts().stream().map(Contract::group).collect(Collectors.toSet());
  }

  /** What the rules concluded; rejected where a document of an accepted run must not be. */
  public static Evaluation guarded(
      Mapping mapping, Evaluation evaluation, List<AggDocument> documents) {
    if (!evaluation.accepted()) {
      return evaluation;
    }
    return new DocumentGuard(mapping, evaluation, documents).answer(evaluation);
  }

  /**
   * The same of a rejected run whose findings are waived so that it may be published. Of such a run
   * a document may also have holes, which no waiver fills.
   */
  public static Evaluation waived(
      Mapping mapping, Evaluation evaluation, List<AggDocument> documents) {
    DocumentGuard guard = new DocumentGuard(mapping, evaluation, documents);
    for (AggDocument document : documents) {
      for (AggDocument.Gap gap : document.gaps()) {
        guard.whole(document, gap, evaluation.facts().get(0));
      }
    }
    return guard.answer(evaluation);
  }

  private Evaluation answer(Evaluation evaluation) {
    for (AggDocument document : documents) {
      document.members().values().forEach(member -> finite(document, member));
    }
    evaluation.facts().forEach(this::checked);
    return findings.isEmpty() ? evaluation : evaluation.refused(findings);
  }

  private void whole(AggDocument document, AggDocument.Gap gap, Fact run) {
    String name = document.form().name();
    RuleCard rule =
        rule(
            WHOLE,
            "not-whole",
            gap.line(),
            "A consumer takes a document for the whole of it.",
            "Correct the run, or waive it without publish: true.");
    refuse(rule, "The document " + (name.isEmpty() ? "" : name + " ") + gap.what() + ".", run);
  }

  private void finite(AggDocument document, AggDocument.Member member) {
    if (!member.isFinite()) {
      String key = document.form().title(member.key());
      String what = key + " would be " + AuditRecorder.strict(member.value());
      RuleCard rule =
          rule(
              FINITE,
              "not-json",
              member.line(),
              "The consumer cannot parse NaN or Infinity and drops the whole file.",
              "Correct the measurement; in the pack, refuse what is not finite by a rule.");
      refuse(rule, what + ", which JSON has no word for.", member.basis());
    }
  }

  private void checked(Fact fact) {
    if (fact instanceof MalformedField bad) {
      checked(bad.field(), bad.group(), bad.name() + " " + bad.reason(), fact);
    } else if (fact instanceof OutOfBounds bad) {
      String what = "%s is %s; it must be %s".formatted(bad.name(), bad.value(), bad.bound());
      checked(bad.field(), bad.group(), what, fact);
    } else if (fact instanceof MistypedField bad) {
      String what = "%s is %s %s, where a number belongs";
      String said = what.formatted(bad.name(), bad.found(), bad.value());
      checked(bad.field(), bad.group(), said, fact);
    }
  }

  private void checked(String field, String group, String what, Fact fact) {
    if (!covered.contains(group) && documents.stream().anyMatch(one -> one.shows(field, group))) {
      RuleCard rule =
          rule(
              CHECKED,
              "unchecked-value",
              line(field, group),
              "Where no contract covers a field, no rule of the pack looks at its type and bounds.",
              "Correct the value; in the pack, conclude a contract for the group " + group + ".");
      refuse(rule, what + ".", fact);
    }
  }

  private int line(String field, String group) {
    IntStream fields =
        mapping.fields().stream().filter(one -> one.name().equals(field)).mapToInt(Field::line);
    IntStream families =
        mapping.families().stream().filter(one -> one.group().equals(group)).mapToInt(Family::line);
    return IntStream.concat(fields, families).findFirst().getAsInt();
  }

  private RuleCard rule(String name, String code, int line, String why, String advice) {
    Map<String, String> tags =
        Map.of("code", code, "why", why, "advice", advice, "severity", Severity.ERROR.toString());
    return new RuleCard(name, "document", mapping.file(), line, line, tags);
  }

  private void refuse(RuleCard rule, String message, Object basis) {
    Refusal refusal = new Refusal(basis);
    Justification why = new Justification(rule, refusal, List.of(basis));
    findings.add(
        new Finding(rule.code(), Severity.ERROR, message, rule.advice(), refusal.evidence(), why));
  }
}
