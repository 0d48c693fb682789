package io.rungate.fact;

import java.util.Map;

/**
 * A mapped field that the run does not give. Whether that is a fault is for the contract of its
 * group.
 *
 * @param name the variable or result key that would give it
 * @param order its place in the mapping, in which missing names are listed
 * @param fallback the value that a tolerant contract puts in its place: the field's fact, or null
 *     when the mapping declares none
 * @param instead what is there and counts as not given, where it is worth telling; else null
 */
public record AbsentField(
    String field,
    String group,
    String name,
    int order,
    Fact fallback,
    Source source,
    String instead,
    Map<String, String> parts)
    implements MappedField, Comparable<AbsentField> {
  public AbsentField(
      String field,
      String group,
      String name,
      int order,
      Fact fallback,
      Source source,
      String instead) {
    this(field, group, name, order, fallback, source, instead, Map.of());
  }

  /** The same field, of which something is there that counts as not given; null for nothing. */
  public AbsentField instead(String given) {
    return given == null
        ? this
        : new AbsentField(field, group, name, order, fallback, source, given, parts);
  }

  /** True when the mapping declares a value for the tolerant case. */
  public boolean isDefaulted() {
    return fallback != null;
  }

  /** True for an environment variable, false for a key of the result file. */
  public boolean isVariable() {
    return source.kind() == Source.Kind.VARIABLE;
  }

  /** Of what tells one from another: most of what is read of a row are these. */
  @Override
  public int hashCode() {
    return field.hashCode();
  }

  @Override
  public int compareTo(AbsentField other) {
    return Integer.compare(order, other.order);
  }

  @Override
  public String toString() {
    return instead == null
        ? name + " is not given"
        : name + " is " + instead + ", which counts as not given";
  }
}
