package io.rungate.replay;

import io.rungate.document.AuditRecord;
import io.rungate.engine.JudgementException;
import io.rungate.gate.Gate;
import io.rungate.gate.Judgement;
import io.rungate.run.RunInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pack says of a run that was recorded. */
sealed interface Rejudgement {

  /** {@code accepted}, {@code rejected}, or {@code unjudged} with the reason. */
  String verdict();

  /** What ran; empty when that was not decided. */
  Optional<String> topology();

  /** The members of the document, published or withheld, in its order. */
  Map<String, Object> fields();

  /** Code to the severity and message of each finding. */
  Map<String, List<String>> findings();

  /** It gave a verdict, and this is the run's record. */
  record Judged(AuditRecord record, Map<String, Object> fields, Map<String, List<String>> findings)
      implements Rejudgement {

    static Judged of(AuditRecord record) {
      Map<String, Object> fields = new LinkedHashMap<>();
      record.fields().forEach(field -> fields.put(field.key(), field.value()));
      Map<String, List<String>> findings = new LinkedHashMap<>();
      for (AuditRecord.Finding finding : record.findings()) {
        findings
            .computeIfAbsent(finding.code().orElse(""), code -> new ArrayList<>())
            .add(text(finding));
      }
      return new Judged(record, fields, findings);
    }

    /** A finding as it is compared. */
    static String text(AuditRecord.Finding finding) {
      return finding.severity() + ": " + finding.message();
    }

    @Override
    public String verdict() {
      return record.verdict().toString();
    }

    @Override
    public Optional<String> topology() {
      return record.topology();
    }
  }

  /** What can be said of it where the record lacks something. */
  record Known(
      String verdict,
      Optional<String> topology,
      Map<String, Object> fields,
      Map<String, List<String>> findings)
      implements Rejudgement {}

  /** Its rules gave no answer: the pack is at fault, and nothing would be published. */
  record Unjudged(String problem) implements Rejudgement {
    @Override
    public String verdict() {
      return "unjudged: " + problem;
    }

    @Override
    public Optional<String> topology() {
      return Optional.empty();
    }

    @Override
    public Map<String, Object> fields() {
      return Map.of();
    }

    @Override
    public Map<String, List<String>> findings() {
      return Map.of();
    }
  }

  /** Judges a run as a pack would, had it been read today. */
  static Rejudgement of(Gate gate, RunInput input) {
    try {
      return Judged.of(gate.record(judge(gate, input)));
    } catch (JudgementException e) {
      return new Unjudged(gate.pack().shown(e.problem()).toString());
    }
  }

  /** What the input holds beyond the pack's mapping is left out, as if it were read today. */
  static Judgement judge(Gate gate, RunInput input) throws JudgementException {
    Map<String, String> variables = RunInput.mapped(input.variables(), gate.pack().mapping());
    return gate.judge(input.with(variables, input.result()));
  }
}
