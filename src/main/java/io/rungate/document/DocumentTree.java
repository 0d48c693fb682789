package io.rungate.document;

import io.rungate.pack.ResultPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A document with objects and lists, by its members, each of which knows its way from the top. */
final class DocumentTree {

  /** A member of a document, wherever in it. */
  interface Placed {
    /** What people call it: its key, or its path as a text. */
    String key();

    /** Names and indices that lead to it; empty for one at the top, which has a key alone. */
    List<Object> path();

    default List<Object> way() {
      return path().isEmpty() ? List.of(key()) : path();
    }
  }

  /**
   * The end of a way. Its value may be an object or a list, too, of which nothing is told apart.
   */
  record Leaf<T>(T member) {}

  private DocumentTree() {}

  /** What people call a place below the top. */
  static String text(List<Object> path) {
    return new ResultPath(path, null).toString();
  }

  /** Objects and lists down to a {@link Leaf} for each member; empty when they are no document. */
  static <T extends Placed> Optional<Map<String, Object>> of(Iterable<T> members) {
    Map<String, Object> top = new LinkedHashMap<>();
    for (T member : members) {
      if (!put(top, member.way(), new Leaf<>(member))) {
        return Optional.empty();
      }
    }
    return Optional.of(top);
  }

  private static boolean put(Object top, List<Object> way, Object leaf) {
    Object at = top;
    for (int i = 0; i < way.size(); i++) {
      boolean last = i == way.size() - 1;
      Object there = at(at, way.get(i));
      if (there == null) {
        there =
            last
                ? leaf
                : way.get(i + 1) instanceof Integer ? new ArrayList<>() : new LinkedHashMap<>();
        if (!add(at, way.get(i), there)) {
          return false;
        }
      } else if (last) {
        return false;
      }
      at = there;
    }
    return true;
  }

  @SuppressWarnings("unchecked") // it is one of those that are made above
  private static boolean add(Object at, Object step, Object what) {
    if (at instanceof Map && step instanceof String name) {
      ((Map<String, Object>) at).put(name, what);
      return true;
    }
    return at instanceof List<?> items
        && step.equals(items.size())
        && ((List<Object>) items).add(what);
  }

  /** What a step leads to; null where it leads nowhere. */
  private static Object at(Object tree, Object step) {
    if (tree instanceof Map<?, ?> members && step instanceof String) {
      return members.get(step);
    }
    boolean within =
        tree instanceof List<?> items && step instanceof Integer index && index < items.size();
    return within ? ((List<?>) tree).get((Integer) step) : null;
  }

  /** What a way leads to; null where it leads nowhere. */
  static Object at(Object tree, List<Object> way) {
    Object at = tree;
    for (Object step : way) {
      at = at(at, step);
    }
    return at;
  }

  /** How many members another tree has beyond those of this one. */
  static int others(Object tree, Object other) {
    int more = 0;
    if (tree instanceof Map<?, ?> members && other instanceof Map<?, ?> there) {
      for (Map.Entry<?, ?> one : there.entrySet()) {
        Object mine = members.get(one.getKey());
        more += mine == null ? 1 : others(mine, one.getValue());
      }
    } else if (tree instanceof List<?> items && other instanceof List<?> there) {
      for (int i = 0; i < there.size(); i++) {
        more += i >= items.size() ? 1 : others(items.get(i), there.get(i));
      }
    }
    return more;
  }

  /** The same tree with something else in the place of each leaf. */
  static Object with(Object tree, Function<Leaf<?>, Object> value) {
    if (tree instanceof Leaf<?> leaf) {
      return value.apply(leaf);
    }
    if (tree instanceof List<?> items) {
      List<Object> all = new ArrayList<>();
      items.forEach(item -> all.add(with(item, value)));
      return all;
    }
    Map<Object, Object> all = new LinkedHashMap<>();
    ((Map<?, ?>) tree).forEach((key, item) -> all.put(key, with(item, value)));
    return all;
  }
}
