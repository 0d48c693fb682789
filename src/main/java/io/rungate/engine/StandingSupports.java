package io.rungate.engine;

import io.rungate.fact.Objection;
import io.rungate.pack.RuleCard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.drools.base.reteoo.InitialFactImpl;
import org.drools.core.common.EqualityKey;
import org.drools.core.common.ReteEvaluator;
import org.drools.core.common.TruthMaintenanceSystemFactory;
import org.drools.tms.LogicalDependency;
import org.drools.tms.SimpleMode;
import org.drools.tms.TruthMaintenanceSystemEqualityKey;
import org.drools.tms.beliefsystem.BeliefSet;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Match;

/**
 * Reads from the engine's truth maintenance which conclusions stand and which matches support them.
 *
 * <p>An event log would not do: it also holds conclusions that were retracted later, and an equal
 * conclusion of a second rule raises no event. The interfaces used here are internal to Drools,
 * which is why its version is pinned and why this class is the only one that knows them.
 */
final class StandingSupports {

  /**
   * A support.
   *
   * @param justification what stands and why
   * @param message the rule's message with the values of its match, when the rule objects; null
   *     otherwise
   */
  record Support(Justification justification, String message) {
    private String text() {
      return justification.because() + " " + justification.conclusion();
    }
  }

  private static final Comparator<Support> BY_RULE =
      Comparator.comparing((Support support) -> support.justification.rule().file())
          .thenComparing(support -> support.justification.rule().line());

  private StandingSupports() {}

  static List<Support> of(KieSession session, Function<Rule, RuleCard> cards) {
    List<Support> supports = new ArrayList<>();
    for (EqualityKey key :
        TruthMaintenanceSystemFactory.get()
            .getOrCreateTruthMaintenanceSystem((ReteEvaluator) session)
            .getEqualityKeys()) {
      BeliefSet<?> beliefs = ((TruthMaintenanceSystemEqualityKey) key).getBeliefSet();
      if (beliefs == null) {
        continue;
      }
      Object conclusion = key.getFactHandle().getObject();
      for (SimpleMode mode = (SimpleMode) beliefs.getFirst(); mode != null; mode = mode.getNext()) {
        LogicalDependency<SimpleMode> dependency = mode.getObject();
        supports.add(support(conclusion, dependency.getJustifier(), cards));
      }
    }
    // The engine keeps them by hash. A record must not depend on that. Most rules support one
    // conclusion, so the text that orders several is made only where it is needed.
    supports.sort(BY_RULE.thenComparing(Support::text));
    return supports;
  }

  private static Support support(Object conclusion, Match match, Function<Rule, RuleCard> cards) {
    RuleCard rule = cards.apply(match.getRule());
    List<Object> because = new ArrayList<>();
    for (Object matched : match.getObjects()) {
      if (matched instanceof Collection<?> collected) {
        collected.stream().sorted(Comparator.comparing(Object::toString)).forEach(because::add);
      } else if (!(matched instanceof InitialFactImpl)) {
        because.add(matched);
      }
    }
    String message =
        conclusion instanceof Objection && rule.message() != null
            ? MessageTemplate.fill(rule.message(), match)
            : null;
    return new Support(new Justification(rule, conclusion, because), message);
  }
}
