package io.rungate.cases;

import io.rungate.document.AggDocument.Member;
import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.engine.Justification;
import io.rungate.fact.Fact;
import io.rungate.fact.Topology;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in a line or two why something came out as it did. */
final class MismatchReasons {
  private final RulePack pack;
  private final Evaluation evaluation;

  MismatchReasons(RulePack pack, Evaluation evaluation) {
    this.pack = pack;
    this.evaluation = evaluation;
  }

  /** Why findings are there. */
  List<String> of(List<Finding> findings) {
    return findings.stream().flatMap(finding -> of(finding).stream()).toList();
  }

  /** Why a finding is there. */
  List<String> of(Finding finding) {
    String said = finding.code() + ": " + finding.message();
    return Stream.concat(Stream.of(said), because(finding.justification())).toList();
  }

  /** Why a finding may be missing: which rules would have raised it. */
  List<String> ofSilence(String code) {
    return pack.rules().stream()
        .filter(card -> code.equals(card.code()))
        .map(card -> "no match for " + place(card))
        .toList();
  }

  /** Why a member of the document has its value. */
  List<String> of(Member member) {
    List<String> lines = concluding(member.basis());
    return lines.isEmpty() && member.basis() instanceof Fact fact
        ? List.of("from " + fact.source())
        : lines;
  }

  /** Why the topology is what it is. */
  List<String> of(Topology topology) {
    return concluding(topology);
  }

  private List<String> concluding(Object conclusion) {
    return evaluation.justifications().stream()
        .filter(justification -> justification.conclusion().equals(conclusion))
        .flatMap(this::because)
        .toList();
  }

  private Stream<String> because(Justification justification) {
    String facts =
        justification.because().stream().map(Object::toString).collect(Collectors.joining("; "));
    String rule = place(justification.rule());
    return facts.isEmpty() ? Stream.of(rule) : Stream.of(rule, "because " + facts);
  }

  private String place(RuleCard card) {
    return "rule \"" + card.name() + "\" " + pack.shown(card.file()) + ":" + card.line();
  }
}
