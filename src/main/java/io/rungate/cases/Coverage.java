package io.rungate.cases;

import io.rungate.engine.Evaluation;
import io.rungate.engine.JudgementException;
import io.rungate.engine.Justification;
import io.rungate.fact.AbsentField;
import io.rungate.fact.Fact;
import io.rungate.fact.MalformedField;
import io.rungate.fact.MappedField;
import io.rungate.gate.Gate;
import io.rungate.gate.Judgement;
import io.rungate.pack.DocumentKeys;
import io.rungate.pack.DrlFile;
import io.rungate.pack.Mapping;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.pack.RuleText;
import io.rungate.pack.Scope;
import io.rungate.pack.Span;
import io.rungate.rules.IncrementalPackLoader;
import io.rungate.run.RunInput;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What of a pack is exercised by a set of runs: rules, conditions, fields, document keys. */
public final class Coverage {
  private static final String PROBE = "probe %d of %s";

  /** The ways in which a run can give a field. */
  public enum Way {
    GIVEN,
    ABSENT,
    DEFAULTED,
    UNREADABLE;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * A condition of a rule.
   *
   * @param text as written, in one line
   * @param line in the rule's file
   * @param failed in how many runs it was the first of its rule without a match
   */
  public record ConditionUse(String text, int line, int failed) {}

  /**
   * A rule.
   *
   * @param fired in how many runs it did
   */
  public record RuleUse(RuleCard card, int fired, List<ConditionUse> conditions) {}

  /**
   * A field of the mapping.
   *
   * @param ways in how many runs it came in which way; only the ways that it can come in
   */
  public record FieldUse(Field field, Map<Way, Integer> ways) {}

  /**
   * A key of the document.
   *
   * @param shown in how many runs
   */
  public record KeyUse(String key, int line, int shown) {}

  /**
   * The use of everything in a pack.
   *
   * @param runs how many were judged
   */
  public record Report(int runs, List<RuleUse> rules, List<FieldUse> fields, List<KeyUse> keys) {

    /** The share of rules that fire, fields that are given and keys that are shown, in percent. */
    public double percent() {
      long used =
          rules.stream().filter(rule -> rule.fired() > 0).count()
              + fields.stream().filter(field -> field.ways().get(Way.GIVEN) > 0).count()
              + keys.stream().filter(key -> key.shown() > 0).count();
      return 100.0 * used / (rules.size() + fields.size() + keys.size());
    }
  }

  private final RulePack pack;

  /** The rules as they are written, by name. */
  private final Map<String, RuleText> rules = new LinkedHashMap<>();

  private final List<DocumentKeys.Key> documentKeys;
  private final Gate gate;

  /** Null for a pack of runs alone. */
  private final RowCaseRunner rows;

  private final Map<String, Gate> profiles = new LinkedHashMap<>();
  private final Map<String, RowCaseRunner> rowsFor = new LinkedHashMap<>();
  private final Map<String, Integer> fired = new LinkedHashMap<>();
  private final Map<String, int[]> failed = new LinkedHashMap<>();
  private final Map<String, Map<Way, Integer>> ways = new LinkedHashMap<>();
  private final Map<String, Integer> shown = new LinkedHashMap<>();
  private int runs;

  /**
   * Prepares a pack for being watched.
   *
   * @throws PackException when it does not load
   */
  public Coverage(PackFiles files, RulePack pack) throws PackException {
    this.pack = pack;
    documentKeys = DocumentKeys.of(pack.mapping());
    RulePack probed = new IncrementalPackLoader().load(probed(files));
    gate = new Gate(probed);
    rows = probed.sweep().isEmpty() ? null : new RowCaseRunner(probed);
    for (String profile : probed.profiles()) {
      RulePack judging = probed.judgingFor(profile);
      profiles.put(profile, new Gate(judging));
      rowsFor.put(profile, rows == null ? null : new RowCaseRunner(judging));
    }
    for (Field field : pack.mapping().fields()) {
      Map<Way, Integer> possible = new EnumMap<>(Map.of(Way.GIVEN, 0, Way.ABSENT, 0));
      if (field.fallback() != null) {
        possible.put(Way.DEFAULTED, 0);
      }
      boolean words = field.type() == Mapping.Type.TEXT || field.type() == Mapping.Type.BOOLEAN;
      if (!words && field.type() != Mapping.Type.JSON || field.path() != null) {
        possible.put(Way.UNREADABLE, 0);
      }
      ways.put(field.name(), possible);
    }
  }

