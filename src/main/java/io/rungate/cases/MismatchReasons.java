package io.rungate.cases;

import io.rungate.document.AggDocument.Member;
import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.engine.Justification;
import io.rungate.fact.Fact;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says in a line or two why something came out as it did. */
final class MismatchReasons {
  private final RulePack pack;
  private final Evaluation evaluation;

  MismatchReasons(RulePack pack, Evaluation evaluation) {
    this.pack = pack;
    this.evaluation = evaluation;
  }

  /** Why a finding is there. */
  List<String> of(Finding finding) {
    List<String> lines = new ArrayList<>();
    lines.add(finding.code() + ": " + finding.message());
    lines.addAll(because(finding.justification()));
    return lines;
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
    List<String> lines = of(member.basis());
    if (lines.isEmpty() && member.basis() instanceof Fact fact) {
      return List.of("from " + fact.source());
    }
    return lines;
  }

  /** The rules that conclude something; none for what was read. */
  List<String> of(Object conclusion) {
    return evaluation.justifications().stream()
        .filter(justification -> justification.conclusion().equals(conclusion))
        .flatMap(justification -> because(justification).stream())
        .toList();
  }

  private List<String> because(Justification justification) {
    String facts =
        justification.because().stream().map(Object::toString).collect(Collectors.joining("; "));
    List<String> lines = new ArrayList<>();
    lines.add(place(justification.rule()));
    if (!facts.isEmpty()) {
      lines.add("because " + facts);
    }
    return lines;
  }

  private String place(RuleCard card) {
    return "rule \"" + card.name() + "\" " + pack.shown(card.file()) + ":" + card.line();
  }
}
