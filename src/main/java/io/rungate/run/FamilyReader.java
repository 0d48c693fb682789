package io.rungate.run;

import io.rungate.fact.Fact;
import io.rungate.fact.Metric;
import io.rungate.fact.OutOfBounds;
import io.rungate.fact.Source;
import io.rungate.fact.Unreadable;
import io.rungate.json.PythonNumbers;
import io.rungate.pack.Mapping.Bound;
import io.rungate.pack.Mapping.Family;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Result keys that are known by pattern only become metrics, in the order of the result file. */
final class FamilyReader {
  private final List<Family> families;

  FamilyReader(List<Family> families) {
    this.families = families;
  }

  void read(Map<String, Object> result, Set<Fact> facts) {
    for (Map.Entry<String, Object> member : result.entrySet()) {
      for (Family family : families) {
        if (family.covers(member.getKey())
            && !FactReader.isAbsent(member.getValue(), family.absentWhen())) {
          convert(family, member.getKey(), member.getValue(), facts);
        }
      }
    }
  }

  private static void convert(Family family, String key, Object tree, Set<Fact> facts) {
    Source source = Source.resultKey(key);
    OptionalDouble number = JsonNumbers.real(tree);
    if (number.isEmpty()) {
      facts.add(
          new Unreadable(
              key,
              family.group(),
              key,
              "must be a number, not " + FieldReader.shown(tree),
              source));
      return;
    }
    FieldReader.mistyped(key, family.group(), tree, source).ifPresent(facts::add);
    double measured = number.getAsDouble();
    for (Bound bound : family.bounds()) {
      if (bound.keys() == null || bound.keys().matcher(key).find()) {
        if (Double.isFinite(measured) && !bound.holds(measured)) {
          facts.add(
              new OutOfBounds(
                  key,
                  family.group(),
                  key,
                  PythonNumbers.repr(measured),
                  bound.toString(),
                  source));
        }
        break;
      }
    }
    if (family.formula().dividesByZero(measured)) {
      String reason =
          "is " + PythonNumbers.repr(measured) + ", so that " + family.formula() + " has no result";
      facts.add(new Unreadable(key, family.group(), key, reason, source));
    } else {
      facts.add(
          new Metric(
              family.name(),
              family.outputKey(key),
              measured,
              family.formula().apply(measured),
              source));
    }
  }
}
