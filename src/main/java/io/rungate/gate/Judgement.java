package io.rungate.gate;

import io.rungate.document.AggDocument;
import io.rungate.document.Waiver;
import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.pack.Sha256Hex;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunInput;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A judged run, before anything is written.
 *
 * @param input what was read
 * @param evaluation what the rules concluded
 * @param documents the agg document and those that belong beside it, published or not
 * @param excused the findings that do not count in this call, by identity; mostly none
 */
public record Judgement(
    RunInput input,
    Evaluation evaluation,
    List<AggDocument> documents,
    Map<Finding, Excuse> excused) {

  public Judgement(RunInput input, Evaluation evaluation, List<AggDocument> documents) {
    this(input, evaluation, documents, Map.of());
  }

  /** The agg document. */
  public AggDocument document() {
    return documents.get(0);
  }

  /** The members of all documents, by what people call them. */
  public Map<String, AggDocument.Member> members() {
    if (documents.size() == 1) {
      return document().members();
    }
    Map<String, AggDocument.Member> all = new LinkedHashMap<>();
    for (AggDocument one : documents) {
      one.members().forEach((key, member) -> all.put(one.form().title(key), member));
    }
    return all;
  }

  /** The same, of which some findings do not count. */
  Judgement excused(Map<Finding, Excuse> excuses) {
    return new Judgement(input, evaluation, documents, excuses);
  }

  /** What somebody waived, with the waiver. */
  Map<Finding, Waiver> waived() {
    if (excused.isEmpty()) {
      return Map.of();
    }
    Map<Finding, Waiver> waived = new IdentityHashMap<>();
    excused.forEach(
        (finding, excuse) -> {
          if (excuse instanceof Excuse.Waived one) {
            waived.put(finding, one.waiver());
          }
        });
    return waived;
  }

  /** Whether its documents may be published: rules accept the run, or waivers say so. */
  boolean mayPublish() {
    return evaluation.accepted() || !excused.isEmpty() && Waiver.publishes(evaluation, waived());
  }

  /** Over the result file, and over all that the mapping names of it and of the environment. */
  Map<String, String> digests() {
    Map<String, String> digests = new LinkedHashMap<>();
    if (!input.resultSha256().isEmpty()) {
      digests.put("result", input.resultSha256());
    }
    List<Object> read = new ArrayList<>();
    for (RunInput.Item item : input.items()) {
      read.add(List.of(item.source().toString(), item.text()));
    }
    digests.put("read", Sha256Hex.of(PythonJsonWriter.compact(read)));
    return digests;
  }

  /** A run whose result cannot be read is refused by the rules, and is no verdict on the run. */
  ExitCode exitCode() {
    if (!input.unread().isEmpty()) {
      return ExitCode.NOT_JUDGED;
    }
    return Outcome.counts(evaluation.findings(), excused) ? ExitCode.REJECTED : ExitCode.ACCEPTED;
  }
}
