package io.rungate.engine;

import io.rungate.fact.MappedField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
    List<Combination> combinations = List.of(Combination.EMPTY);
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
      matches.forEach(match -> facts.add(match.facts().get(match.handles().size() - 1)));
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
    if (!collects) {
      noteUntested(text(condition));
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
    List<FactHandle> candidates = ofType(pattern).toList();
    for (Combination combination : combinations) {
      for (FactHandle fact : candidates) {
        Combination own = combination.with(pattern, fact);
        if (matches.size() < MOST_COMBINATIONS
            && failing(pattern.getConstraints(), own, fact).isEmpty()) {
          matches.add(own);
        }
      }
    }
    return matches;
  }

  private Stream<FactHandle> ofType(Pattern pattern) {
    return facts.stream().filter(fact -> isOfType(pattern, fact));
  }

  private static boolean isOfType(Pattern pattern, FactHandle fact) {
    return pattern.getObjectType() instanceof ClassObjectType type
        && type.getClassType().isInstance(fact.getObject());
  }

  /** The constraints that a fact fails, next to what was matched before. */
  private List<Constraint> failing(
      List<Constraint> constraints, Combination combination, FactHandle fact) {
    return constraints.stream().filter(one -> !allows(one, combination, fact)).toList();
  }

  private boolean allows(Constraint constraint, Combination combination, FactHandle fact) {
    boolean bound = Stream.of(constraint.getRequiredDeclarations()).allMatch(combination::binds);
    if (bound && joins(constraint) && constraint instanceof LambdaConstraint join) {
      return join.getEvaluator().evaluate(fact, combination.asTuple(), resolver);
    }
    if (bound && constraint instanceof AlphaNodeFieldConstraint alpha) {
      return alpha.isAllowed(fact, resolver);
    }
    noteUntested(text(constraint));
    return true;
  }

  private void noteUntested(String condition) {
    if (untested == null) {
      untested = new WhyNot.Untested(condition);
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
          found.addAll(match.facts().subList(combination.handles().size(), match.handles().size()));
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

  /** A fact that is of the type, and what it fails. */
  private record Candidate(Object fact, List<Constraint> failing) {}

  private WhyNot.Unmet unmetPattern(Pattern pattern, List<Combination> combinations) {
    List<Constraint> own = pattern.getConstraints().stream().filter(one -> !joins(one)).toList();
    List<Candidate> all =
        ofType(pattern)
            .map(
                fact ->
                    new Candidate(
                        fact.getObject(),
                        failing(own, Combination.EMPTY.with(pattern, fact), fact)))
            .toList();
    List<Object> fitting =
        all.stream().filter(one -> one.failing().isEmpty()).map(Candidate::fact).toList();
    if (!fitting.isEmpty()) {
      return new WhyNot.NotJoined(
          text(pattern), fitting, joinTexts(pattern), boundValues(pattern, combinations));
    }
    // Fewer failures are nearer; of as many, those that fail later: the first constraint names.
    Candidate nearest =
        all.stream()
            .min(
                Comparator.<Candidate>comparingInt(one -> one.failing().size())
                    .thenComparing(one -> -own.indexOf(one.failing().get(0))))
            .orElse(new Candidate(null, List.of()));
    boolean otherName = nearest.fact() == null || nearest.failing().contains(own.get(0));
    return new WhyNot.NoFact(
        text(pattern),
        typeName(pattern),
        nearest.fact(),
        nearest.failing().stream().map(Conditions::text).toList(),
        otherName ? elsewhere(pattern, own) : null);
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
        if (!isOfType(pattern, fact)
            && fact.getObject() instanceof MappedField about
            && about.field().equals(field)) {
          return about;
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
            Object object = combination.handle(declaration).getObject();
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
      String joint = group.isOr() ? " or " : " and ";
      return (group.isNot() ? "not " : group.isExists() ? "exists " : "")
          + (children.size() == 1 ? children.get(0) : "( " + String.join(joint, children) + " )");
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
