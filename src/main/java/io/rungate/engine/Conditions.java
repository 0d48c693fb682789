package io.rungate.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.drools.base.base.ClassObjectType;
import org.drools.base.base.ValueResolver;
import org.drools.base.rule.Accumulate;
import org.drools.base.rule.Declaration;
import org.drools.base.rule.GroupElement;
import org.drools.base.rule.Pattern;
import org.drools.base.rule.RuleConditionElement;
import org.drools.base.rule.constraint.AlphaNodeFieldConstraint;
import org.drools.base.rule.constraint.BetaConstraint;
import org.drools.base.rule.constraint.Constraint;
import org.drools.modelcompiler.constraints.LambdaConstraint;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Walks the conditions of a rule over the facts of a finished session, until one has no match.
 *
 * <p>The engine's network cannot be asked why it does not match. Its constraints can: each says yes
 * or no to a fact, those that join facts too when they are given what earlier conditions matched.
 */
final class Conditions {

  /** More combinations than this are not told apart; the first ones stand for all. */
  private static final int MOST_COMBINATIONS = 10_000;

  private final ValueResolver resolver;
  private final List<FactHandle> facts;
  private final List<WhyNot.Met> met = new ArrayList<>();
  private WhyNot.Unmet untested;

  Conditions(KieSession session) {
    resolver = (ValueResolver) session;
    facts =
        session.getFactHandles().stream()
            .<FactHandle>map(handle -> handle)
            .sorted(Comparator.comparing(handle -> handle.getObject().toString()))
            .toList();
  }

  /** The conditions that are met, in order. */
  List<WhyNot.Met> met() {
    return met;
  }

  /** The first condition without a match; null when none is found. */
  WhyNot.Unmet firstUnmet(GroupElement lhs) {
    List<Combination> combinations = List.of(Combination.empty());
    for (RuleConditionElement condition : lhs.getChildren()) {
      List<Combination> next = matches(condition, combinations);
      if (next.isEmpty()) {
        return unmet(condition, combinations);
      }
      if (untested == null || !untested.condition().equals(text(condition))) {
        met.add(new WhyNot.Met(text(condition), newFacts(condition, next)));
      }
      combinations = next;
    }
    return untested;
  }

  /** What of the last match is new with this condition. */
  private static List<Object> newFacts(RuleConditionElement condition, List<Combination> matches) {
    Set<Object> facts = new LinkedHashSet<>();
    if (condition instanceof Pattern pattern && !(pattern.getSource() instanceof Accumulate)) {
      matches.forEach(match -> facts.add(match.getFactHandle().getObject()));
    }
    return List.copyOf(facts);
  }

  private List<Combination> matches(
      RuleConditionElement condition, List<Combination> combinations) {
    if (condition instanceof Pattern pattern && pattern.getSource() == null) {
      return patternMatches(pattern, combinations);
    }
    if (condition instanceof GroupElement group) {
      return groupMatches(group, combinations);
    }
    // What an accumulate gives is no fact of the session, so its result is taken as it comes.
    boolean collects =
        condition instanceof Pattern pattern
            && pattern.getSource() instanceof Accumulate
            && pattern.getConstraints().isEmpty();
    if (!collects && untested == null) {
      untested = new WhyNot.Untested(text(condition));
    }
    return combinations;
  }

  private List<Combination> groupMatches(GroupElement group, List<Combination> combinations) {
    if (group.isNot() || group.isExists()) {
      return combinations.stream()
          .filter(one -> inner(group, List.of(one)).isEmpty() == group.isNot())
          .toList();
    }
    if (group.isOr()) {
      List<Combination> all = new ArrayList<>();
      for (RuleConditionElement branch : group.getChildren()) {
        all.addAll(matches(branch, combinations));
      }
      return all;
    }
    return inner(group, combinations);
  }

  private List<Combination> inner(GroupElement group, List<Combination> combinations) {
    List<Combination> matches = combinations;
    for (RuleConditionElement child : group.getChildren()) {
      matches = matches(child, matches);
    }
    return matches;
  }

