package io.rungate.cases;

import io.rungate.engine.Justification;
import io.rungate.pack.DrlFile;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.RuleText;
import io.rungate.pack.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a pack tell how far each of its rules gets: for every rule with several conditions it gets
 * rules beside it that ask for the first of them only. They conclude a text, which no rule looks
 * at, so that the verdicts stay as they are.
 */
final class ConditionProbes {
  private static final String PROBE = "probe %d of %s";

  private final Map<String, RuleText> rules = new LinkedHashMap<>();
  private final PackFiles probed;

  ConditionProbes(PackFiles files) throws PackException {
    PackFiles all = files;
    for (DrlFile file : PackReader.rules(files)) {
      StringBuilder text = new StringBuilder(file.source().text());
      for (RuleText rule : file.rules()) {
        rules.put(rule.name(), rule);
        for (int i = 1; i < rule.parts().size(); i++) {
          text.append(probe(rule, i));
        }
      }
      all = all.with(file.source().file(), text.toString());
    }
    probed = all;
  }

  /** The pack with its probes. */
  PackFiles files() {
    return probed;
  }

  /** The rules as they are written, by name. */
  Map<String, RuleText> rules() {
    return rules;
  }

  private static String probe(RuleText rule, int conditions) {
    Span first = rule.parts().get(0).span();
    Span last = rule.parts().get(conditions - 1).span();
    String name = String.format(PROBE, conditions, rule.name());
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
    for (RuleText rule : rules.values()) {
      String name = rule.name();
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
