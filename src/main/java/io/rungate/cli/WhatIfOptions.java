package io.rungate.cli;

import io.rungate.cli.OptionSpec.Kind;
import io.rungate.cli.OptionSpec.Use;
import io.rungate.document.AuditRecord;
import io.rungate.engine.JudgementException;
import io.rungate.engine.WhyNot;
import io.rungate.fact.Fact;
import io.rungate.gate.Gate;
import io.rungate.pack.Manifest;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.pack.Spelling;
import io.rungate.replay.Edit;
import io.rungate.replay.Flip;
import io.rungate.replay.WhatIf;
import io.rungate.report.Explanation;
import io.rungate.report.Paint;
import io.rungate.report.WhatIfReport;
import io.rungate.report.WhyNotReport;
import io.rungate.run.FactReader;
import io.rungate.run.RunInput;
import java.util.ArrayList;
import java.util.List;

/** The questions about a recorded run that only its judgement under a pack can answer. */
record WhatIfOptions(
    List<String> set,
    List<String> unset,
    Flip.Target flip,
    String whyNot,
    String rules,
    String cacheDir) {

  private static final OptionSpec SET =
      OptionSpec.of(
              Kind.TEXT,
              "--set",
              "NAME=VALUE",
              "What if: judge again with this variable or result key, and list what changes.")
          .used(Use.REPEATED);

  private static final OptionSpec UNSET =
      OptionSpec.of(
              Kind.TEXT,
              "--unset",
              "NAME",
              "What if: judge again without this variable or result key.")
          .used(Use.REPEATED);

  private static final OptionSpec FLIP =
      OptionSpec.choice(
              "--flip",
              "WHAT",
              List.of("verdict", "topology"),
              "The smallest change of inputs that turns the verdict, or the topology.")
          .used(Use.VALUE_OPTIONAL);

  private static final OptionSpec WHY_NOT =
      OptionSpec.of(
          Kind.TEXT,
          "--why-not",
          "RULE|CODE",
          "Why this rule did not fire: its first condition without a match.");

  static final List<OptionSpec> ALL =
      List.of(SET, UNSET, FLIP, WHY_NOT, SharedOptions.RULES, SharedOptions.CACHE_DIR);

  static WhatIfOptions of(Arguments arguments) {
    return new WhatIfOptions(
        arguments.texts(SET),
        arguments.texts(UNSET),
        arguments.has(FLIP) ? arguments.choice(FLIP, Flip.Target.VERDICT) : null,
        arguments.text(WHY_NOT),
        arguments.text(SharedOptions.RULES),
        arguments.text(SharedOptions.CACHE_DIR));
  }

  boolean given() {
    return !set.isEmpty() || !unset.isEmpty() || flip != null || whyNot != null;
  }

  /**
   * Answers on standard output. What is changed holds for every question that is asked with it.
   *
   * @param what the field or code to explain under the change, or null
   */
  void answer(Console console, AuditRecord run, String what, Paint paint)
      throws UsageException, PackException {
    RulePack pack = Packs.load(console, rules, cacheDir);
    note(console, run, pack);
    RunInput input = run.input();
    List<Edit> edits = edits(pack.mapping());
    RunInput changedInput = Edit.all(edits, input);
    if (!edits.isEmpty()) {
      WhatIf whatIf = new WhatIf(new Gate(pack), input);
      console.out().print(WhatIfReport.text(edits, whatIf.with(edits), paint));
      if (what != null) {
        AuditRecord changed = record(whatIf, edits);
        String text = Explanation.of(changed, what, paint);
        if (text == null) {
          throw ExplainCommand.unknown(what, changed);
        }
        console.out().print(text);
      }
    }
    if (whyNot != null) {
      whyNot(console, pack, changedInput, paint);
    }
    if (flip != null) {
      WhatIf whatIf = new WhatIf(new Gate(pack), changedInput);
      String now =
          flip == Flip.Target.VERDICT
              ? whatIf.verdict()
              : whatIf.topology().orElse("topology not decided");
      console.out().print(WhatIfReport.text(flip, now, Flip.search(whatIf, flip), paint));
    }
  }

  /** A code may stand for several rules; each is answered. */
  private void whyNot(Console console, RulePack pack, RunInput input, Paint paint)
      throws UsageException {
    List<RuleCard> asked = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (RuleCard card : pack.rules()) {
      if (whyNot.equals(card.name()) || whyNot.equals(card.code())) {
        asked.add(card);
      }
      names.add(card.name());
      if (card.code() != null) {
        names.add(card.code());
      }
    }
    if (asked.isEmpty()) {
      throw new UsageException(
          "no rule of the pack has the name or code " + whyNot + Spelling.hint(whyNot, names));
    }
    List<Fact> facts = new FactReader(pack.mapping()).read(input);
    for (RuleCard card : asked) {
      try {
        console.out().print(WhyNotReport.text(WhyNot.of(pack, facts, card), pack, paint));
      } catch (JudgementException e) {
        throw new UsageException(pack.shown(e.problem()).toString());
      }
    }
  }

  private static AuditRecord record(WhatIf whatIf, List<Edit> edits) throws UsageException {
    try {
      return whatIf.record(edits);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** A record of another pack is judged by this one all the same, but nobody should be misled. */
  private static void note(Console console, AuditRecord run, RulePack pack) {
    Manifest manifest = pack.manifest();
    if (!run.pack().digest().equals(pack.digest())) {
      console
          .err()
          .println(
              "the record was made by pack "
                  + run.pack().name()
                  + " "
                  + run.pack().version()
                  + "; this is what pack "
                  + manifest.name()
                  + " "
                  + manifest.version()
                  + " at "
                  + pack.folder()
                  + " says");
    }
  }

  private List<Edit> edits(Mapping mapping) throws UsageException {
    List<Edit> edits = new ArrayList<>();
    for (String assignment : set) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--set wants NAME=VALUE, not " + assignment);
      }
      edits.add(edit(mapping, assignment.substring(0, equals), assignment.substring(equals + 1)));
    }
    for (String name : unset) {
      edits.add(edit(mapping, name, null));
    }
    return edits;
  }

  private static Edit edit(Mapping mapping, String name, String value) throws UsageException {
    try {
      return Edit.of(mapping, name, value);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + Spelling.hint(name, Edit.names(mapping)));
    }
  }
}
