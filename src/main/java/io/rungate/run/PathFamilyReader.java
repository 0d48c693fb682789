package io.rungate.run;

import io.rungate.fact.Fact;
import io.rungate.fact.MalformedField;
import io.rungate.fact.Source;
import io.rungate.pack.Excerpt;
import io.rungate.pack.FamilyPath;
import io.rungate.pack.Mapping;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.ResultPath;
import io.rungate.run.FamilyReader.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Places of a result that are known by pattern become metrics, in the order of the file. */
final class PathFamilyReader {
  private final List<Family> families;

  /** The keys that the document has already. */
  private final Set<String> taken = new HashSet<>();

  PathFamilyReader(Mapping mapping) {
    families = mapping.families().stream().filter(family -> family.path() != null).toList();
    for (Mapping.Block block : mapping.document().blocks()) {
      taken.addAll(block.allKeys());
    }
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
        if (steps.size() < depth || !FamilyPath.fits(steps.get(depth - 1), step)) {
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
      Map<String, String> parts = family.path().partsOf(place.steps()).orElseThrow();
      String key = family.path().keyOf(parts);
      String earlier =
          taken.contains(key) ? "another entry of the mapping" : places.put(key, place.toString());
      if (earlier != null) {
        flaw(family, place, parts, "gives the key %s, which %s gives, too".formatted(key, earlier));
        return;
      }
      String name = place.toString();
      FamilyReader.convert(
          new Member(family, name, key, parts, Member.bound(family, key), Source.resultPath(name)),
          tree,
          facts);
    }

    private void flaw(Family family, ResultPath place, Map<String, String> parts, String reason) {
      String name = place.toString();
      facts.add(
          new MalformedField(name, family.group(), name, reason, Source.resultPath(name), parts));
    }
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
