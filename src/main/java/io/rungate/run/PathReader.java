package io.rungate.run;

import io.rungate.fact.AbsentField;
import io.rungate.fact.Fact;
import io.rungate.fact.JsonNull;
import io.rungate.fact.MalformedField;
import io.rungate.pack.Absence;
import io.rungate.pack.Excerpt;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.Reducer;
import io.rungate.pack.ResultPath;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a field from inside of the result file.
 *
 * <p>What is not there is absent, and so is all that would be below it. What is there in a form
 * that the path does not fit is a value that cannot be read: the client changed its output, and a
 * default in its place would be published as data. A null on the way is treated as a null at the
 * end.
 */
final class PathReader {
  private PathReader() {}

  /** What a result holds at a path. */
  private sealed interface Found {}

  private record Value(Object tree) implements Found {}

  private record Nothing() implements Found {}

  /** Something is there that it cannot be read from, and why not. */
  private record Obstacle(Object tree, String reason) implements Found {}

  static void read(Field field, AbsentField absence, Map<String, Object> result, Set<Fact> facts) {
    Found found = find(result, field.path());
    Object there =
        found instanceof Value value ? value.tree : found instanceof Obstacle it ? it.tree : null;
    if (there != null && field.absentWhen().covers(there)) {
      facts.add(absence.instead(Absence.said(there)));
    } else if (found instanceof Value value) {
      FieldReader.fromJson(field, value.tree, absence.source(), facts);
    } else if (found instanceof Obstacle it) {
      facts.add(
          new MalformedField(
              field.name(),
              field.group(),
              field.given(),
              it.reason,
              absence.source(),
              field.parts()));
    } else {
      facts.add(absence);
    }
  }

  private static Found find(Map<String, Object> result, ResultPath path) {
    Object here = result;
    for (int i = 0; i < path.steps().size(); i++) {
      Object step = path.steps().get(i);
      if (!isOf(step instanceof Integer, here)) {
        return new Obstacle(here, "cannot be read: " + path.prefix(i) + " " + mustBe(step, here));
      }
      here = below(here, step);
      if (here == null) {
        return new Nothing();
      }
    }
    return path.reduction() == null
        ? FactReader.isData(here) ? new Value(here) : new Nothing()
        : reduced(here, path);
  }

  private static Found reduced(Object array, ResultPath path) {
    if (!isOf(true, array)) {
      String where = path.reduced(null).toString();
      return new Obstacle(
          array, "has no value: " + where + " must be an array, not " + kind(array));
    }
    Object number =
        array instanceof Excerpt excerpt
            ? excerpt.reductions().get(path.reduction())
            : Reducer.reduce((List<?>) array, path.reduction());
    return number == null
        ? new Nothing()
        : number instanceof String reason ? new Obstacle(array, reason) : new Value(number);
  }

  /** Whether a value is an array, or an object. */
  static boolean isOf(boolean array, Object tree) {
    return tree instanceof Excerpt excerpt
        ? excerpt.array() == array
        : array ? tree instanceof List : tree instanceof Map;
  }

  /** The value one step further, or null. */
  private static Object below(Object tree, Object step) {
    if (tree instanceof Excerpt excerpt) {
      return excerpt.parts().get(step);
    }
    if (tree instanceof Map<?, ?> members) {
      return members.get(step);
    }
    List<?> elements = (List<?>) tree;
    return (Integer) step < elements.size() ? elements.get((Integer) step) : null;
  }

  /** What a value must be for a step, as the end of a sentence. */
  static String mustBe(Object step, Object tree) {
    return (step instanceof Integer ? "must be an array, not " : "must be an object, not ")
        + kind(tree);
  }

  /** A plain value as it is written, since that helps to find it. */
  static String kind(Object tree) {
    boolean plain = tree instanceof String || tree instanceof Number || tree instanceof Boolean;
    return plain || tree == JsonNull.NULL ? FieldReader.shown(tree) : Reducer.kind(tree);
  }
}
