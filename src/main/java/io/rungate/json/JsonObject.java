package io.rungate.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A small JSON object that is made to be written: its members stand in an array in the order that
 * they were given. A record of a run has hundreds of these, and hash tables for a handful of names
 * each were a third of what writing it costs.
 */
public final class JsonObject extends AbstractMap<String, Object> {
  private final Object[] namesAndValues;

  private JsonObject(Object[] namesAndValues) {
    this.namesAndValues = namesAndValues;
  }

  /**
   * An object.
   *
   * @param namesAndValues a name, its value, the next name, and so on; no name twice
   */
  public static JsonObject of(Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a name without a value");
    }
    return new JsonObject(namesAndValues);
  }

  @Override
  public int size() {
    return namesAndValues.length / 2;
  }

  /** The name of a member, counted from 0. */
  String name(int index) {
    return (String) namesAndValues[2 * index];
  }

  /** The value of a member, counted from 0. */
  Object value(int index) {
    return namesAndValues[2 * index + 1];
  }

  @Override
  public Object get(Object name) {
    for (int i = 0; i < size(); i++) {
      if (name(i).equals(name)) {
        return value(i);
      }
    }
    return null;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < JsonObject.this.size();
          }

          @Override
          public Map.Entry<String, Object> next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            Map.Entry<String, Object> entry = Map.entry(name(next), value(next));
            next++;
            return entry;
          }
        };
      }

      @Override
      public int size() {
        return JsonObject.this.size();
      }
    };
  }
}