  private List<Combination> patternMatches(Pattern pattern, List<Combination> combinations) {
    List<Combination> matches = new ArrayList<>();
    List<FactHandle> candidates = facts.stream().filter(fact -> isOfType(pattern, fact)).toList();
    for (Combination combination : combinations) {
      for (FactHandle fact : candidates) {
        if (matches.size() < MOST_COMBINATIONS && failing(pattern, combination, fact).isEmpty()) {
          matches.add(combination.with(pattern, fact));
        }
      }
    }
    return matches;
  }

  private static boolean isOfType(Pattern pattern, FactHandle fact) {
    return pattern.getObjectType() instanceof ClassObjectType type
        && type.getClassType().isInstance(fact.getObject());
  }

  /** The constraints of a pattern that a fact fails, next to what was matched before. */
  private List<Constraint> failing(Pattern pattern, Combination combination, FactHandle fact) {
    List<Constraint> failing = new ArrayList<>();
    Combination own = combination.with(pattern, fact);
    for (Constraint constraint : pattern.getConstraints()) {
      if (!allows(constraint, own, fact)) {
        failing.add(constraint);
      }
    }
    return failing;
  }

  private boolean allows(Constraint constraint, Combination combination, FactHandle fact) {
    for (Declaration declaration : constraint.getRequiredDeclarations()) {
      if (!combination.binds(declaration)) {
        noteUntested(constraint);
        return true;
      }
    }
    if (joins(constraint) && constraint instanceof LambdaConstraint join) {
      return join.getEvaluator().evaluate(fact, combination, resolver);
    }
    if (constraint instanceof AlphaNodeFieldConstraint alpha) {
      return alpha.isAllowed(fact, resolver);
    }
    noteUntested(constraint);
    return true;
  }

  private void noteUntested(Constraint constraint) {
    if (untested == null) {
      untested = new WhyNot.Untested(text(constraint));
    }
  }

  private static boolean joins(Constraint constraint) {
    return constraint instanceof BetaConstraint<?>
        && constraint.getRequiredDeclarations().length > 0;
  }

  private WhyNot.Unmet unmet(RuleConditionElement condition, List<Combination> combinations) {
    if (condition instanceof GroupElement group && group.isNot()) {
      Set<Object> found = new LinkedHashSet<>();
      for (Combination combination : combinations) {
        for (Combination match : inner(group, List.of(combination))) {
          found.addAll(match.facts().subList(combination.size(), match.size()));
        }
      }
      return new WhyNot.Excluded(text(condition), List.copyOf(found));
    }
    if (condition instanceof GroupElement group) {
      return unmetInside(group, combinations);
    }
    return unmetPattern((Pattern) condition, combinations);
  }

  /** Of alternatives each; of a sequence, the first that has no match. */
  private WhyNot.Unmet unmetInside(GroupElement group, List<Combination> combinations) {
    if (group.isOr()) {
      return new WhyNot.NoneOf(
          text(group),
          group.getChildren().stream().map(branch -> unmet(branch, combinations)).toList());
    }
    List<Combination> matches = combinations;
    for (RuleConditionElement child : group.getChildren()) {
      List<Combination> next = matches(child, matches);
      if (next.isEmpty()) {
        return unmet(child, matches);
      }
      matches = next;
    }
    return new WhyNot.Untested(text(group));
  }

