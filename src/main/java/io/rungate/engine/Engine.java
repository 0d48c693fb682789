package io.rungate.engine;

import io.rungate.fact.Fact;
import io.rungate.pack.PackProblem;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.pack.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import org.drools.core.common.InternalWorkingMemory;
import org.drools.core.common.ReteEvaluator;
import org.drools.core.phreak.RuleAgendaItem;
import org.kie.api.definition.rule.Rule;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.ConsequenceException;

/**
 * Runs the rules of a pack over the facts of one run, row or sweep. Safe to share between threads:
 * each evaluation has a session for itself, so no run can see facts of another.
 */
public final class Engine {

  /**
   * How often rules may fire for one run. The shipped packs fire about 60 times; a rule that feeds
   * itself is told from a busy pack long before this, and still within a second.
   */
  static final int MAX_FIRINGS = 20_000;

  /** Where rules see many rows at once, so many more for each. */
  private static final int FIRINGS_PER_FACT = 50;

  /** Firings after these that tell who keeps going. */
  private static final int COUNTED_FIRINGS = 1_000;

  /** Rules that a message names of those that keep going. */
  private static final int MOST_NAMED = 4;

  private final RulePack pack;
  private final Scope scope;

  /**
   * Sessions that have judged a row and hold nothing of it any more: to make one takes a fifth of
   * the time that a row takes. One whose rules failed is never used again.
   */
  private final Queue<KieSession> sessions = new ConcurrentLinkedQueue<>();

  /** Null for a pack without tables. */
  private final ChosenRows rows;

  /** By concern and name. */
  private final Map<String, RuleCard> cards = new HashMap<>();

  /** The same by the rules as the engine knows them; putting names together takes longer. */
  private final Map<Rule, RuleCard> known = new ConcurrentHashMap<>();

  /** Judges runs. */
  public Engine(RulePack pack) {
    this(pack, Scope.RUN);
  }

  public Engine(RulePack pack, Scope scope) {
    this.pack = pack;
    this.scope = scope;
    this.rows = pack.tables().isEmpty() ? null : new ChosenRows(pack, scope);
    pack.rules().forEach(card -> cards.put(card.concern() + "." + card.name(), card));
  }

  /**
   * Judges a run.
   *
   * @throws JudgementException when a rule throws, when the rules do not come to an end, or when
   *     they contradict each other; it names the rule
   */
  public Evaluation evaluate(List<Fact> facts) throws JudgementException {
    return judge(facts, true, (session, evaluation) -> evaluation);
  }

  /** The same of what nobody publishes, such as an expected point, and which has no verdict. */
  public Evaluation conclude(List<Fact> facts) throws JudgementException {
    return judge(facts, false, (session, evaluation) -> evaluation);
  }

  /** Judges a run, and looks into its session while it is there. */
  <T> T judge(List<Fact> facts, BiFunction<KieSession, Evaluation, T> look)
      throws JudgementException {
    return judge(facts, true, look);
  }

  private <T> T judge(List<Fact> facts, boolean decides, BiFunction<KieSession, Evaluation, T> look)
      throws JudgementException {
    KieSession idle = sessions.poll();
    KieSession session = idle == null ? pack.base().get(scope).newKieSession() : idle;
    boolean ended = false;
    try {
      T answer =
          JudgingTask.judge(
              () -> judge(session, facts, decides, look), limit -> late(session, limit));
      ended = true;
      return answer;
    } finally { // behind the task, which may halt the session as long as it is at it
      if (ended && scope == Scope.ROW) {
        ((InternalWorkingMemory) session).reset();
        sessions.add(session);
      } else {
        session.dispose();
      }
    }
  }

