package io.rungate.cli;

import io.rungate.document.AuditRecord;
import io.rungate.engine.JudgementException;
import io.rungate.engine.WhyNot;
import io.rungate.fact.Fact;
import io.rungate.fact.Source;
import io.rungate.gate.Gate;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.pack.Spelling;
import io.rungate.replay.Edit;
import io.rungate.replay.Flip;
import io.rungate.replay.WhatIf;
import io.rungate.report.ReportFormat;
import io.rungate.report.ReportItem;
import io.rungate.report.WhatIfReport;
import io.rungate.report.WhyNotReport;
import io.rungate.run.FactReader;
import io.rungate.run.InputException;
import io.rungate.run.RunInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The questions about a recorded run that only its judgement under a pack can answer. */
record WhatIfOptions(Call call) {
  private static final Argument SET =
      new Argument(
          "--set=NAME=VALUE...",
          "What if: judge again with this variable or result key, and list what changes.");

  private static final Argument UNSET =
      new Argument("--unset=NAME...", "What if: judge again without this variable or result key.");

  private static final Argument FLIP =
      new Argument(
          "--flip[=WHAT]",
          List.of("verdict", "topology"),
          "The smallest change of inputs that turns the verdict, or the topology.");

  private static final Argument WHY_NOT =
      new Argument(
          "--why-not=RULE|CODE",
          "Why this rule did not fire: its first condition without a match.");

  static final List<Argument> ALL =
      List.of(SET, UNSET, FLIP, WHY_NOT, Packs.RULES, Packs.PROFILE, Packs.CACHE_DIR);

  boolean given() {
    return Stream.of(SET, UNSET, FLIP, WHY_NOT).anyMatch(call::has);
  }

  /**
   * Answers on standard output. What is changed holds for every question that is asked with it.
   *
   * @param what the field or code to explain under the change, or null
   */
  void answer(AuditRecord run, String what) throws InputException, PackException {
    Gate gate = new Gate(Packs.load(call)).as(run);
    RulePack pack = gate.pack();
    note(run, pack);
    List<Edit> edits = edits(pack.mapping());
    RunInput changedInput = Edit.all(edits, run.input(), pack.mapping());
    if (!edits.isEmpty()) {
      noteName(run, pack.mapping(), edits);
      WhatIf whatIf = new WhatIf(gate, run.input());
      tell(new WhatIfReport.Edited(edits, whatIf.with(edits)));
      if (what != null) {
        ExplainCommand.explain(call.console(), record(whatIf, edits), what);
      }
    }
    if (call.has(WHY_NOT)) {
      whyNot(call.text(WHY_NOT), pack, changedInput);
    }
    if (call.has(FLIP)) {
      Flip.Target flip = call.choice(FLIP, Flip.Target.VERDICT);
      WhatIf whatIf = new WhatIf(gate, changedInput);
      String now =
          flip == Flip.Target.VERDICT
              ? whatIf.verdict()
              : whatIf.topology().orElse("topology not decided");
      tell(new WhatIfReport.Flipped(flip, now, Flip.search(whatIf, flip)));
    }
  }

  private void tell(ReportItem item) {
    call.console().answer(ReportFormat.TEXT, item);
  }

  /** A code may stand for several rules; each is answered. */
  private void whyNot(String asked, RulePack pack, RunInput input) throws InputException {
    List<RuleCard> cards =
        pack.rules().stream()
            .filter(card -> asked.equals(card.name()) || asked.equals(card.code()))
            .toList();
    if (cards.isEmpty()) {
      List<String> names =
          pack.rules().stream()
              .flatMap(card -> Stream.of(card.name(), card.code()))
              .filter(Objects::nonNull)
              .toList();
      throw new InputException(
          "no rule of the pack has the name or code " + asked + Spelling.hint(asked, names));
    }
    List<Fact> facts = new FactReader(pack.mapping()).read(input);
    for (RuleCard card : cards) {
      try {
        tell(new WhyNotReport(WhyNot.of(pack, facts, card), pack));
      } catch (JudgementException e) {
        throw new InputException(pack.shown(e.problem()).toString());
      }
    }
  }

  private static AuditRecord record(WhatIf whatIf, List<Edit> edits) throws InputException {
    try {
      return whatIf.record(edits);
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage());
    }
  }

  /** A record of another pack is judged by this one all the same, but nobody should be misled. */
  private void note(AuditRecord run, RulePack pack) {
    if (!run.pack().digest().equals(pack.digest())) {
      String recorded = run.pack().name() + " " + run.pack().version();
      String asked = pack.manifest().title();
      call.console()
          .remark(
              "the record was made by pack %s; this is what pack %s at %s says"
                  .formatted(
                      recorded + digest(recorded.equals(asked), run.pack().digest()),
                      asked + digest(recorded.equals(asked), pack.digest()),
                      pack.folder()));
    }
  }

  /** Packs of one version are told apart by what is in them. */
  private static String digest(boolean sameVersion, String digest) {
    return sameVersion ? " (digest " + digest.substring(0, 12) + ")" : "";
  }

  private void noteName(AuditRecord run, Mapping mapping, List<Edit> edits) {
    String name = mapping.runName();
    if (run.input().fileName() != null
        && edits.stream().anyMatch(edit -> edit.input().equals(Source.variable(name)))) {
      call.console().remark("its file names the run, whatever %s says".formatted(name));
    }
  }

  private List<Edit> edits(Mapping mapping) throws InputException {
    List<Edit> edits = new ArrayList<>();
    for (String assignment : call.texts(SET)) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new InputException("--set wants NAME=VALUE, not " + assignment);
      }
      edits.add(edit(mapping, assignment.substring(0, equals), assignment.substring(equals + 1)));
    }
    for (String name : call.texts(UNSET)) {
      edits.add(edit(mapping, name, null));
    }
    return edits;
  }

  private static Edit edit(Mapping mapping, String name, String value) throws InputException {
    Optional<Edit> edit = Edit.of(mapping, name, value);
    if (edit.isPresent()) {
      return edit.get();
    }
    List<String> names = mapping.fields().stream().map(Mapping.Field::given).toList();
    throw new InputException(
        "the mapping reads no variable and no result key " + name + Spelling.hint(name, names));
  }
}
