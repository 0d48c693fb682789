package io.rungate.engine;

import io.rungate.fact.AbsentField;
import io.rungate.fact.BooleanField;
import io.rungate.fact.IntegerField;
import io.rungate.fact.JsonField;
import io.rungate.fact.MalformedField;
import io.rungate.fact.NumberField;
import io.rungate.fact.TextField;

/** The mapped field that a fact is about. */
final class FactFields {
  private FactFields() {}

  /** The field, or null for what is about none. */
  static String field(Object fact) {
    if (fact instanceof AbsentField absent) {
      return absent.field();
    }
    if (fact instanceof MalformedField unreadable) {
      return unreadable.field();
    }
    if (fact instanceof IntegerField whole) {
      return whole.field();
    }
    if (fact instanceof TextField text) {
      return text.field();
    }
    if (fact instanceof BooleanField flag) {
      return flag.field();
    }
    if (fact instanceof NumberField quantity) {
      return quantity.field();
    }
    return fact instanceof JsonField structure ? structure.field() : null;
  }
}
