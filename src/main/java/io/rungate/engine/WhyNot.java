package io.rungate.engine;

import io.rungate.fact.Fact;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import java.util.List;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.KieSession;

/**
 * Why a rule did not fire for a run: the first of its conditions that has no match, and what came
 * nearest to it.
 *
 * @param rule the rule
 * @param fired its justifications that stand; empty when it did not fire
 * @param met the conditions before the first unmet one, in order
 * @param unmet the first condition without a match; null when the rule fired
 */
public record WhyNot(RuleCard rule, List<Justification> fired, List<Met> met, Unmet unmet) {

  /** A condition that is met, and the facts that meet it, as far as it matches any. */
  public record Met(String condition, List<Object> facts) {}

  /** A condition that is not met. */
  public sealed interface Unmet {
    /** The condition as the rule states it, but for its bindings. */
    String condition();
  }

  /**
   * No fact meets what the condition asks of each fact alone.
   *
   * @param type what it asks for
   * @param nearest the fact of this type that fails least; null when there is none
   * @param fails what the nearest fact fails
   * @param elsewhere a fact of another type about the same field, or null
   */
  public record NoFact(
      String condition, String type, Object nearest, List<String> fails, Object elsewhere)
      implements Unmet {}

  /**
   * Facts meet what the condition asks of them alone, but none goes with what was matched before.
   *
   * @param candidates these facts
   * @param joins what has to hold between them and the earlier ones
   * @param bound the values that earlier conditions bound
   */
  public record NotJoined(
      String condition, List<Object> candidates, List<String> joins, List<String> bound)
      implements Unmet {}

  /** The rule asks that there be nothing of a sort, and there is. */
  public record Excluded(String condition, List<Object> found) implements Unmet {}

  /** The rule asks for one of several, and none is met. */
  public record NoneOf(String condition, List<Unmet> branches) implements Unmet {}

  /** The condition compares what no fact stands for, so it can only be tested with the whole. */
  public record Untested(String condition) implements Unmet {}

  /**
   * Judges the facts of a run and asks one rule.
   *
   * @throws JudgementException when the pack cannot judge the run
   */
  public static WhyNot of(RulePack pack, List<Fact> facts, RuleCard rule)
      throws JudgementException {
    return new Engine(pack).judge(facts, (session, all) -> of(pack, rule, session, all));
  }

  private static WhyNot of(
      RulePack pack, RuleCard rule, KieSession session, Evaluation evaluation) {
    List<Justification> fired =
        evaluation.justifications().stream().filter(one -> one.rule().equals(rule)).toList();
    if (!fired.isEmpty()) {
      return new WhyNot(rule, fired, List.of(), null);
    }
    Conditions conditions = new Conditions(session);
    Unmet unmet = conditions.firstUnmet(compiled(pack, rule).getLhs());
    Unmet told = unmet == null ? new Untested("all its conditions together") : unmet;
    return new WhyNot(rule, fired, conditions.met(), told);
  }

  private static RuleImpl compiled(RulePack pack, RuleCard card) {
    for (KiePackage kiePackage : pack.base().get().getKiePackages()) {
      if (kiePackage.getName().endsWith("." + card.concern())) {
        for (Rule rule : kiePackage.getRules()) {
          if (rule.getName().equals(card.name())) {
            return (RuleImpl) rule;
          }
        }
      }
    }
    throw new IllegalStateException("the rule \"" + card.name() + "\" was not compiled");
  }
}
