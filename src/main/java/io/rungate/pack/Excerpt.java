package io.rungate.pack;

import io.rungate.pack.ResultPath.Reduction;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What was kept of an object or an array of which a mapping names parts only. It stands in a tree
 * in the place of a map or a list, and cannot be taken for one.
 *
 * @param array whether it is of an array
 * @param parts by name or index, in the order of the file
 * @param reductions what was made of the array: a number, or a text that says why there is none
 */
public record Excerpt(boolean array, Map<Object, Object> parts, Map<Reduction, Object> reductions) {

  static Excerpt of(boolean array) {
    return new Excerpt(array, new LinkedHashMap<>(), new EnumMap<>(Reduction.class));
  }

  /** Everything in it by its place, which for a part is one step further. */
  public void each(ResultPath place, BiConsumer<ResultPath, Object> visitor) {
    if (parts.isEmpty() && reductions.isEmpty()) {
      visitor.accept(place.reduced(Reduction.KIND), kind(array));
    }
    parts.forEach(
        (step, part) -> {
          if (part instanceof Excerpt excerpt) {
            excerpt.each(place.then(step), visitor);
          } else {
            visitor.accept(place.then(step), part);
          }
        });
    reductions.forEach((reduction, value) -> visitor.accept(place.reduced(reduction), value));
  }

  private static String kind(boolean array) {
    return array ? "array" : "object";
  }

  /**
   * Puts what {@link #each} gave back in its place, in a tree that has nothing there.
   *
   * @param result the top of the tree
   * @return false where something else stands in the way
   */
  public static boolean put(Map<String, Object> result, ResultPath place, Object value) {
    Map<Object, Object> parts = new LinkedHashMap<>(result);
    boolean done = new Excerpt(false, parts, Map.of()).put(place, 0, value);
    parts.forEach((name, part) -> result.put((String) name, part));
    return done;
  }

  /**
   * Changes one place of a tree, of which all that is on the way to it is copied.
   *
   * @param result the top of the tree
   * @param value null to take it out
   */
  public static void set(Map<String, Object> result, ResultPath place, Object value) {
    String name = (String) place.steps().get(0);
    Object changed = changed(result.get(name), place, 1, value);
    if (changed == null) {
      result.remove(name);
    } else {
      result.put(name, changed);
    }
  }

  /** What stands where so many steps of the way are taken; null for nothing. */
  private static Object changed(Object tree, ResultPath place, int depth, Object value) {
    boolean last = depth == place.steps().size();
    if (last && place.reduction() == null || value == null && (last || tree == null)) {
      return value;
    }
    if (last) {
      Excerpt array = copy(tree, true);
      array.reductions.put(place.reduction(), value);
      return array;
    }
    Object step = place.steps().get(depth);
    if (step instanceof String name && tree instanceof Map<?, ?> members) {
      return withMember(members, name, changed(members.get(name), place, depth + 1, value));
    }
    Excerpt copy = copy(tree, step instanceof Integer);
    Object part = changed(copy.parts.get(step), place, depth + 1, value);
    if (part == null) {
      copy.parts.remove(step);
    } else {
      copy.parts.put(step, part);
    }
    return copy;
  }

  /** Of an object that is known as a whole all is known afterwards, but for parts of parts. */
  private static Object withMember(Map<?, ?> members, String name, Object part) {
    Map<Object, Object> all = new LinkedHashMap<>(members);
    if (part == null) {
      all.remove(name);
    } else {
      all.put(name, part);
    }
    return part instanceof Excerpt ? new Excerpt(false, all, Map.of()) : all;
  }

  /** What can be changed of an object or array; nothing of what is something else. */
  private static Excerpt copy(Object tree, boolean array) {
    Excerpt copy = of(array);
    if (tree instanceof Excerpt excerpt && excerpt.array == array) {
      copy.parts.putAll(excerpt.parts);
      copy.reductions.putAll(excerpt.reductions);
    } else if (array && tree instanceof List<?> elements) {
      elements.forEach(element -> copy.parts.put(copy.parts.size(), element));
      for (Reduction reduction : Reduction.values()) {
        if (reduction != Reduction.KIND) {
          copy.reductions.put(reduction, Reducer.reduce(elements, reduction));
        }
      }
    }
    return copy;
  }

  private boolean put(ResultPath place, int depth, Object value) {
    Object step = place.steps().get(depth);
    if (array != step instanceof Integer) {
      return false;
    }
    boolean last = depth == place.steps().size() - 1;
    if (last && place.reduction() == null) {
      return parts.putIfAbsent(step, value) == null;
    }
    boolean ofArray =
        last
            ? place.reduction() != Reduction.KIND || value.equals(kind(true))
            : place.steps().get(depth + 1) instanceof Integer;
    Object below = parts.computeIfAbsent(step, absent -> of(ofArray));
    if (!(below instanceof Excerpt excerpt)) {
      return false;
    }
    if (!last) {
      return excerpt.put(place, depth + 1, value);
    }
    return place.reduction() == Reduction.KIND
        ? excerpt.parts.isEmpty() && (ofArray || value.equals(kind(false)))
        : excerpt.array
            && (value instanceof Number || value instanceof String)
            && excerpt.reductions.putIfAbsent(place.reduction(), value) == null;
  }
}
