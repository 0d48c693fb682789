package io.rungate.run;

import io.rungate.fact.Fact;
import io.rungate.fact.MalformedField;
import io.rungate.fact.Source;
import io.rungate.pack.Excerpt;
import io.rungate.pack.FamilyPath;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.ResultPath;
import io.rungate.run.FamilyReader.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Places inside of JSON that are known by pattern become metrics, in the order of the file. */
final class PathFamilyReader {
  private final List<Family> families;
  private final Set<String> taken;
  private final Source.Kind kind;

  /** The same places are in every file, and it takes long to put their names together. */
  private final Map<List<Object>, List<Member>> known = new ConcurrentHashMap<>();

  /** What each pattern says of the names that came before. */
  private final Map<Object, Map<String, Boolean>> fitting = new HashMap<>();

  /**
   * A reader of those that are known by path.
   *
   * @param taken the keys that something else gives
   */
  PathFamilyReader(List<Family> all, Set<String> taken, Source.Kind place) {
    this.families = all.stream().filter(family -> family.path() != null).toList();
    this.taken = taken;
    this.kind = place == Source.Kind.RESULT ? Source.Kind.PATH : place;
    for (Family family : families) {
      for (Object step : family.path().steps()) {
        if (step instanceof FamilyPath.Part) {
          fitting.put(step, new ConcurrentHashMap<>());
        }
      }
    }
  }

  /** Whether something inside of a key of the top level may belong to a family. */
  boolean reads(String key) {
    for (Family family : families) {
      if (fits(family.path().steps().get(0), key)) {
        return true;
      }
    }
    return false;
  }

  /**
   * As {@link FamilyPath#fits}, whose patterns take longer than all else that is done of a place.
   */
  private boolean fits(Object step, Object found) {
    Map<String, Boolean> answers = fitting.get(step);
    if (answers == null || !(found instanceof String name)) {
      return FamilyPath.fits(step, found);
    }
    Boolean answer = answers.get(name);
    if (answer == null) {
      answer = FamilyPath.fits(step, name);
      if (answers.size() < FamilyReader.MOST_KEYS) {
        answers.put(name, answer);
      }
    }
    return answer;
  }

  Reading begin(Set<Fact> facts) {
    return new Reading(facts);
  }

  /** The facts of one result. */
  final class Reading {
    private final Set<Fact> facts;

    /** The places that gave keys of the document. */
    private final Map<String, String> places = new HashMap<>();

    private Reading(Set<Fact> facts) {
      this.facts = facts;
    }

    /** Reads what is in a key of the result. */
    void read(String key, Object tree) {
      if (!PathFamilyReader.this.reads(key)) {
        return;
      }
      step(new ResultPath(List.of(key), null), key, tree, families);
    }

    /**
     * Takes a step in all families at once.
     *
     * @param open those that lead to the place before
     */
    private void step(ResultPath place, Object step, Object tree, List<Family> open) {
      int depth = place.steps().size();
      List<Family> further = new ArrayList<>(open.size());
      for (Family family : open) {
        List<Object> steps = family.path().steps();
        if (steps.size() < depth || !fits(steps.get(depth - 1), step)) {
          continue;
        }
        boolean ends = steps.size() == depth;
        if (!ends && family.absentWhen().covers(tree)) {
          continue;
        }
        if (ends) {
          convert(family, place, tree);
        } else if (PathReader.isOf(steps.get(depth) instanceof Integer, tree)) {
          further.add(family);
        } else {
          flaw(family, place, Map.of(), PathReader.mustBe(steps.get(depth), tree));
        }
      }
      if (!further.isEmpty()) {
        below(tree).forEach((next, part) -> step(place.then(next), next, part, further));
      }
    }

    private void convert(Family family, ResultPath place, Object tree) {
      if (!FactReader.isData(tree)) {
        return; // what is left of it in the record of another pack
      }
      Member member = member(family, place);
      String key = member.outputKey();
      String earlier =
          taken.contains(key) ? "another entry of the mapping" : places.put(key, member.key());
      if (earlier != null) {
        String reason = "gives the key %s, which %s gives, too".formatted(key, earlier);
        flaw(family, place, member.parts(), reason);
      } else {
        FamilyReader.convert(member, tree, facts);
      }
    }

    private void flaw(Family family, ResultPath place, Map<String, String> parts, String reason) {
      String name = place.toString();
      facts.add(
          new MalformedField(name, family.group(), name, reason, new Source(kind, name), parts));
    }
  }

  private Member member(Family family, ResultPath place) {
    List<Member> members = known.getOrDefault(place.steps(), List.of());
    for (Member member : members) {
      if (member.family() == family) {
        return member;
      }
    }
    Map<String, String> parts = family.path().partsOf(place.steps()).orElseThrow();
    String key = family.path().keyOf(parts);
    String name = place.toString();
    Member made =
        new Member(family, name, key, parts, Member.bound(family, key), new Source(kind, name));
    if (known.size() < FamilyReader.MOST_KEYS) {
      List<Member> more = new ArrayList<>(members);
      more.add(made);
      known.put(place.steps(), more);
    }
    return made;
  }

  private static Map<?, Object> below(Object tree) {
    Map<Object, Object> parts = new LinkedHashMap<>();
    if (tree instanceof Excerpt excerpt) {
      return excerpt.parts();
    }
    if (tree instanceof Map<?, ?> members) {
      parts.putAll(members);
    } else if (tree instanceof List<?> elements) {
      elements.forEach(element -> parts.put(parts.size(), element));
    }
    return parts;
  }
}