  private WhyNot.Unmet unmetPattern(Pattern pattern, List<Combination> combinations) {
    List<Constraint> own =
        pattern.getConstraints().stream().filter(constraint -> !joins(constraint)).toList();
    List<Object> candidates = new ArrayList<>();
    FactHandle nearest = null;
    List<Constraint> least = null;
    for (FactHandle fact : facts) {
      if (!isOfType(pattern, fact)) {
        continue;
      }
      List<Constraint> failing = new ArrayList<>();
      for (Constraint constraint : own) {
        if (!allows(constraint, Combination.empty().with(pattern, fact), fact)) {
          failing.add(constraint);
        }
      }
      if (failing.isEmpty()) {
        candidates.add(fact.getObject());
      } else if (least == null || nearer(failing, least, own)) {
        nearest = fact;
        least = failing;
      }
    }
    if (!candidates.isEmpty()) {
      return new WhyNot.NotJoined(
          text(pattern), candidates, joinTexts(pattern), boundValues(pattern, combinations));
    }
    return new WhyNot.NoFact(
        text(pattern),
        typeName(pattern),
        nearest == null ? null : nearest.getObject(),
        least == null ? List.of() : least.stream().map(Conditions::text).toList(),
        nearest == null || fails(least, own.get(0)) ? elsewhere(pattern, own) : null);
  }

  /** Fewer failures are nearer; of as many, those that fail later: the first constraint names. */
  private static boolean nearer(
      List<Constraint> failing, List<Constraint> least, List<Constraint> all) {
    if (failing.size() != least.size()) {
      return failing.size() < least.size();
    }
    return all.indexOf(failing.get(0)) > all.indexOf(least.get(0));
  }

  private static boolean fails(List<Constraint> failing, Constraint constraint) {
    return failing.contains(constraint);
  }

  /** A fact of another type about the same field: it says why there is none of this type. */
  private Object elsewhere(Pattern pattern, List<Constraint> constraints) {
    for (Constraint constraint : constraints) {
      String text = text(constraint);
      int quote = text.indexOf('"');
      int end = text.lastIndexOf('"');
      if (!text.startsWith("field == ") || end <= quote) {
        continue;
      }
      String field = text.substring(quote + 1, end);
      for (FactHandle fact : facts) {
        if (!isOfType(pattern, fact) && field.equals(FactFields.field(fact.getObject()))) {
          return fact.getObject();
        }
      }
    }
    return null;
  }

  private List<String> boundValues(Pattern pattern, List<Combination> combinations) {
    Set<String> values = new LinkedHashSet<>();
    for (Combination combination : combinations) {
      List<String> one = new ArrayList<>();
      for (Constraint constraint : pattern.getConstraints()) {
        for (Declaration declaration : constraint.getRequiredDeclarations()) {
          if (joins(constraint) && combination.binds(declaration)) {
            Object object = combination.getObject(declaration);
            one.add(declaration.getBindingName() + " = " + declaration.getValue(resolver, object));
          }
        }
      }
      values.add(String.join(", ", one));
    }
    return List.copyOf(values);
  }

  private static List<String> joinTexts(Pattern pattern) {
    return pattern.getConstraints().stream()
        .filter(Conditions::joins)
        .map(Conditions::text)
        .toList();
  }

  private static String text(RuleConditionElement condition) {
    if (condition instanceof Pattern pattern) {
      if (pattern.getSource() instanceof Accumulate accumulate) {
        return "accumulate( " + text(accumulate.getSource()) + " )";
      }
      List<String> constraints = pattern.getConstraints().stream().map(Conditions::text).toList();
      return typeName(pattern)
          + (constraints.isEmpty() ? "()" : "( " + String.join(", ", constraints) + " )");
    }
    if (condition instanceof GroupElement group) {
      List<String> children = group.getChildren().stream().map(Conditions::text).toList();
      if (children.size() == 1) {
        return (group.isNot() ? "not " : group.isExists() ? "exists " : "") + children.get(0);
      }
      String inside = "( " + String.join(group.isOr() ? " or " : " and ", children) + " )";
      return group.isNot() ? "not " + inside : group.isExists() ? "exists " + inside : inside;
    }
    return condition.getClass().getSimpleName();
  }

  private static String typeName(Pattern pattern) {
    return pattern.getObjectType() instanceof ClassObjectType type
        ? type.getClassType().getSimpleName()
        : pattern.getObjectType().getClassName();
  }

  private static String text(Constraint constraint) {
    return constraint instanceof LambdaConstraint lambda && lambda.getPredicateInformation() != null
        ? lambda.getPredicateInformation().getStringConstraint()
        : constraint.toString();
  }
}
