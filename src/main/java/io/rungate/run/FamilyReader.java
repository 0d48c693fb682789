package io.rungate.run;

import io.rungate.fact.AbsentField;
import io.rungate.fact.DecimalText;
import io.rungate.fact.Fact;
import io.rungate.fact.MalformedField;
import io.rungate.fact.Metric;
import io.rungate.fact.OutOfBounds;
import io.rungate.fact.Source;
import io.rungate.pack.Absence;
import io.rungate.pack.Mapping;
import io.rungate.pack.Mapping.Bound;
import io.rungate.pack.Mapping.Family;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keys of JSON that are known by pattern only become metrics, in the order of the file. */
final class FamilyReader {

  /** The same few keys are in every result; a result with odd ones must not fill the memory. */
  static final int MOST_KEYS = 4096;

  private final List<Family> families;
  private final PathFamilyReader paths;
  private final Source.Kind place;
  private final Map<String, List<Member>> known = new ConcurrentHashMap<>();

  /**
   * A reader of families.
   *
   * @param taken the keys that none of them may give, because something else does
   */
  FamilyReader(List<Family> all, Set<String> taken, Source.Kind place) {
    this.families = all.stream().filter(family -> family.path() == null).toList();
    boolean byKeys = families.size() == all.size();
    this.paths = byKeys ? null : new PathFamilyReader(all, taken, place);
    this.place = place;
  }

  /** The families of runs, whose keys stand in the document beside others. */
  static FamilyReader of(Mapping mapping) {
    Set<String> taken = new HashSet<>();
    for (Mapping.Block block : mapping.document().blocks()) {
      taken.addAll(block.allKeys());
    }
    return new FamilyReader(mapping.families(), taken, Source.Kind.RESULT);
  }

  /**
   * What a result key, or a path, is in a family.
   *
   * @param parts of a path, by name
   * @param bound what its numbers must keep to, or null
   */
  record Member(
      Family family,
      String key,
      String outputKey,
      Map<String, String> parts,
      Bound bound,
      Source source) {

    static Member of(Family family, String key, Source.Kind place) {
      Source source = new Source(place, key);
      Map<String, String> parts = family.partsOf(key);
      return new Member(family, key, family.outputKey(key), parts, bound(family, key), source);
    }

    /** The bound for a key, or null. */
    static Bound bound(Family family, String key) {
      return family.bounds().stream()
          .filter(bound -> bound.keys() == null || bound.keys().matcher(key).find())
          .findFirst()
          .orElse(null);
    }
  }

  void read(Map<String, Object> result, Set<Fact> facts) {
    PathFamilyReader.Reading inside = paths == null ? null : paths.begin(facts);
    for (Map.Entry<String, Object> entry : result.entrySet()) {
      Object tree = entry.getValue();
      for (Member member : FactReader.isData(tree) ? members(entry.getKey()) : List.<Member>of()) {
        convert(member, tree, facts);
      }
      if (inside != null) {
        inside.read(entry.getKey(), tree);
      }
    }
  }

  boolean covers(String key) {
    return !members(key).isEmpty();
  }

  /** Whether the value of a key, or something inside of it, belongs to a family. */
  boolean reads(String key) {
    return covers(key) || paths != null && paths.reads(key);
  }

  private List<Member> members(String key) {
    List<Member> members = known.get(key);
    if (members == null) {
      members = new ArrayList<>(1);
      for (Family family : families) {
        if (family.covers(key)) {
          members.add(Member.of(family, key, place));
        }
      }
      if (known.size() < MOST_KEYS) {
        known.put(key, members);
      }
    }
    return members;
  }

  static void convert(Member member, Object tree, Set<Fact> facts) {
    Family family = member.family;
    String key = member.key;
    Source source = member.source;
    if (family.absentWhen().covers(tree)) {
      String said = Absence.said(tree);
      if (said != null) {
        facts.add(
            new AbsentField(
                member.outputKey,
                family.group(),
                key,
                Integer.MAX_VALUE,
                null,
                source,
                said,
                member.parts));
      }
      return;
    }
    OptionalDouble number = FieldReader.real(tree);
    if (number.isEmpty()) {
      facts.add(
          new MalformedField(
              key,
              family.group(),
              key,
              "must be a number, not " + FieldReader.shown(tree),
              source,
              member.parts));
      return;
    }
    FieldReader.mistyped(key, family.group(), tree, source, member.parts).ifPresent(facts::add);
    double measured = number.getAsDouble();
    Bound bound = member.bound;
    if (bound != null && Double.isFinite(measured) && !bound.holds(measured)) {
      facts.add(
          new OutOfBounds(
              key,
              family.group(),
              key,
              DecimalText.of(measured),
              bound.toString(),
              source,
              member.parts));
    }
    if (family.formula().dividesByZero(measured)) {
      String reason =
          "is " + DecimalText.of(measured) + ", so that " + family.formula() + " has no result";
      facts.add(new MalformedField(key, family.group(), key, reason, source, member.parts));
    } else {
      facts.add(
          new Metric(
              family.name(),
              member.outputKey,
              member.parts,
              measured,
              family.formula().apply(measured),
              source));
    }
  }
}
