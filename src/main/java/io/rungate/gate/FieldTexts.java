package io.rungate.gate;

import io.rungate.fact.BooleanField;
import io.rungate.fact.DecimalText;
import io.rungate.fact.Fact;
import io.rungate.fact.IntegerField;
import io.rungate.fact.JsonField;
import io.rungate.fact.MappedField;
import io.rungate.fact.NumberField;
import io.rungate.fact.TextField;
import io.rungate.fact.TimeField;
import io.rungate.pack.Glob;
import java.util.List;

/** The values of mapped fields as texts, which selectors compare. */
final class FieldTexts {
  private FieldTexts() {}

  /** Whether a field has a value, and one that a glob fits. */
  static boolean has(List<Fact> facts, String field, Glob glob) {
    for (Fact fact : facts) {
      if (fact instanceof MappedField one && one.field().equals(field)) {
        String text = text(one);
        if (text != null && glob.matches(text)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Null for what has no value. */
  private static String text(MappedField field) {
    if (field instanceof TextField text) {
      return text.value();
    }
    if (field instanceof IntegerField number) {
      return number.value().toString();
    }
    if (field instanceof NumberField number) {
      return DecimalText.of(number.amount());
    }
    if (field instanceof BooleanField flag) {
      return String.valueOf(flag.value());
    }
    if (field instanceof TimeField time) {
      return time.given().toString();
    }
    return field instanceof JsonField json && json.value() instanceof String text ? text : null;
  }
}
