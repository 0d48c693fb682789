package io.rungate.run;

import io.rungate.fact.DecimalText;
import io.rungate.fact.Fact;
import io.rungate.fact.MalformedField;
import io.rungate.fact.Metric;
import io.rungate.fact.OutOfBounds;
import io.rungate.fact.Source;
import io.rungate.pack.Mapping.Bound;
import io.rungate.pack.Mapping.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Result keys that are known by pattern only become metrics, in the order of the result file. */
final class FamilyReader {

  /** The same few keys are in every result; a result with odd ones must not fill the memory. */
  private static final int MOST_KEYS = 4096;

  private final List<Family> families;
  private final Map<String, List<Member>> known = new ConcurrentHashMap<>();

  FamilyReader(List<Family> families) {
    this.families = families;
  }

  /**
   * What a result key is in a family.
   *
   * @param bound what its numbers must keep to, or null
   */
  private record Member(Family family, String key, String outputKey, Bound bound, Source source) {

    static Member of(Family family, String key) {
      Optional<Bound> holds =
          family.bounds().stream()
              .filter(bound -> bound.keys() == null || bound.keys().matcher(key).find())
              .findFirst();
      return new Member(
          family, key, family.outputKey(key), holds.orElse(null), Source.resultKey(key));
    }
  }

  void read(Map<String, Object> result, Set<Fact> facts) {
    for (Map.Entry<String, Object> entry : result.entrySet()) {
      for (Member member : members(entry.getKey())) {
        if (!FactReader.isAbsent(entry.getValue(), member.family.absentWhen())) {
          convert(member, entry.getValue(), facts);
        }
      }
    }
  }

  boolean covers(String key) {
    return !members(key).isEmpty();
  }

  private List<Member> members(String key) {
    List<Member> members = known.get(key);
    if (members == null) {
      members = new ArrayList<>(1);
      for (Family family : families) {
        if (family.covers(key)) {
          members.add(Member.of(family, key));
        }
      }
      if (known.size() < MOST_KEYS) {
        known.put(key, members);
      }
    }
    return members;
  }

  private static void convert(Member member, Object tree, Set<Fact> facts) {
    Family family = member.family;
    String key = member.key;
    Source source = member.source;
    OptionalDouble number = FieldReader.real(tree);
    if (number.isEmpty()) {
      facts.add(
          new MalformedField(
              key,
              family.group(),
              key,
              "must be a number, not " + FieldReader.shown(tree),
              source));
      return;
    }
    FieldReader.mistyped(key, family.group(), tree, source).ifPresent(facts::add);
    double measured = number.getAsDouble();
    Bound bound = member.bound;
    if (bound != null && Double.isFinite(measured) && !bound.holds(measured)) {
      facts.add(
          new OutOfBounds(
              key, family.group(), key, DecimalText.of(measured), bound.toString(), source));
    }
    if (family.formula().dividesByZero(measured)) {
      String reason =
          "is " + DecimalText.of(measured) + ", so that " + family.formula() + " has no result";
      facts.add(new MalformedField(key, family.group(), key, reason, source));
    } else {
      facts.add(
          new Metric(
              family.name(), member.outputKey, measured, family.formula().apply(measured), source));
    }
  }
}
