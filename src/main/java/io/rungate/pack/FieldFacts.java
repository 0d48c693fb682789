package io.rungate.pack;

import io.rungate.pack.Mapping.Field;
import java.util.Set;
import java.util.TreeSet;

/** What can become of a field when it is read: the types of facts. */
final class FieldFacts {
  private FieldFacts() {}

  static Set<String> of(Field field, Mapping mapping) {
    Set<String> types = new TreeSet<>(Set.of("AbsentField"));
    switch (field.type()) {
      case TEXT -> types.add("TextField");
      case INTEGER -> types.add("IntegerField");
      case NUMBER -> types.addAll(Set.of("RealField", "NonFiniteField", "NumberField"));
      case BOOLEAN -> types.add("BooleanField");
      case TIME -> types.add("TimeField");
      case OBJECT, JSON -> types.add("JsonField");
    }
    boolean number = field.type() == Mapping.Type.INTEGER || field.type() == Mapping.Type.NUMBER;
    boolean copied =
        field.type() == Mapping.Type.TEXT && field.oneOf().isEmpty()
            || field.type() == Mapping.Type.BOOLEAN;
    if (!copied || field.isMeasured() || !field.earlier().isEmpty()) {
      types.add("MalformedField");
    }
    if (number
        && field.isMeasured()
        && (field.path() == null || field.path().reduction() == null)) {
      types.add("MistypedField");
    }
    if (field.bound() != null) {
      types.add("OutOfBounds");
    }
    if (mapping.noticesNear(field)) {
      types.add("NearName");
    }
    if (field.isMeasured() && mapping.noticesTwice()) {
      types.add("KeyTwice");
    }
    return types;
  }
}
