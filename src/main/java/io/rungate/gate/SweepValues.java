package io.rungate.gate;

import io.rungate.fact.IntegerField;
import io.rungate.fact.NumberField;
import io.rungate.fact.Source;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The values of one row by name, as rules see them. The names are those of all rows. */
final class SweepValues extends AbstractMap<String, Object> {
  private final SweepNames names;
  private final Object[] values;

  SweepValues(SweepNames names, Object[] values) {
    this.names = names;
    this.values = values;
  }

  @Override
  public Object get(Object name) {
    Integer place = names.place((String) name);
    return place == null ? null : seen(values[place]);
  }

  @Override
  public boolean containsKey(Object name) {
    return get(name) != null;
  }

  private static Object seen(Object value) {
    if (value instanceof BigInteger number) {
      return new IntegerField("", "", number, Source.PACK);
    }
    return value instanceof Double number ? NumberField.of("", "", number, Source.PACK) : value;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    Map<String, Object> all = new LinkedHashMap<>();
    int next = 0;
    for (String name : names.names()) {
      Object value = seen(values[next++]);
      if (value != null) {
        all.put(name, value);
      }
    }
    return all.entrySet();
  }
}
