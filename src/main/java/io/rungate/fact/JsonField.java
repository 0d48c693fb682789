package io.rungate.fact;

import java.util.List;
import java.util.Map;

/**
 * Any JSON value, copied as it is.
 *
 * @param value a JSON tree: Map, List, String, BigInteger, Double, Boolean or the JSON null
 */
public record JsonField(
    String field, String group, Object value, Source source, Map<String, String> parts)
    implements MappedField {
  public JsonField(String field, String group, Object value, Source source) {
    this(field, group, value, source, Map.of());
  }

  /** False when a number anywhere inside is NaN or infinite, which JSON has no word for. */
  public boolean isFinite() {
    return finite(value);
  }

  /** False for what a database refuses: NUL, or half of a surrogate pair in a text of it. */
  public boolean isStorable() {
    return Storable.tree(value);
  }

  private static boolean finite(Object tree) {
    if (tree instanceof Map<?, ?> members) {
      return members.values().stream().allMatch(JsonField::finite);
    }
    if (tree instanceof List<?> elements) {
      return elements.stream().allMatch(JsonField::finite);
    }
    return !(tree instanceof Double number) || Double.isFinite(number);
  }

  @Override
  public String toString() {
    return field + " = " + value;
  }
}
