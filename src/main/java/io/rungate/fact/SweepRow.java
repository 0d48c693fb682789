package io.rungate.fact;

import java.util.Map;

/**
 * A row as rules across a sweep see it: what its own rules made of it, and of its values only those
 * that the pack keeps. Equal copies of a row are one.
 *
 * @param id of its first copy
 * @param verdict {@code accepted} or {@code rejected}
 * @param copies how many rows are equal to it, itself included
 * @param values what the pack keeps, by name: String, Boolean, a {@link Quantity} or a {@link
 *     TimeField}
 */
public record SweepRow(
    String id, String verdict, int copies, Map<String, Object> values, Source source)
    implements Fact {

  public boolean isAccepted() {
    return verdict.equals("accepted");
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** A value as text; null where the row has none. */
  public String text(String name) {
    Object value = values.get(name);
    return value == null ? null : value.toString();
  }

  /** A number; null where the row has none. */
  public Quantity number(String name) {
    return values.get(name) instanceof Quantity number ? number : null;
  }

  /** A time; null where the row has none. */
  public TimeField time(String name) {
    return values.get(name) instanceof TimeField time ? time : null;
  }

  @Override
  public String toString() {
    return "row " + id;
  }
}
