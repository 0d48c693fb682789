package io.rungate.engine;

import io.rungate.fact.Objection;
import io.rungate.fact.Tally;
import io.rungate.pack.RuleCard;
import io.rungate.pack.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
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
  private static final int AS_MANY_AS_USUAL = 128;

  /**
   * What stands and why, ordered by rule and then by what the rule matched.
   *
   * @param message the rule's, with the values of its match, when the rule objects; else null
   * @param advice the same of its advice
   */
  record Support(Justification justification, String message, String advice) {}

  /**
   * A support in its place. What it says is put together once, and only as far as that decides:
   * most of what two supports of a rule rest on is the same or differs at once.
   */
  private static final class Placed implements Comparable<Placed> {
    private final Support support;

    /** What matches say that were compared, by identity; for all supports, which share many. */
    private final Map<Object, String> texts;

    private String text;

    Placed(Support support, Map<Object, String> texts) {
      this.support = support;
      this.texts = texts;
    }

    Support support() {
      return support;
    }

    @Override
    public int compareTo(Placed other) {
      RuleCard mine = support.justification.rule();
      RuleCard others = other.support.justification.rule();
      if (mine == others) {
        return compareWords(other);
      }
      int order = mine.file().compareTo(others.file());
      return order == 0 ? Integer.compare(mine.line(), others.line()) : order;
    }

    /** As the whole texts would compare. */
    private int compareWords(Placed other) {
      List<Object> mine = support.justification.because();
      List<Object> others = other.support.justification.because();
      int both = Math.min(mine.size(), others.size());
      for (int i = 0; i < both; i++) {
        if (mine.get(i) != others.get(i)) {
          String left = texts.computeIfAbsent(mine.get(i), String::valueOf);
          String right = texts.computeIfAbsent(others.get(i), String::valueOf);
          if (!left.startsWith(right) && !right.startsWith(left)) {
            return left.compareTo(right);
          }
          if (left.length() != right.length()) {
            break;
          }
        }
      }
      return text().compareTo(other.text());
    }

    private String text() {
      if (text == null) {
        text = support.justification.because() + " " + support.justification.conclusion();
      }
      return text;
    }
  }

  private StandingSupports() {}

  static List<Support> of(KieSession session, Function<Rule, RuleCard> cards, List<Table> tables) {
    List<Placed> supports = new ArrayList<>(AS_MANY_AS_USUAL);
    Map<Object, String> texts = new IdentityHashMap<>();
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
        Match match = dependency.getJustifier();
        supports.add(new Placed(support(conclusion, match, cards, tables), texts));
      }
    }
    // The engine keeps them by hash. A record must not depend on that.
    supports.sort(null);
    return supports.stream().map(Placed::support).toList();
  }

  /** What a rule collected or counted, in an order of its own. */
  private static Stream<?> collected(Object result) {
    Collection<?> all =
        result instanceof Tally tally
            ? tally.facts()
            : result instanceof Collection<?> many ? many : List.of(result);
    return all.stream().sorted(Comparator.comparing(Object::toString));
  }

  private static Support support(
      Object conclusion, Match match, Function<Rule, RuleCard> cards, List<Table> tables) {
    RuleCard rule = cards.apply(match.getRule());
    List<Object> matches = match.getObjects();
    List<Object> because = new ArrayList<>(matches.size());
    for (Object matched : matches) {
      if (matched instanceof Object[] several) { // of an accumulate with more than one function
        Stream.of(several).flatMap(StandingSupports::collected).distinct().forEach(because::add);
      } else if (matched instanceof Collection<?> || matched instanceof Tally) {
        collected(matched).forEach(because::add);
      } else if (!(matched instanceof InitialFactImpl)) {
        because.add(matched);
      }
    }
    boolean objects = conclusion instanceof Objection;
    return new Support(
        new Justification(rule, conclusion, because),
        objects ? MessageTemplate.fill(rule.message(), match, tables) : null,
        objects ? MessageTemplate.fill(rule.advice(), match, tables) : null);
  }
}