  /**
   * The pack with rules beside each rule with several conditions, which ask for the first of these
   * only and so tell how far it gets. They conclude a text, which no rule looks at, so that the
   * verdicts stay as they are.
   */
  private PackFiles probed(PackFiles files) throws PackException {
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
    return all;
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

  /** Judges a case and counts what it uses: of a row, a point or a sweep the rules. */
  public void add(RunCase one) {
    if (one.rows() == null) {
      add(CaseRunner.input(one, pack.mapping()), one.profile());
      return;
    }
    RowCaseRunner judging = rowsFor.getOrDefault(one.profile(), rows);
    try {
      boolean sweep = one.rows() instanceof RowCase.Sweep;
      Set<String> matched =
          sweep
              ? judging.run(one, (RowCase.Sweep) one.rows()).fired()
              : matched(judging.evaluation(one));
      runs++;
      countRules(sweep ? Scope.SWEEP : Scope.ROW, matched);
    } catch (JudgementException e) {
      return; // it uses nothing
    }
  }

  private static Set<String> matched(Evaluation evaluation) {
    return evaluation.justifications().stream()
        .map(one -> one.rule().name())
        .collect(Collectors.toSet());
  }

  private void countRules(Scope scope, Set<String> matched) {
    for (RuleText rule : rules.values()) {
      if (scope.takes(Scope.ofFile(rule.fileName()))) {
        countRule(rule, matched);
      }
    }
  }

  /**
   * Judges a run for a consumer, or for none where the pack does not know it, and counts what it
   * uses; a run that cannot be judged uses nothing.
   */
  public void add(RunInput input, String profile) {
    Judgement judgement;
    try {
      judgement = profiles.getOrDefault(profile, gate).judge(input);
    } catch (JudgementException e) {
      return;
    }
    runs++;
    Evaluation evaluation = judgement.evaluation();
    countRules(Scope.RUN, matched(evaluation));
    countFields(evaluation);
    Set<String> shownHere = judgement.members().keySet();
    for (DocumentKeys.Key key : documentKeys) {
      if (shownHere.stream().anyMatch(key::fits)) {
        shown.merge(key.form(), 1, Integer::sum);
      }
    }
  }

  private void countRule(RuleText rule, Set<String> matched) {
    if (matched.contains(rule.name())) {
      fired.merge(rule.name(), 1, Integer::sum);
      return;
    }
    int size = rule.parts().size();
    int first = 1;
    while (first < size && matched.contains(PROBE.formatted(first, rule.name()))) {
      first++;
    }
    failed.computeIfAbsent(rule.name(), name -> new int[size + 1])[Math.min(first, size)]++;
  }

  private void countFields(Evaluation evaluation) {
    Set<Object> concluded =
        evaluation.justifications().stream()
            .map(Justification::conclusion)
            .collect(Collectors.toSet());
    for (Fact fact : evaluation.facts()) {
      if (fact instanceof AbsentField absent) {
        boolean defaulted = absent.isDefaulted() && concluded.contains(absent.fallback());
        count(absent.field(), defaulted ? Way.DEFAULTED : Way.ABSENT);
      } else if (fact instanceof MalformedField unreadable) {
        count(unreadable.field(), Way.UNREADABLE);
      } else if (fact instanceof MappedField given) {
        count(given.field(), Way.GIVEN);
      }
    }
  }

  private void count(String field, Way way) {
    ways.getOrDefault(field, new EnumMap<>(Way.class)).merge(way, 1, Integer::sum);
  }

  /** What the runs used. */
  public Report report() {
    List<RuleUse> rules =
        pack.rules().stream()
            .map(card -> new RuleUse(card, fired.getOrDefault(card.name(), 0), conditions(card)))
            .toList();
    List<FieldUse> fields =
        pack.mapping().fields().stream()
            .map(field -> new FieldUse(field, ways.get(field.name())))
            .toList();
    List<KeyUse> keys =
        documentKeys.stream()
            .map(one -> new KeyUse(one.form(), one.line(), shown.getOrDefault(one.form(), 0)))
            .toList();
    return new Report(runs, rules, fields, keys);
  }

  private List<ConditionUse> conditions(RuleCard card) {
    RuleText rule = rules.get(card.name());
    List<ConditionUse> conditions = new ArrayList<>();
    int[] counts = failed.getOrDefault(card.name(), new int[rule.parts().size() + 1]);
    for (RuleText.Condition part : rule.parts()) {
      String text = rule.text(part.span()).replaceAll("\\s+", " ");
      int line = rule.lineOf(part.span().start());
      conditions.add(new ConditionUse(text, line, counts[conditions.size() + 1]));
    }
    return conditions;
  }
}
