package io.rungate.gate;

import io.rungate.document.ShownFacts;
import io.rungate.engine.Evaluation;
import io.rungate.engine.Justification;
import io.rungate.fact.AbsentField;
import io.rungate.fact.Fact;
import io.rungate.fact.JsonNull;
import io.rungate.fact.MappedField;
import io.rungate.fact.Source;
import io.rungate.fact.TimeField;
import io.rungate.fact.Value;
import io.rungate.pack.SweepMapping;
import io.rungate.run.PythonJsonWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names whose values rules across rows may use, and the values of each row in their order.
 *
 * <p>A million rows have few values: each is held once. A number is held as what it is and not as a
 * fact, which is five times as large.
 */
final class SweepNames {
  /** A name with more values than these hardly repeats them, so looking for one pays no more. */
  private static final int MOST_SHARED = 200_000;

  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final Map<String, int[]> groups = new LinkedHashMap<>();
  private final int partition;
  private final Map<Object, Object> shared = new HashMap<>();

  SweepNames(SweepMapping mapping) {
    mapping.partition().forEach(this::add);
    this.partition = places.size();
    mapping.groups().values().forEach(names -> names.forEach(this::add));
    mapping.keep().forEach(this::add);
    mapping
        .groups()
        .forEach((of, names) -> groups.put(of, names.stream().mapToInt(places::get).toArray()));
  }

  private void add(String name) {
    places.putIfAbsent(name, places.size());
  }

  /** Every name, in the order of the values. */
  List<String> names() {
    return new ArrayList<>(places.keySet());
  }

  /** The place of a name among the values; null for a name that is not kept. */
  Integer place(String name) {
    return places.get(name);
  }

  /** The names of a grouping by place; null where there is no such grouping. */
  int[] grouping(String of) {
    return groups.get(of);
  }

  Iterable<Map.Entry<String, int[]>> groupings() {
    return groups.entrySet();
  }

  /** What keeps rows apart. */
  List<Object> partition(Object[] values) {
    return Arrays.asList(Arrays.copyOf(values, partition));
  }

  int partitionSize() {
    return partition;
  }

  /**
   * The values of a row or an expected point, null where it has none: what rules conclude, else
   * what was read, else what its contract puts in the place of what is absent.
   */
  Object[] values(Evaluation evaluation) {
    Object[] values = new Object[places.size()];
    for (Justification justification : evaluation.justifications()) {
      if (justification.conclusion() instanceof MappedField field) {
        put(field, values);
      }
    }
    for (Fact fact : evaluation.facts()) {
      if (fact instanceof MappedField field) {
        put(field, values);
      }
    }
    for (Value value : evaluation.values().values()) {
      Integer place = places.get(value.key());
      if (place != null) {
        values[place] = shared(tree(value.value()));
      }
    }
    return values;
  }

  private void put(MappedField field, Object[] values) {
    Integer place = places.get(field.field());
    if (place != null && !(field instanceof AbsentField)) {
      values[place] = shared(kept(field));
    }
  }

  private Object shared(Object value) {
    Object known = shared.get(value);
    if (known == null && value != null && shared.size() < MOST_SHARED) {
      shared.put(value, value);
    }
    return known == null ? value : known;
  }

  /** A time is kept as one, since rules compare it; all else as documents show it. */
  private static Object kept(MappedField field) {
    return field instanceof TimeField time
        ? new TimeField("", "", time.value(), time.given(), Source.PACK)
        : tree(ShownFacts.value(field));
  }

  /** A structure counts by its text, and the JSON null as nothing. */
  private static Object tree(Object value) {
    if (value == JsonNull.NULL) {
      return null;
    }
    return value instanceof Map || value instanceof List ? PythonJsonWriter.compact(value) : value;
  }
}
