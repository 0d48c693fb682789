package io.rungate.run;

import io.rungate.fact.AbsentField;
import io.rungate.fact.Fact;
import io.rungate.fact.KeyTwice;
import io.rungate.fact.NearName;
import io.rungate.fact.Source;
import io.rungate.pack.Mapping;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a mapping notices of names that give no field: those that are near to the name of an absent
 * field, and keys that are given more than once. Of the values behind them nothing is kept.
 */
public final class NoticedNames {

  /** Whoever writes more near names than these did not mistype one. */
  private static final int MOST = 100;

  /** Keys of a result that are looked at, of which a client writes a few dozen. */
  private static final int MOST_KEYS = 1_000;

  private static final int LONGEST_KEY = 100;

  private final Mapping mapping;

  /** The fields whose absence makes near names worth telling, by name. */
  private final List<Field> wanted;

  private final Set<String> variables = new HashSet<>();
  private final Set<String> keys = new HashSet<>();

  private NoticedNames(Mapping mapping) {
    this.mapping = mapping;
    this.wanted = mapping.fields().stream().filter(mapping::noticesNear).toList();
    for (Field field : mapping.fields()) {
      variables.addAll(field.variables());
      keys.add(field.path() == null ? field.resultKey() : (String) field.path().steps().get(0));
    }
    variables.add(mapping.runName());
  }

  /** Null where a mapping notices nothing, as most do. */
  public static NoticedNames of(Mapping mapping) {
    return mapping.noticed() == null ? null : new NoticedNames(mapping);
  }

  /** Whether a variable is near to one that is not among those that are given. */
  public boolean isNearVariable(String name, Set<String> given) {
    return !variables.contains(name)
        && wanted.stream()
            .filter(field -> !field.isMeasured())
            .filter(field -> field.variables().stream().noneMatch(given::contains))
            .anyMatch(field -> isNear(name, field));
  }

  /** The same of a key of a result. */
  public boolean isNearKey(String name, Set<String> given) {
    return !keys.contains(name)
        && wanted.stream()
            .filter(field -> field.isMeasured() && !given.contains(field.resultKey()))
            .anyMatch(field -> isNear(name, field));
  }

  private boolean isNear(String name, Field field) {
    if (!field.isMeasured()) {
      return Spelling.isNear(name, field.variable());
    }
    // What a family reads may well be a letter or two from its neighbour.
    boolean ofFamily =
        mapping.families().stream().anyMatch(one -> one.path() == null && one.covers(name));
    return Spelling.haveSameWords(name, field.resultKey())
        || !ofFamily && Spelling.isNear(name, field.resultKey());
  }

  /** What is noticed of an environment, in an order that does not depend on its own. */
  Set<Source> ofVariables(Map<String, String> environment) {
    Set<Source> noticed = new LinkedHashSet<>();
    for (String name : new TreeSet<>(environment.keySet())) {
      if (isNearVariable(name, environment.keySet()) && noticed.size() < MOST) {
        noticed.add(Source.otherVariable(name));
      }
    }
    return noticed;
  }

  /**
   * What is noticed of a result.
   *
   * @param twice the keys that it gives more than once
   * @param others those that may be near to one that is not given
   * @param given those that it gives
   */
  Set<Source> ofResult(Set<String> twice, Set<String> others, Set<String> given) {
    Set<Source> noticed = new LinkedHashSet<>();
    twice.forEach(key -> noticed.add(Source.keyTwice(key)));
    for (String key : others) {
      if (isNearKey(key, given) && noticed.size() < MOST) {
        noticed.add(Source.otherKey(key));
      }
    }
    return noticed;
  }

  /** Notices the keys of one result file while it is read, and tells which of them are wanted. */
  static final class Watch implements Predicate<String> {
    private final FactReader reader;
    private final Set<String> given = new HashSet<>();
    private final Set<String> twice = new LinkedHashSet<>();
    private final Set<String> others = new LinkedHashSet<>();

    Watch(FactReader reader) {
      this.reader = reader;
    }

    @Override
    public boolean test(String key) {
      if (reader.keeps(key) && !given.add(key) && twice.size() < MOST) {
        twice.add(key);
      }
      boolean look = others.size() < MOST_KEYS && key.length() <= LONGEST_KEY;
      if (look && !reader.noticed().keys.contains(key)) {
        others.add(key); // what is absent is known at the end of the file
      }
      return reader.reads(key);
    }

    Set<Source> noticed() {
      return reader.noticed().ofResult(twice, others, given);
    }
  }

  /** Adds the facts of what was noticed to those of the fields. */
  void read(RunInput input, FactReader reader, Set<Fact> facts) {
    List<Fact> noticed = new ArrayList<>();
    for (Source source : input.noticed()) {
      if (source.kind() != Source.Kind.KEY_TWICE) {
        near(source, facts, noticed);
      } else if (mapping.noticesTwice() && reader.keeps(source.name())) {
        noticed.add(new KeyTwice(source.name(), source));
      }
    }
    facts.addAll(noticed);
  }

  private void near(Source source, Set<Fact> facts, List<Fact> noticed) {
    boolean measured = source.kind() == Source.Kind.OTHER_KEY;
    for (Fact fact : facts) {
      if (fact instanceof AbsentField absent && absent.source().isMeasured() == measured) {
        wanted.stream()
            .filter(field -> field.name().equals(absent.field()))
            .filter(field -> isNear(source.name(), field))
            .forEach(
                field ->
                    noticed.add(
                        new NearName(
                            field.name(), field.group(), field.given(), source.name(), source)));
      }
    }
  }
}
