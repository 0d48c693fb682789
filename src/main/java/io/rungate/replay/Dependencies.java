package io.rungate.replay;

import io.rungate.engine.Evaluation;
import io.rungate.engine.Justification;
import io.rungate.fact.AbsentField;
import io.rungate.fact.Fact;
import io.rungate.fact.MappedField;
import io.rungate.fact.OutOfBounds;
import io.rungate.fact.ResultUnreadable;
import io.rungate.fact.Run;
import io.rungate.fact.Source;
import io.rungate.fact.TableRow;
import io.rungate.pack.Conclusion;
import io.rungate.pack.DrlFile;
import io.rungate.pack.FactTypes;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackReader;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RuleText;
import io.rungate.pack.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which inputs conclusions depend on, so that a search need not try the others.
 *
 * <p>It holds because of what a rule may do: it asks for facts and concludes one thing from those
 * that it matched. So a conclusion stays while everything that one of its reasons matched stays,
 * and nothing can come up that the reason must not meet.
 */
final class Dependencies {
  private static final Pattern LITERAL = Pattern.compile("(field|group)\\s*==\\s*\"([^\"]*)\"");

  /** What collects all there is of a sort, and so never fails. */
  private static final Pattern COLLECTS =
      Pattern.compile(
          "accumulate\\s*\\(.*;\\s*\\$\\w+\\s*:\\s*collect(List|Set)\\s*\\(\\s*\\$\\w+\\s*\\)\\s*\\)",
          Pattern.DOTALL);

  private final Mapping mapping;
  private final Map<String, RuleText> rules = new LinkedHashMap<>();
  private final Set<String> declared = new TreeSet<>();
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Map<RuleText, Optional<Set<Source>>> othersOf = new HashMap<>();

  Dependencies(PackReader.Parts pack) {
    mapping = pack.mapping();
    pack.tables().forEach(table -> tables.put(table.word(), table));
    for (DrlFile file : pack.rules()) {
      file.rules().forEach(rule -> rules.put(key(rule.card()), rule));
      declared.addAll(file.declaredTypes());
    }
    boolean inherits = pack.rules().stream().anyMatch(DrlFile::declaresSubtypes);
    if (inherits) {
      declared.clear(); // a condition on one type would match others
    }
  }

  private static String key(RuleCard card) {
    return card.concern() + "." + card.name();
  }

  /** The inputs on which it depends whether there is a topology; empty where it may be any. */
  Optional<Set<Source>> ofTopology() {
    return Optional.ofNullable(comingUp("Topology", List.of(), new TreeSet<>()));
  }

  /**
   * Sets of inputs, each of which has to be changed in one at least before this conclusion of a run
   * can go; what is not known is left out.
   */
  Set<Set<Source>> holding(Evaluation run, Object conclusion) {
    return new Reasons(run).holding(conclusion, true);
  }

  /** The reasons of one judged run. */
  private final class Reasons {
    private final Map<Object, List<Justification>> reasons = new IdentityHashMap<>();
    private final Map<Object, Set<Set<Source>>> known = new IdentityHashMap<>();

    Reasons(Evaluation run) {
      for (Justification one : run.justifications()) {
        reasons.computeIfAbsent(one.conclusion(), c -> new ArrayList<>()).add(one);
      }
    }

    /**
     * @param same whether only this very conclusion counts, or another one of its rule too
     */
    Set<Set<Source>> holding(Object of, boolean same) {
      Set<Set<Source>> before = same ? known.putIfAbsent(of, Set.of()) : null;
      if (before != null) {
        return before; // of a reason that goes round in a circle nothing is known
      }
      Set<Set<Source>> holding = new LinkedHashSet<>();
      if (!reasons.containsKey(of)) {
        holding.add(input((Fact) of));
      } else {
        reasons.get(of).forEach(reason -> add(reason, same, holding));
      }
      if (same) {
        known.put(of, holding);
      }
      return holding;
    }

    private void add(Justification reason, boolean same, Set<Set<Source>> holding) {
      RuleText rule = rules.get(key(reason.rule()));
      if (rule == null) {
        return; // a rule of the program's own
      }
      List<RuleText.Condition> parts = rule.parts();
      boolean fixed = rule.consequence().stream().noneMatch(token -> token.text().startsWith("$"));
      if (collectsWhatExists(rule, parts) && (fixed || !same)) {
        boolean any = parts.get(0).patterns().get(0).constraints().isEmpty();
        reason.because().forEach(one -> holding.addAll(holding(one, !any)));
        return;
      }
      Set<Source> others = others(rule).orElse(null);
      if (others == null) {
        return;
      }
      Set<Source> all = new LinkedHashSet<>(others);
      for (Object one : reason.because()) {
        Optional<Set<Source>> least =
            holding(one, true).stream().min(Comparator.comparing(Set::size));
        if (least.isEmpty()) {
          return;
        }
        all.addAll(least.get());
      }
      holding.add(all);
    }
  }

  /** The input that a fact was read from; none for what no change of an input can change. */
  private Set<Source> input(Fact fact) {
    if (fact instanceof TableRow row) {
      return row.of() == null ? Set.of() : input(row.of());
    }
    if (fact.source().kind() != Source.Kind.FILE_NAME) {
      return Set.of(fact.source());
    }
    // The file name gives it because the variable does not.
    String name =
        fact instanceof MappedField field
            ? field.field()
            : fact instanceof OutOfBounds field ? field.field() : "";
    return sources(List.of(name));
  }

