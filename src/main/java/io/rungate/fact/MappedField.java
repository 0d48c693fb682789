package io.rungate.fact;

import java.util.Map;

/** What became of a mapped field of a run: exactly one of these. */
public sealed interface MappedField extends Fact
    permits TextField,
        IntegerField,
        NumberField,
        BooleanField,
        TimeField,
        JsonField,
        AbsentField,
        MalformedField {

  String field();

  String group();

  /** What tells it from its like, by what the mapping calls it; empty for most fields. */
  Map<String, String> parts();

  /** The name that it has for a part, such as its role; null where it has no such part. */
  default String part(String name) {
    return parts().get(name);
  }
}
