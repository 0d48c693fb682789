package io.rungate.cases;

import io.rungate.engine.Justification;
import io.rungate.pack.DrlFile;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.RuleText;
import io.rungate.pack.Span;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
    return """

        rule "%1$s"
        when
          %2$s
        then
          insertLogical( "%1$s" );
        end
        """
        .formatted(
            PROBE.formatted(conditions, rule.name()),
            rule.text(new Span(first.start(), last.end())));
  }

  /**
   * The first condition of each rule that had no match, from 1, by rule; a rule that fired is not
   * in it.
   */
  Map<String, Integer> failing(List<Justification> justifications) {
    Set<String> fired =
        justifications.stream().map(one -> one.rule().name()).collect(Collectors.toSet());
    Map<String, Integer> failing = new HashMap<>();
    for (String name : rules.keySet()) {
      if (!fired.contains(name)) {
        int first = 1;
        while (fired.contains(PROBE.formatted(first, name))) {
          first++;
        }
        failing.put(name, first);
      }
    }
    return failing;
  }
}
