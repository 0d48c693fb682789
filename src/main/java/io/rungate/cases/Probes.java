package io.rungate.cases;

import io.rungate.cases.RuleParts.Span;
import io.rungate.engine.Justification;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a pack tell how far each of its rules gets: for every rule with several conditions it gets
 * rules beside it that ask for the first of them only. They conclude a text, which no rule looks
 * at, so that the verdicts stay as they are.
 */
final class Probes {
  private static final String PROBE = "probe %d of %s";

  private final Map<String, RuleParts> rules = new LinkedHashMap<>();
  private final PackFiles probed;

  Probes(PackFiles files, RulePack pack) {
    Map<String, List<RuleCard>> cards = new TreeMap<>();
    pack.rules()
        .forEach(card -> cards.computeIfAbsent(card.file(), file -> new ArrayList<>()).add(card));
    PackFiles all = files;
    for (Map.Entry<String, List<RuleCard>> file : cards.entrySet()) {
      StringBuilder text = new StringBuilder(files.text(file.getKey()));
      for (RuleParts rule : RuleParts.of(files.text(file.getKey()), file.getValue())) {
        rules.put(rule.card().name(), rule);
        for (int i = 1; i < rule.conditions().size(); i++) {
          text.append(probe(rule, i));
        }
      }
      all = all.with(file.getKey(), text.toString());
    }
    probed = all;
  }

  /** The pack with its probes. */
  PackFiles files() {
    return probed;
  }

  /** The rules as they are written, by name. */
  Map<String, RuleParts> rules() {
    return rules;
  }

  private static String probe(RuleParts rule, int conditions) {
    Span first = rule.conditions().get(0).span();
    Span last = rule.conditions().get(conditions - 1).span();
    String name = String.format(PROBE, conditions, rule.card().name());
    return "\nrule \""
        + name
        + "\"\nwhen\n  "
        + rule.text(new Span(first.start(), last.end()))
        + "\nthen\n  insertLogical( \""
        + name
        + "\" );\nend\n";
  }

  /**
   * The first condition of each rule that had no match, from 1, by rule; a rule that fired is not
   * in it.
   */
  Map<String, Integer> failing(List<Justification> justifications) {
    Set<String> fired = new HashSet<>();
    justifications.forEach(one -> fired.add(one.rule().name()));
    Map<String, Integer> failing = new HashMap<>();
    for (RuleParts rule : rules.values()) {
      String name = rule.card().name();
      if (!fired.contains(name)) {
        int matched = 0;
        while (fired.contains(String.format(PROBE, matched + 1, name))) {
          matched++;
        }
        failing.put(name, matched + 1);
      }
    }
    return failing;
  }
}