  private <T> T judge(
      KieSession session,
      List<Fact> given,
      boolean decides,
      BiFunction<KieSession, Evaluation, T> look)
      throws JudgementException {
    try {
      List<Fact> facts = rows == null ? given : rows.with(given);
      facts.forEach(session::insert);
      int most = scope == Scope.SWEEP ? MAX_FIRINGS + FIRINGS_PER_FACT * facts.size() : MAX_FIRINGS;
      if (session.fireAllRules(most) >= most) {
        refuseMore(session, most);
      }
      return look.apply(
          session,
          Conclusions.read(
              facts, StandingSupports.of(session, this::card, pack.tables()), decides));
    } catch (ConsequenceException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw fault(card(e.getRule()), "the rule throws: " + reason(cause), e);
    } catch (RuntimeException e) {
      throw conditionFault(e);
    }
  }

  /** The rule that the engine is at, whether it joins facts for it or lets it conclude. */
  private JudgementException late(KieSession session, Duration limit) {
    RuleAgendaItem busy = ((ReteEvaluator) session).getActivationsManager().peekNextRule();
    session.halt();
    String message = "the rules do not come to an end within " + limit.toSeconds() + " s";
    return busy == null
        ? new JudgementException(new PackProblem(pack.mapping().file(), 0, null, message))
        : fault(card(busy.getRule()), message + ": this one is still busy");
  }

  /** Whoever fires most from now on keeps the others going; the last one may be a mere witness. */
  private void refuseMore(KieSession session, int before) throws JudgementException {
    Map<RuleCard, Integer> fired = new LinkedHashMap<>();
    session.addEventListener(
        new DefaultAgendaEventListener() {
          @Override
          public void beforeMatchFired(BeforeMatchFiredEvent event) {
            fired.merge(card(event.getMatch().getRule()), 1, Integer::sum);
          }
        });
    int more = session.fireAllRules(COUNTED_FIRINGS);
    if (more == 0) {
      return;
    }
    List<RuleCard> most = new ArrayList<>(fired.keySet());
    most.sort(Comparator.comparing(fired::get).reversed());
    RuleCard first = most.get(0);
    StringBuilder message = new StringBuilder("the rules do not come to an end: of ");
    message.append(more).append(" firings after the first ").append(before);
    message.append(", this one made ").append(fired.get(first));
    for (RuleCard card : most.subList(1, Math.min(most.size(), MOST_NAMED))) {
      String named = ", and rule \"%s\" at %s:%d made %d";
      message.append(named.formatted(card.name(), card.file(), card.line(), fired.get(card)));
    }
    throw fault(first, message.toString());
  }

  /** A condition that throws carries its rule only in the text of its exception. */
  private JudgementException conditionFault(RuntimeException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    for (Throwable t = e; t != null; t = t.getCause()) {
      for (RuleCard card : pack.rules()) {
        if (t.getMessage() != null && t.getMessage().contains("\"" + card.name() + "\"")) {
          return fault(card, "a condition throws: " + reason(cause), e);
        }
      }
    }
    String message = "a condition of the pack's rules throws: " + reason(cause);
    return new JudgementException(new PackProblem(pack.mapping().file(), 0, null, message), e);
  }

  private RuleCard card(Rule rule) {
    RuleCard card = known.get(rule);
    if (card == null) {
      card = named(rule);
      known.put(rule, card);
    }
    return card;
  }

  private RuleCard named(Rule rule) {
    String packageName = rule.getPackageName();
    String concern = packageName.substring(packageName.lastIndexOf('.') + 1);
    return cards.get(concern + "." + rule.getName());
  }

  static JudgementException fault(RuleCard card, String message) {
    return fault(card, message, null);
  }

  private static JudgementException fault(RuleCard card, String message, Throwable cause) {
    return new JudgementException(
        new PackProblem(card.file(), card.line(), card.name(), message), cause);
  }

  private static String reason(Throwable cause) {
    String message =
        cause.getMessage() == null ? "" : ": " + cause.getMessage().lines().findFirst().orElse("");
    return cause.getClass().getSimpleName() + message;
  }
}