  private Set<Source> sources(List<String> fields) {
    Set<Source> inputs = new LinkedHashSet<>();
    mapping.fields().stream()
        .filter(field -> fields.contains(field.name()))
        .forEach(field -> addSources(field, inputs));
    return inputs;
  }

  private static void addSources(Mapping.Field field, Set<Source> inputs) {
    inputs.add(field.source());
    field.earlier().forEach(name -> inputs.add(Source.variable(name)));
  }

  /** True for a rule that asks whether there is something, and for all there is of just that. */
  private static boolean collectsWhatExists(RuleText rule, List<RuleText.Condition> parts) {
    if (parts.size() != 2 || !rule.tokens(parts.get(0).span()).get(0).is("exists")) {
      return false;
    }
    List<List<String>> exists = asked(rule, parts.get(0));
    List<String> list = List.of("Object"); // as the parser calls what comes of an accumulate
    return exists.size() == 1
        && asked(rule, parts.get(1)).equals(List.of(list, exists.get(0)))
        && COLLECTS.matcher(rule.text(parts.get(1).span())).matches();
  }

  private static List<List<String>> asked(RuleText rule, RuleText.Condition part) {
    List<List<String>> all = new ArrayList<>();
    for (RuleText.Pattern pattern : part.patterns()) {
      List<String> asked = new ArrayList<>(List.of(pattern.type()));
      pattern.constraints().forEach(constraint -> asked.add(rule.text(constraint)));
      all.add(asked);
    }
    return all;
  }

  /** What the conditions of a rule depend on that do not just match a fact each. */
  private Optional<Set<Source>> others(RuleText rule) {
    Optional<Set<Source>> known = othersOf.get(rule);
    if (known == null) {
      List<RuleText.Pattern> patterns = new ArrayList<>();
      for (RuleText.Condition part : rule.parts()) {
        String first = rule.tokens(part.span()).get(0).text();
        boolean plain =
            part.patterns().size() == 1
                && (first.startsWith("$") || first.equals(part.patterns().get(0).type()));
        patterns.addAll(plain ? List.of() : part.patterns());
      }
      known = Optional.ofNullable(all(rule, patterns, new TreeSet<>()));
      othersOf.put(rule, known);
    }
    return known;
  }

  /** The inputs on which it depends which facts such patterns match; null where it may be any. */
  private Set<Source> all(RuleText rule, List<RuleText.Pattern> patterns, Set<String> open) {
    Set<Source> all = new LinkedHashSet<>();
    for (RuleText.Pattern pattern : patterns) {
      List<String> constraints = pattern.constraints().stream().map(rule::text).toList();
      Set<Source> one = comingUp(pattern.type(), constraints, open);
      if (one == null) {
        return null;
      }
      all.addAll(one);
    }
    return all;
  }

  /**
   * The same of one pattern.
   *
   * @param open the types that are being asked for already, which add nothing a second time
   */
  private Set<Source> comingUp(String type, List<String> constraints, Set<String> open) {
    if (tables.containsKey(type)) {
      return sources(tables.get(type).fields());
    }
    Class<?> java = FactTypes.javaType(type);
    boolean read = java != null && Fact.class.isAssignableFrom(java);
    if (java == null && !declared.contains(type) || java == Fact.class) {
      return null;
    }
    if (java == Run.class || java == ResultUnreadable.class) {
      return Set.of();
    }
    Set<Source> all = new LinkedHashSet<>();
    if (read && !addNamed(constraints, all)) {
      return null;
    }
    if (!open.add(read ? "Fact" : type)) {
      return all;
    }
    for (RuleText rule : rules.values()) {
      Conclusion conclusion = rule.conclusions().get(0);
      Class<?> made = conclusion.type() == null ? null : FactTypes.javaType(conclusion.type());
      boolean field =
          conclusion.type() == null || made != null && Fact.class.isAssignableFrom(made);
      if (read && field && !"fallback".equals(conclusion.maker())) {
        return null; // a rule may make a field of any name
      }
      boolean concludes = java != null && made != null && java.isAssignableFrom(made);
      if (read ? field : concludes || type.equals(conclusion.type())) {
        // What a mapping declares for an absent field is a fact of that field, which is named.
        List<RuleText.Pattern> patterns =
            rule.patterns().stream()
                .filter(one -> !read || FactTypes.javaType(one.type()) != AbsentField.class)
                .toList();
        Set<Source> reasons = all(rule, patterns, open);
        if (reasons == null) {
          return null;
        }
        all.addAll(reasons);
      }
    }
    return all;
  }

  /** Adds the inputs of the one field or group that is asked for; false when that may be any. */
  private boolean addNamed(List<String> constraints, Set<Source> all) {
    for (String constraint : constraints) {
      Matcher literal = LITERAL.matcher(constraint.strip());
      if (literal.matches()) {
        boolean field = literal.group(1).equals("field");
        String name = literal.group(2);
        mapping.fields().stream()
            .filter(one -> name.equals(field ? one.name() : one.group()))
            .forEach(one -> addSources(one, all));
        return mapping.families().stream()
            .noneMatch(family -> field ? family.covers(name) : name.equals(family.group()));
      }
    }
    return false;
  }
}
